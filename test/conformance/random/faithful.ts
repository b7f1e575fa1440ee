import type { Browser } from '../../../src/cli/browsers/browser.ts';
import type { LabServer } from '../../lab/server.ts';
import { AT_ONCE, type Entry, inChunks, type Logs, printFound, STEPS, shrink, visit } from './programs.ts';

/** Programs that are made smaller when they differ; further ones are only named. */
const MOST_SHRUNK = 10;

export interface Pair {
	server: LabServer;
	without: Browser;
	with: Browser;
}

/** Runs the same programs in both browsers and prints those whose logs differ each time; says how many. */
export async function compareRandom(pair: Pair, seeds: readonly number[], steps = STEPS): Promise<number> {
	const suspects: number[] = [];
	for (const some of inChunks(seeds, AT_ONCE)) {
		const [before, after] = await both(pair, some, steps);
		for (const seed of some)
			if (texts(before[seed]).join('\n') !== texts(after[seed]).join('\n')) suspects.push(seed);
	}
	let differing = 0;
	for (const seed of suspects) {
		const first = await differs(pair, seed, steps);
		if (!first) continue;
		const shows = (fewer: number[]) => differs(pair, seed, fewer);
		const { steps: kept, found } =
			++differing > MOST_SHRUNK ? { steps, found: [] } : await shrink(steps, first, shows);
		printFound(seed, kept, found);
	}
	return differing;
}

async function both(pair: Pair, seeds: number[], steps: readonly number[]): Promise<[Logs, Logs]> {
	const play = async (browser: Browser): Promise<Logs> => {
		const { report } = await visit(pair.server, browser, seeds, steps);
		return JSON.parse((await report).replaceAll(String(pair.server.port), 'PORT')) as Logs;
	};
	return Promise.all([play(pair.without), play(pair.with)]);
}

/** How a program differs, if it does each time: what depends on time may differ once without anybody's doing. */
async function differs(pair: Pair, seed: number, steps: readonly number[]): Promise<string[] | undefined> {
	const known = new Set<string>();
	let found: string[] = [];
	for (let i = 0; i < 3; i++) {
		const [before, after] = (await both(pair, [seed], steps)).map((logs) => texts(logs[seed])) as [
			string[],
			string[],
		];
		known.add(before.join('\n'));
		if (known.has(after.join('\n'))) return undefined;
		const at = before.findIndex((line, index) => line !== after[index]);
		const from = at < 0 ? before.length : at;
		found = [
			...before.slice(Math.max(0, from - 5), from),
			`without  ${before[from]}`,
			`with     ${after[from]}`,
		];
	}
	return found;
}

/** A log as text. Within a step, the order of entries of different lanes says nothing. */
function texts(entries: readonly Entry[] = []): string[] {
	const lines: string[] = [];
	let step: Entry[] = [];
	const flush = (): void => {
		for (const lane of [...new Set(step.map(([name]) => name))].sort()) {
			const mine = step.filter(([name]) => name === lane).map((entry) => JSON.stringify(entry));
			lines.push(...mine.map((line) => line.replaceAll(/"event \d+"/g, '"event"')));
		}
		step = [];
	};
	for (const entry of entries) {
		if (entry[1] === 'step') flush();
		step.push(entry);
	}
	flush();
	return lines;
}
