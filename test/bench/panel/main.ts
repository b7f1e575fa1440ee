// `npm run bench:panel`: how quick the real panel is, in a real browser, while a page floods it.
import { cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import type { BrowserName, Tab } from '../../../src/cli/browsers/browser.ts';
import { ensureBrowser } from '../../../src/cli/browsers/ensure-browser.ts';
import { launch } from '../../../src/cli/browsers/launch.ts';
import type { PanelHandle } from '../../../src/cli/browsers/panel-handle.ts';
import { pause, poll } from '../../../src/cli/browsers/poll.ts';
import { SITE_NAMES, startSites } from '../../../src/cli/demo/site-server.ts';
import {
	filterFor,
	lossesShown,
	middleOfList,
	readyTime,
	rowsShown,
	takeTasks,
	watchTasks,
} from './in-panel.ts';
import { memoryBelow } from './processes.ts';

const { values: options } = parseArgs({
	options: {
		browser: { type: 'string', multiple: true },
		/** Seconds of the flood, and rows at the end. */
		seconds: { type: 'string', default: '60' },
		rows: { type: 'string', default: '1000000' },
		/** Rows a second. */
		rate: { type: 'string', default: '10000' },
	},
});
const seconds = Number(options.seconds);
const rate = Number(options.rate);
const most = Number(options.rows);

// Each message is two rows: its call, and its arrival. Most go through a channel, every fifth through the window.
const PAGE = `<title>Flood</title><script>
	const { port1, port2 } = new MessageChannel();
	window.heard = 0;
	port2.onmessage = ({ data }) => { window.heard += data.n > 0; };
	window.onmessage = ({ data, origin }) => { window.heard += origin === location.origin && data.n > 0; };
	let sent = 0;
	window.left = 0;
	window.flood = (rate, rows) => {
		window.left = rows / 2;
		const began = performance.now();
		const timer = setInterval(() => {
			const due = rows / 2 - Math.floor(((performance.now() - began) / 2000) * rate);
			while (window.left > Math.max(0, due)) {
				window.left--;
				const data = { type: 'tick' + (++sent % 20), n: sent, text: sent % 25000 ? 'lorem ipsum dolor' : 'needle' };
				if (sent % 5) port1.postMessage(data);
				else window.postMessage(data, '*');
			}
			if (window.left <= 0) clearInterval(timer);
		}, 10);
	};
</script>`;

interface Flooding {
	/** Messages still to come. */
	left: number;
	flood(rate: number, total: number): void;
}

/** Rows of the first filter: so many are to be filtered while nobody notices. */
const FIRST_ROWS = 100_000;

/** ms without a new row after which none is thought to come. */
const QUIET_MS = 2_000;

/** ms between two turns of the wheel. */
const BETWEEN_TURNS_MS = 16;

interface Line {
	what: string;
	found: string;
	bar: string;
	ok: boolean;
}

/** Lets the page begin; a call that lasts as long as the flood would run into the browsers' limits. */
const flood = (tab: Tab, perSecond: number, total: number): Promise<void> =>
	tab.evaluate((r, t) => (window as unknown as Flooding).flood(r, t), perSecond, total);

const flooded = (tab: Tab, limit: number): Promise<boolean> =>
	tab.waitFor(() => (window as unknown as Flooding).left <= 0, [], limit);

/** Rows in the list once no more come: those of a flood, without what had to be dropped on the way. */
async function rowsAtRest(panel: PanelHandle): Promise<number> {
	let last = -1;
	let since = Date.now();
	await poll(
		'the last row',
		async () => {
			const rows = await panel.evaluate(rowsShown);
			if (rows !== last) since = Date.now();
			last = rows;
			return Date.now() - since > QUIET_MS;
		},
		120_000,
	);
	return last;
}

/**
 * Turns the wheel up and down over the list, and types filters and takes them back, as a person does, until a time in ms:
 * by turns, since a browser's driver does one thing at a time.
 */
async function scrollAndType(panel: PanelHandle, until: number): Promise<void> {
	const { x, y } = await panel.evaluate(middleOfList);
	let turn = 0;
	const scroll = async (turns: number): Promise<void> => {
		for (const end = turn + turns; turn < end && Date.now() < until; turn++) {
			await panel.wheel(x, y, turn % 40 < 20 ? -400 : 380);
			await pause(BETWEEN_TURNS_MS);
		}
	};
	for (let filter = 0; Date.now() < until; filter++) {
		await scroll(60);
		await panel.click({ role: 'searchbox', name: 'Filter' });
		for (const letter of filter % 2 ? 'tick7' : 'type:tick3') {
			await panel.type(letter);
			await scroll(2);
		}
		await scroll(20);
		await panel.press('a', ['Control']);
		await panel.press('Backspace');
	}
}

async function measure(name: BrowserName): Promise<Line[]> {
	const lines: Line[] = [];
	const add = (what: string, value: number, bar: number, unit: string): void => {
		console.log(`${name}: ${what}: ${value.toFixed(2)} ${unit}`);
		lines.push({
			what,
			found: `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`,
			bar: `${bar} ${unit}`,
			ok: value < bar,
		});
	};
	const sites = await startSites(resolve('test/fixtures/sites'), 0);
	const browser = await launch(name, {
		program: ensureBrowser(name),
		extension: resolve('dist/extension'),
		headless: true,
		localHosts: SITE_NAMES.map((site) => `${site}.test`),
	});
	try {
		const tab = await browser.newTab();
		await tab.goto(sites.put('shop', '/flood.html', PAGE));
		const panel = await tab.openPanel();
		add('panel ready', await panel.evaluate(readyTime), 300, 'ms');
		await pause(1_000);
		const before = memoryBelow(browser.pid);
		const how = await panel.evaluate(watchTasks);

		/** Filters what is held by a text that few rows have, and takes the filter back. */
		const filter = async (held: number): Promise<void> => {
			const { first, all, rows } = await panel.evaluate(filterFor, 'needle');
			add(`filter of ${held}: first of ${rows} matches`, first, 100, 'ms');
			console.log(`${name}: filter of ${held}: all known after ${all.toFixed(0)} ms`);
			await panel.evaluate(filterFor, '');
		};
		await flood(tab, rate * 2, FIRST_ROWS);
		await flooded(tab, 60_000);
		const few = await rowsAtRest(panel);
		// The first use of a filter compiles its code.
		await panel.evaluate(filterFor, 'warm');
		await panel.evaluate(filterFor, '');
		await filter(few);
		await panel.evaluate(takeTasks);

		const bystander = monitorEventLoopDelay({ resolution: 4 });
		bystander.enable();
		await flood(tab, rate, rate * seconds);
		await scrollAndType(panel, Date.now() + (seconds - 1) * 1_000);
		await flooded(tab, seconds * 4_000);
		await panel.press('Escape');
		const held = await rowsAtRest(panel);
		const tasks = await panel.evaluate(takeTasks);
		add(`longest task, ${held} rows in ${seconds} s (${how})`, tasks.longest, 50, 'ms');
		bystander.disable();
		const [worst, nearly] = [bystander.max, bystander.percentile(99)].map((ns) => (ns / 1e6).toFixed(0));
		console.log(
			`${name}: meanwhile this program, which only waits, was held up ${worst} ms (99 %: ${nearly} ms)`,
		);
		for (const { duration, of } of tasks.frames)
			console.log(`${name}: a frame of ${duration.toFixed(0)} ms: ${of}`);
		if (tasks.over.length > 0) console.log(`${name}: tasks over 50 ms: ${tasks.over.join(' ')}`);

		await filter(held);
		if (most > held) {
			await flood(tab, rate * 2, most - held);
			await flooded(tab, 400_000);
			const all = await rowsAtRest(panel);
			await filter(all);
			const late = await panel.evaluate(takeTasks);
			add(`longest task up to ${all} rows`, late.longest, 50, 'ms');
		}
		const lost = await panel.evaluate(lossesShown);
		console.log(`${name}: said to be lost: ${lost || 'nothing'}`);
		await pause(3_000);
		const after = memoryBelow(browser.pid);
		const grown = [...after].map(([pid, own]) => own - (before.get(pid) ?? 0));
		add(`memory of the panel's process, grown`, Math.max(...grown) / 1e9, 1, 'GB');
	} finally {
		await browser.close();
		await sites.close();
	}
	return lines;
}

for (const name of (options.browser ?? ['chromium', 'firefox']) as BrowserName[]) {
	const lines = await measure(name);
	const width = Math.max(...lines.map(({ what }) => what.length));
	// Tasks are measured by the clock: on a machine that is busy with other things they wait as well, as this program does.
	console.log(`\n${name}; load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} processors`);
	for (const { what, found, bar, ok } of lines) {
		console.log(`${ok ? '  ' : '✗ '}${what.padEnd(width)}  ${found.padStart(9)}  (bar ${bar})`);
		if (!ok) process.exitCode = 1;
	}
}
