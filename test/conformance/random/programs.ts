import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as esbuild from 'esbuild';
import type { Browser } from '../../../src/cli/browsers/browser.ts';
import type { LabServer } from '../../lab/server.ts';

/** `[lane, …what the page saw]`. */
export type Entry = [lane: string, ...what: unknown[]];
export type Logs = Record<string, Entry[]>;

/** Programs that run side by side in one page. */
export const AT_ONCE = 25;
/** No program has more steps. */
export const STEPS = Array.from({ length: 12 }, (_, i) => i);

/** Makes one script of the programs' modules, since each program has a frame that loads it; gives the folder to serve. */
export async function buildPrograms(): Promise<{ folder: string; remove: () => void }> {
	const folder = mkdtempSync(`${tmpdir()}/earshot-random-`);
	await esbuild.build({
		entryPoints: ['test/conformance/pages/random/program.mjs'],
		outfile: `${folder}/random/program.js`,
		bundle: true,
		format: 'iife',
		logLevel: 'warning',
	});
	return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

export function inChunks<T>(all: readonly T[], size: number): T[][] {
	return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}

/** Goes to a page with these programs; `kept`: only these steps of them. Gives its report, with the port taken out. */
export async function visit(
	server: LabServer,
	browser: Browser,
	seeds: readonly number[],
	kept?: readonly number[],
	more = '',
): Promise<{ report: Promise<string> }> {
	const run = `random-${Math.random()}`;
	const report = server.report(run, 60_000);
	report.catch(() => {});
	const steps = kept ? `&keep=${kept.join() || 'none'}` : '';
	await browser.tab.goto(
		`${server.origin('a')}/random/host.html?seeds=${seeds.join()}&run=${run}${steps}${more}`,
	);
	return { report };
}

/** The fewest steps that still show it, tried by leaving out one at a time, and what they show. */
export async function shrink(
	steps: readonly number[],
	first: string[],
	shows: (steps: number[]) => Promise<string[] | undefined>,
): Promise<{ steps: readonly number[]; found: string[] }> {
	let [kept, found] = [steps, first];
	for (const one of steps) {
		const fewer = kept.filter((other) => other !== one);
		const still = await shows(fewer);
		if (still) [kept, found] = [fewer, still];
	}
	return { steps: kept, found };
}

export function printFound(seed: number, steps: readonly number[], found: readonly string[]): void {
	console.log(`  seed ${seed}, steps ${steps.join()}`);
	for (const line of found.slice(0, 10)) console.log(`    ${line.slice(0, 600)}`);
}
