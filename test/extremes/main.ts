import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, BrowserName } from '../../src/cli/browsers/browser.ts';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import { pause } from '../../src/cli/browsers/poll.ts';
import { filterBy, rowCount, showTab } from '../helpers/panel-reader.ts';
import { startBrowser } from '../lab/browser.ts';
import { startServer } from '../lab/server.ts';
import { memoryOf } from './memory.ts';

const { values: options } = parseArgs({
	options: {
		browser: { type: 'string', multiple: true },
		extension: { type: 'string', default: 'dist/extension' },
		/** Loads by the start of their names. */
		only: { type: 'string', multiple: true },
		/** Which of none, closed and recording to run; a page's facts are only compared with none. */
		setup: { type: 'string', multiple: true },
		verbose: { type: 'boolean' },
	},
});
const pages = resolve('test/extremes/pages');
const loads = readdirSync(`${pages}/loads`)
	.map((file) => file.replace(/\.mjs$/, ''))
	.filter((name) => !options.only || options.only.some((part) => name.startsWith(part)));
const SETUPS = ['none', 'closed', 'recording'] as const;
type Setup = (typeof SETUPS)[number];

/** How long a page may take, and a panel until it shows everything. */
const PAGE_MS = 180_000;
const PANEL_MS = 120_000;

/** What a page says of itself when it is done. */
interface Told {
	/** What must be the same with Earshot. */
	facts: Record<string, unknown>;
	/** What depends on the machine. */
	notes?: Record<string, unknown>;
	/** How many rows the panel must have for a filter, unless it says that some were dropped. */
	rows: Record<string, number>;
	/** Documents and frames that the panel must know of, watched or not. */
	documents?: number;
	sockets?: number;
	errors: string[];
	ms: number;
}

const count = (status: string, what: string): number =>
	Number(new RegExp(`([\\d,]+) ${what}`).exec(status)?.[1]?.replaceAll(',', '') ?? 0);

/** What the panel must say and does not, when everything has come or is said to be lost. */
async function missing(panel: PanelHandle, told: Told): Promise<string[]> {
	const wrong: string[] = [];
	const status = (): Promise<string> => panel.text({ role: 'status' });
	const end = Date.now() + PANEL_MS;
	const settle = async (what: string, ask: () => Promise<number>, wanted: number): Promise<void> => {
		let have = await ask();
		while (have < wanted && Date.now() < end) {
			await pause(300);
			have = await ask();
		}
		if (have < wanted) wrong.push(`${what}: ${have} of ${wanted}`);
	};
	await showTab(panel, 'Timeline');
	for (const [filter, wanted] of Object.entries(told.rows)) {
		await filterBy(panel, filter);
		await settle(filter, async () => (await rowCount(panel)) + count(await status(), 'dropped'), wanted);
	}
	await filterBy(panel, '');
	const known = async () => count(await status(), 'document') + count(await status(), 'frames? not watched');
	if (told.documents !== undefined) await settle('documents', known, told.documents);
	if (told.sockets !== undefined)
		await settle('sockets', async () => count(await status(), 'socket'), told.sockets);
	return wrong;
}

const unhookedOf = (panel: PanelHandle): Promise<string> =>
	panel.evaluate(() =>
		[...document.querySelectorAll<HTMLElement>('.status [title]')].map(({ title }) => title).join('\n'),
	);

/** One load in a fresh browser. */
async function run(name: BrowserName, load: string, setup: Setup): Promise<Told & { wrong: string[] }> {
	const browser: Browser = await startBrowser(
		name,
		setup === 'none' ? undefined : resolve(options.extension),
	);
	try {
		await browser.tab.goto(`${server.origin('a')}/frame.html`);
		const panel = setup === 'recording' ? await browser.tab.openPanel() : undefined;
		const id = `${name}-${load}-${setup}`;
		const report = server.report(id, PAGE_MS);
		const before = memoryOf(browser.pid);
		await browser.tab.goto(`${server.origin('a')}/extreme.html?load=${load}&run=${id}`);
		const told = JSON.parse(await report) as Told;
		const wrong = panel ? await missing(panel, told) : [];
		// Whoever opens it later must get an answer too.
		const late = setup === 'closed' ? await browser.tab.openPanel() : undefined;
		const status = await (panel ?? late)?.text({ role: 'status' });
		const alive = await browser.tab.evaluate(() => 1 + 1);
		if (alive !== 2) wrong.push('the page does not answer');
		const memory = Math.round(memoryOf(browser.pid) - before);
		console.log(
			`  ${load.padEnd(16)} ${setup.padEnd(9)} ${told.ms} ms, ${memory} MB more ${JSON.stringify(told.notes ?? {})} ${status?.replaceAll(/(?<=[a-z])(?=\d)/g, ', ') ?? ''}`,
		);
		if (options.verbose) console.log(JSON.stringify(told), panel ? await unhookedOf(panel) : '');
		return { ...told, wrong };
	} finally {
		await browser.close();
	}
}

/** What differs from the page without Earshot. */
function differences(without: Told | undefined, told: Told): string[] {
	if (!without) return [];
	const keys = new Set([...Object.keys(without.facts), ...Object.keys(told.facts)]);
	const differ = [...keys].filter(
		(key) => JSON.stringify(without.facts[key]) !== JSON.stringify(told.facts[key]),
	);
	return [
		...differ.map(
			(key) => `${key}: ${JSON.stringify(without.facts[key])} became ${JSON.stringify(told.facts[key])}`,
		),
		...told.errors.filter((error) => !without.errors.includes(error)),
	];
}

const server = await startServer([pages]);
let failures = 0;
try {
	for (const name of (options.browser ?? ['chromium', 'firefox']) as BrowserName[]) {
		console.log(`\n${name}`);
		for (const load of loads) {
			let without: Told | undefined;
			for (const setup of SETUPS.filter((one) => !options.setup || options.setup.includes(one))) {
				const found = await run(name, load, setup).catch((error: unknown) => {
					return { facts: {}, rows: {}, errors: [], ms: 0, wrong: [String(error)] };
				});
				if (setup === 'none') without = found;
				const all = [...found.wrong, ...(setup === 'none' ? [] : differences(without, found))];
				failures += all.length;
				for (const one of all) console.log(`      ${setup}: ${one}`);
			}
		}
	}
} finally {
	server.close();
}
process.exitCode = failures > 0 ? 1 : 0;
