// `npm run pictures`: pictures of every tab of the real panel, on the demo site, in both themes, into docs/pictures; with
// `-- --size 600x800 --language zh_CN --browser firefox --folder FOLDER` in other sizes, languages, browsers, and elsewhere.
import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, BrowserName, Theme } from '../../src/cli/browsers/browser.ts';
import { ensureBrowser } from '../../src/cli/browsers/ensure-browser.ts';
import { launch } from '../../src/cli/browsers/launch.ts';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import { SITE_NAMES, startSites } from '../../src/cli/demo/site-server.ts';

const TABS = ['Timeline', 'Listeners', 'Sockets', 'Map', 'Findings'];
/** A row worth opening in each tab: its details are in the picture. */
const OPENED: Record<string, string> = {
	Timeline: 'account:signed-in',
	Listeners: 'onWidgetNotice',
	Sockets: 'chat?room',
	Findings: 'Any page can send this',
};

async function choose(panel: PanelHandle, tab: string): Promise<void> {
	await panel.click({ role: 'tab', includes: tab });
	await panel.find({ role: 'tab', includes: tab, selected: true });
	const row = OPENED[tab];
	if (row) await panel.click({ role: 'row', includes: row });
	// Nothing is pointed at.
	await panel.click({ selector: '.status' }, 'move');
}

interface Look {
	language: string;
	/** Width and height in CSS pixels; absent: as the window is. */
	size?: readonly [number, number] | undefined;
}

/** As a person would choose it in the settings. */
const speak = (panel: PanelHandle, language: string): Promise<void> =>
	panel.evaluate(
		async (preferences) => {
			const { storage } = (globalThis as unknown as { chrome: { storage: Storage } }).chrome;
			await storage.local.set({ preferences });
		},
		{ version: 1, language },
	);

interface Storage {
	local: { set(items: object): Promise<void> };
}

/** Pictures of every tab, in one look after the other. */
async function pictures(browser: Browser, url: string, theme: Theme, looks: readonly Look[]): Promise<void> {
	await browser.setTheme(theme);
	const tab = await browser.newTab();
	await tab.goto('about:blank');
	const panel = await tab.openPanel();
	await tab.goto(url);
	await tab.waitFor(() => document.documentElement.getAttribute('data-tour') === 'done', [], 60_000);
	for (const name of TABS) {
		await speak(panel, 'en');
		await panel.waitFor(() => document.documentElement.lang === 'en', []);
		await choose(panel, name);
		await panel.waitFor(() => !document.querySelector('[aria-busy=true]'), []);
		if (name === 'Listeners') await panel.find({ selector: '.cm-editor' });
		if (name === 'Map') await panel.find({ selector: '.map-edge.map-edge-weak' });
		for (const { language, size } of looks) {
			await speak(panel, language);
			if (size) await panel.resize(...size);
			await panel.waitFor((spoken) => document.documentElement.lang === spoken, [language.replace('_', '-')]);
			await panel.waitFor(() => !document.querySelector('[aria-busy=true]'), []);
			// What was measured anew is drawn with the next frame but one.
			await panel.evaluate(
				() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
			);
			const extra = [language === 'en' ? '' : language, size?.join('x') ?? ''].filter(Boolean);
			const file = [name.toLowerCase(), theme, ...extra].join('-');
			await writeFile(resolve(folder, `${file}.png`), await panel.picture());
		}
	}
	await tab.closePanel();
	await tab.close();
}

const { values: options } = parseArgs({
	options: {
		/** E.g. 600x800; several times for several. */
		size: { type: 'string', multiple: true, default: [] },
		language: { type: 'string', multiple: true, default: ['en'] },
		browser: { type: 'string', default: 'chromium' },
		theme: { type: 'string', multiple: true, default: ['light', 'dark'] },
		folder: { type: 'string', default: 'docs/pictures' },
	},
});
const folder = resolve(options.folder);
const sizes = options.size.map((size) => size.split('x').map(Number) as [number, number]);
const looks = options.language.flatMap((language) =>
	(sizes.length > 0 ? sizes : [undefined]).map((size): Look => ({ language, size })),
);

await mkdir(folder, { recursive: true });
const sites = await startSites(resolve('test/fixtures/sites'), 0);
const name = options.browser as BrowserName;
const browser = await launch(name, {
	program: ensureBrowser(name),
	extension: resolve('dist/extension'),
	headless: true,
	localHosts: SITE_NAMES.map((site) => `${site}.test`),
});
try {
	for (const theme of options.theme as Theme[])
		await pictures(browser, `${sites.origin('shop')}/?tour`, theme, looks);
} finally {
	await browser.close();
	await sites.close();
}
console.log(`Pictures in ${folder}`);
