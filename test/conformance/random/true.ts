import type { Browser } from '../../../src/cli/browsers/browser.ts';
import { pause } from '../../../src/cli/browsers/poll.ts';
import type { HookEvent } from '../../../src/protocol/event.ts';
import { guardEvents } from '../../helpers/guard-events.ts';
import { type Ear, listenIn } from '../../hostile/ear.ts';
import type { LabServer } from '../../lab/server.ts';
import { judge } from './judge.ts';
import { AT_ONCE, inChunks, printFound, STEPS, shrink, visit } from './programs.ts';

interface Stage {
	server: LabServer;
	browser: Browser;
	ear: Ear;
}

/** Runs programs with the panel open and prints those of which something else was told than happened; says how many. */
export async function judgeRandom(
	server: LabServer,
	browser: Browser,
	seeds: readonly number[],
	steps = STEPS,
): Promise<number> {
	await browser.tab.goto(`${server.origin('a')}/frame.html`);
	const stage = { server, browser, ear: await listenIn(await browser.tab.openPanel()) };
	const suspects: number[] = [];
	for (const some of inChunks(seeds, AT_ONCE)) {
		const all = await judged(stage, some, steps);
		suspects.push(...some.filter((seed) => all.get(seed)?.length !== 0));
	}
	let wrong = 0;
	for (const seed of suspects) {
		const shows = async (fewer: readonly number[]): Promise<string[] | undefined> => {
			for (let i = 0; i < 2; i++) {
				const found = (await judged(stage, [seed], fewer)).get(seed) ?? [];
				if (found.length === 0) return undefined;
				if (i === 1) return found;
			}
			return undefined;
		};
		const first = await shows(steps);
		if (!first) continue;
		wrong++;
		const { steps: kept, found } = await shrink(steps, first, shows);
		printFound(seed, kept, found);
	}
	return wrong;
}

/** What is wrong with what was told of each program. */
async function judged(
	{ server, browser, ear }: Stage,
	seeds: readonly number[],
	steps: readonly number[],
): Promise<Map<number, string[]>> {
	await ear.clear();
	const { report } = await visit(server, browser, seeds, steps, '&wait');
	const end = Date.now() + 20_000;
	// A program begins when its document is watched, which a page cannot know.
	for (;;) {
		const heard = await hear(ear);
		const ready = await browser.tab.evaluate(() => document.title === 'ready');
		if (ready && seeds.every((seed) => heard.get(seed)?.watched)) break;
		if (Date.now() > end) return new Map(seeds.map((seed) => [seed, ['a document was never watched']]));
		await pause(50);
	}
	await browser.tab.evaluate(() => (window as unknown as { begin: () => void }).begin());
	const programs = JSON.parse(await report) as Record<string, { facts: never[]; kinds: string[] }>;
	await pause(300);
	const heard = await hear(ear);
	return new Map(
		seeds.map((seed) => {
			const { facts = [], kinds = [] } = programs[seed] ?? {};
			return [seed, judge(facts, heard.get(seed)?.events ?? [], kinds)];
		}),
	);
}

interface Heard {
	events: HookEvent[];
	watched: boolean;
}

/** What was told of each program's document. */
async function hear(ear: Ear): Promise<Map<number, Heard>> {
	const messages = await ear.messages();
	const seeds = new Map<string, number>();
	for (const one of messages) {
		const seed = one.kind === 'document' && /program\.html\?seed=(\d+)/.exec(one.document.url)?.[1];
		if (seed) seeds.set(one.document.token, Number(seed));
	}
	const all = new Map<number, Heard>();
	for (const seed of seeds.values()) all.set(seed, { events: [], watched: false });
	for (const one of messages) {
		const heard = one.kind === 'batch' ? all.get(seeds.get(one.token) ?? Number.NaN) : undefined;
		if (one.kind !== 'batch' || !heard) continue;
		heard.events.push(...guardEvents(one.events, 'page').events);
		heard.watched ||= guardEvents(one.own, 'relay').events.some(({ kind }) => kind === 'seen-from');
	}
	return all;
}
