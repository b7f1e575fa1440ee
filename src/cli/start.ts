// `npm start`: a browser with Earshot in it, on the demo or on a page of one's own.
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, Option } from 'commander';
import { AUDIT_TABS, type AuditTab, readAudit } from './audit/read-audit.ts';
import { settled } from './audit/settled.ts';
import { textTable } from './audit/text-table.ts';
import type { Browser, BrowserName, Theme } from './browsers/browser.ts';
import { ensureBrowser } from './browsers/ensure-browser.ts';
import { launch } from './browsers/launch.ts';
import { SITE_NAMES, startSites } from './demo/site-server.ts';
import { pageUrl } from './page-url.ts';

interface Options {
	browser: BrowserName;
	program?: string;
	headless?: true;
	theme: Theme;
	picture?: string;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FIRST_PORT = 4310;
/** Characters in a line where the output is no terminal. */
const WIDTH = 200;

/** What is printed of each list; the panel has more. */
const COLUMNS: Record<AuditTab, string[]> = {
	Listeners: ['Verdict', 'Where', 'Frame', 'Why'],
	Sockets: ['State', 'URL', 'Frame', 'Protocol', 'In', 'Out', 'Bytes', 'Code'],
	Timeline: ['Time', 'Kind', 'Dir', 'From → to', 'Origin', 'Size', 'Data'],
};

const hasDisplay = (): boolean =>
	process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);

let isEnding = false;

/** Has the browser go with its profile when this program is told to end, also while it is being started. */
function endInOrder(starting: Promise<Browser>, exitCode: number): void {
	const end = (): void => {
		// Told again, it waits for nothing.
		if (isEnding) process.exit(exitCode);
		isEnding = true;
		starting
			.then((browser) => browser.close())
			.catch(() => {})
			.finally(() => process.exit(exitCode));
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
}

/** Opens the page and the panel, and leaves the browser to the person until it is closed. */
async function show(browser: Browser, url: string): Promise<void> {
	await browser.tab.goto(url);
	await browser.tab.openPanel();
	console.log(`${browser.version} shows ${url} with the Earshot panel. Close it or press Ctrl+C to end.`);
	await browser.closed;
}

/** Opens the page and the panel, prints what the panel lists, and saves a picture of it. */
async function audit(browser: Browser, url: string, demo: boolean, picture: string): Promise<void> {
	await browser.tab.goto(url);
	const panel = await browser.tab.openPanel();
	if (demo) {
		await settled(panel);
		// Its tour is watched from the start: what listeners did counts as much as how they are written.
		await browser.tab.goto(`${url}?tour`);
		await browser.tab.waitFor(
			() => document.documentElement.getAttribute('data-tour') === 'done',
			[],
			30_000,
		);
	}
	await settled(panel);
	const tables = await readAudit(panel);
	console.log(`${browser.version}, ${url}`);
	for (const tab of AUDIT_TABS) {
		const grid = tables[tab];
		console.log(`\n${tab}: ${grid.rows.length}\n`);
		const columns = COLUMNS[tab].filter((column) => grid.columns.includes(column));
		if (grid.rows.length > 0) console.log(textTable({ ...grid, columns }, process.stdout.columns ?? WIDTH));
	}
	await panel.click({ role: 'tab', includes: 'Listeners' });
	await panel.find({ role: 'tab', includes: 'Listeners', selected: true });
	await settled(panel);
	await writeFile(picture, await panel.picture());
	console.log(`\nPicture of the panel: ${picture}`);
}

async function start(page: string | undefined, options: Options): Promise<void> {
	const program = options.program ?? ensureBrowser(options.browser);
	const headless = options.headless ?? !hasDisplay();
	const sites = await startSites(join(ROOT, 'test/fixtures/sites'), FIRST_PORT);
	try {
		const starting = launch(options.browser, {
			program,
			extension: join(ROOT, 'dist/extension'),
			headless,
			localHosts: SITE_NAMES.map((site) => `${site}.test`),
		});
		// With a window it is how to end; an audit was not finished.
		endInOrder(starting, headless ? 130 : 0);
		const browser = await starting;
		try {
			await browser.setTheme(options.theme);
			const url = page ?? `${sites.origin('shop')}/`;
			const picture = options.picture ?? join(tmpdir(), `earshot-${options.browser}.png`);
			await (headless ? audit(browser, url, page === undefined, picture) : show(browser, url));
		} finally {
			await browser.close();
		}
	} finally {
		await sites.close();
	}
}

const program = new Command('npm start --')
	.description(
		'Opens a browser with Earshot in its devtools; without a display, prints the audit of the page.',
	)
	.argument('[page]', 'address of a page; without it, the demo shop', pageUrl)
	.addOption(
		new Option('--browser <name>', 'which browser').choices(['chromium', 'firefox']).default('chromium'),
	)
	.option('--program <path>', 'path of the browser, where it is not found by itself')
	.option('--headless', 'without a window, also where there is a display')
	.addOption(new Option('--theme <name>', 'of the devtools').choices(['light', 'dark']).default('light'))
	.option('--picture <file>', 'where to save the picture of the panel (PNG)')
	.action(start);

try {
	await program.parseAsync();
} catch (error) {
	// What is under way fails when its browser goes.
	if (!isEnding) console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
