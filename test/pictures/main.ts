// `npm run pictures`: a picture of every tab of the real panel, on the demo site, in both themes, into docs/pictures.
import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Browser, Theme } from '../../src/cli/browsers/browser.ts';
import { ensureBrowser } from '../../src/cli/browsers/ensure-browser.ts';
import { launch } from '../../src/cli/browsers/launch.ts';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import { SITE_NAMES, startSites } from '../../src/cli/demo/site-server.ts';

const FOLDER = resolve('docs/pictures');
const TABS = ['Timeline', 'Listeners', 'Sockets', 'Map', 'Findings'];
/** A row worth opening in each tab: its details are in the picture. */
const OPENED: Record<string, string> = {
	Timeline: 'metrics:run',
	Listeners: 'onWidgetNotice',
	Sockets: 'chat?room',
};

async function choose(panel: PanelHandle, tab: string): Promise<void> {
	await panel.click({ role: 'tab', includes: tab });
	await panel.find({ role: 'tab', includes: tab, selected: true });
	const row = OPENED[tab];
	if (row) await panel.click({ role: 'row', includes: row });
}

async function pictures(browser: Browser, url: string, theme: Theme): Promise<void> {
	await browser.setTheme(theme);
	const tab = await browser.newTab();
	await tab.goto('about:blank');
	const panel = await tab.openPanel();
	await tab.goto(url);
	await tab.waitFor(() => document.documentElement.getAttribute('data-tour') === 'done', [], 30_000);
	for (const name of TABS) {
		await choose(panel, name);
		await panel.waitFor(() => !document.querySelector('[aria-busy=true]'), []);
		if (name === 'Listeners') await panel.find({ selector: '.cm-editor' });
		if (name === 'Map') await panel.find({ selector: '.map-edge.map-edge-weak' });
		await writeFile(resolve(FOLDER, `${name.toLowerCase()}-${theme}.png`), await panel.picture());
	}
	await tab.closePanel();
	await tab.close();
}

await mkdir(FOLDER, { recursive: true });
const sites = await startSites(resolve('test/fixtures/sites'), 0);
const browser = await launch('chromium', {
	program: ensureBrowser('chromium'),
	extension: resolve('dist/extension'),
	headless: true,
	localHosts: SITE_NAMES.map((site) => `${site}.test`),
});
try {
	for (const theme of ['light', 'dark'] as const)
		await pictures(browser, `${sites.origin('shop')}/?tour`, theme);
} finally {
	await browser.close();
	await sites.close();
}
console.log(`Pictures in ${FOLDER}`);
