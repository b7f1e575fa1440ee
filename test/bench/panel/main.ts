// `npm run bench:panel`: how quick the real panel is, in a real browser, while a page floods it.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { BrowserName, Tab } from '../../../src/cli/browsers/browser.ts';
import { ensureBrowser } from '../../../src/cli/browsers/ensure-browser.ts';
import { launch } from '../../../src/cli/browsers/launch.ts';
import type { PanelHandle } from '../../../src/cli/browsers/panel-handle.ts';
import { pause, poll } from '../../../src/cli/browsers/poll.ts';
import { SITE_NAMES, startSites } from '../../../src/cli/demo/site-server.ts';
import { filterFor, readyTime, rowsShown, scrollAbout, takeTasks, watchTasks } from './in-panel.ts';
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

const PAGE = `<title>Flood</title><script>
	const socket = new WebSocket('{{socket}}/flood-bench');
	let sent = 0;
	// A closed socket's frames are frames as well: each call is one row, and nothing goes over the network.
	window.isClosed = () => socket.readyState === 3;
	window.left = 0;
	window.flood = (rate, total) => {
		window.left = total;
		const began = performance.now();
		const first = sent;
		const timer = setInterval(() => {
			const due = Math.min(total, Math.floor(((performance.now() - began) / 1000) * rate));
			while (sent - first < due) {
				sent++;
				socket.send('{"type":"tick' + (sent % 20) + '","n":' + sent + ',"text":"' + (sent % 50000 ? 'lorem ipsum dolor' : 'needle') + '"}');
			}
			window.left = total - (sent - first);
			if (window.left <= 0) clearInterval(timer);
		}, 10);
	};
</script>`;

interface Flooding {
	/** Calls still to come. */
	left: number;
	flood(rate: number, total: number): void;
}

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

async function until(panel: PanelHandle, rows: number, limit: number): Promise<number> {
	let last = 0;
	await poll(
		`${rows} rows`,
		async () => {
			last = await panel.evaluate(rowsShown);
			return last >= rows;
		},
		limit,
	);
	return last;
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
		await tab.goto(
			sites.put(
				'shop',
				'/flood.html',
				PAGE.replace('{{socket}}', sites.origin('support').replace('http', 'ws')),
			),
		);
		await tab.waitFor(() => (window as unknown as { isClosed(): boolean }).isClosed(), []);
		const panel = await tab.openPanel();
		add('panel ready', await panel.evaluate(readyTime), 300, 'ms');
		await pause(1_000);
		const before = memoryBelow(browser.pid);
		const how = await panel.evaluate(watchTasks);

		await flood(tab, rate, rate * seconds);
		await panel.evaluate(scrollAbout, (seconds - 1) * 1_000);
		for (let second = 4; second < seconds; second += 4) {
			await pause(3_000);
			await panel.click({ role: 'searchbox', name: 'Filter' });
			await panel.type(second % 8 ? 'tick7' : 'type:tick3');
			await pause(1_000);
			await panel.press('a', ['Control']);
			await panel.press('Backspace');
		}
		await flooded(tab, seconds * 4_000);
		await panel.press('Escape');
		const held = await until(panel, rate * seconds, 60_000);
		const tasks = await panel.evaluate(takeTasks);
		add(`longest task, ${held} rows in ${seconds} s (${how})`, tasks.longest, 50, 'ms');
		if (tasks.over.length > 0) console.log(`${name}: tasks over 50 ms: ${tasks.over.join(' ')}`);

		if (held >= 100_000) {
			// The first use of a filter compiles its code.
			await panel.evaluate(filterFor, 'warm');
			await panel.evaluate(filterFor, '');
		}
		const at = async (label: string, bar: number): Promise<void> => {
			const { first, all, rows } = await panel.evaluate(filterFor, 'needle');
			add(`${label}: first of ${rows} matches`, first, bar, 'ms');
			console.log(`${name}: ${label}: all known after ${all.toFixed(0)} ms`);
			await panel.evaluate(filterFor, '');
		};
		await at(`filter of ${held}`, 100);
		if (most > held) {
			await flood(tab, rate * 2, most - held);
			await flooded(tab, 400_000);
			const all = await until(panel, most * 0.98, 240_000);
			await at(`filter of ${all}`, 100);
			const late = await panel.evaluate(takeTasks);
			add(`longest task up to ${all} rows`, late.longest, 50, 'ms');
		}
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
	console.log(`\n${name}`);
	for (const { what, found, bar, ok } of lines) {
		console.log(`${ok ? '  ' : '✗ '}${what.padEnd(width)}  ${found.padStart(9)}  (bar ${bar})`);
		if (!ok) process.exitCode = 1;
	}
}
