// `npm run pictures`: pictures of every tab of the real panel, on the demo site, in both themes, into docs/pictures; with
// `-- --size 600x800 --language zh_CN --browser firefox --folder FOLDER` in other sizes, languages, browsers, and elsewhere;
// with `--scene filter --scene odd-map` of other states (scenes.ts), by the beginning of their names: all by `--scene ''`.
import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, BrowserName, Theme } from '../../src/cli/browsers/browser.ts';
import { ensureBrowser } from '../../src/cli/browsers/ensure-browser.ts';
import { launch } from '../../src/cli/browsers/launch.ts';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import { SITE_NAMES, startSites } from '../../src/cli/demo/site-server.ts';
import { putPages } from './pages.ts';
import { documented, leave, type Scene, scenes } from './scenes.ts';

interface Look {
	language: string;
	/** Width and height in CSS pixels; absent: as the window is. */
	size?: readonly [number, number] | undefined;
}

interface Storage {
	local: { set(items: object): Promise<void> };
}

/** As a person would choose it in the settings. */
async function speak(panel: PanelHandle, theme: Theme, language: string): Promise<void> {
	await panel.evaluate(
		async (preferences) => {
			const { storage } = (globalThis as unknown as { chrome: { storage: Storage } }).chrome;
			await storage.local.set({ preferences });
		},
		{ version: 1, language, theme },
	);
	await panel.waitFor((spoken) => document.documentElement.lang === spoken, [language.replace('_', '-')]);
}

/** Until nothing is on its way any more and what was measured anew is drawn. */
async function settle(panel: PanelHandle): Promise<void> {
	const drawn = (): Promise<unknown> =>
		panel.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
	await drawn();
	await panel.waitFor(() => !document.querySelector('[aria-busy=true]'), []);
	await drawn();
}

/** The panel of a tab that shows `url`, when all that happens there by itself has happened. */
async function inspect(
	browser: Browser,
	url: string,
): Promise<{ panel: PanelHandle; close(): Promise<void> }> {
	const tab = await browser.newTab();
	await tab.goto('about:blank');
	const panel = await tab.openPanel();
	await tab.goto(url);
	await tab.waitFor(
		() => {
			const { say } = window as unknown as { say?(): void };
			say?.();
			return !location.search.includes('tour') || document.documentElement.dataset['tour'] === 'done';
		},
		[],
		60_000,
	);
	return {
		panel,
		async close() {
			await tab.closePanel();
			await tab.close();
		},
	};
}

/** Pictures of the scenes of one page, each in one look after the other. */
async function pictures(panel: PanelHandle, shown: readonly Scene[], theme: Theme): Promise<void> {
	for (const { name, show } of shown) {
		await speak(panel, theme, 'en');
		if (looks[0]?.size) await panel.resize(...widest);
		try {
			await show(panel);
		} catch (error) {
			console.error(`${name}: ${String(error)}`);
			process.exitCode = 1;
		}
		// Nothing is pointed at, but what the scene is about.
		if (name !== 'map-hot') await panel.click({ selector: '.status' }, 'move');
		await settle(panel);
		for (const { language, size } of looks) {
			await speak(panel, theme, language);
			if (size) await panel.resize(...size);
			await settle(panel);
			const extra = [language === 'en' ? '' : language, size?.join('x') ?? ''].filter(Boolean);
			const file = [name, theme, ...extra].join('-');
			await writeFile(resolve(folder, `${file}.png`), await panel.picture());
		}
		await speak(panel, theme, 'en');
		await leave(panel);
	}
}

const { values: options } = parseArgs({
	options: {
		/** E.g. 600x800; several times for several. */
		size: { type: 'string', multiple: true, default: [] },
		language: { type: 'string', multiple: true, default: ['en'] },
		browser: { type: 'string', default: 'chromium' },
		theme: { type: 'string', multiple: true, default: ['light', 'dark'] },
		scene: { type: 'string', multiple: true },
		folder: { type: 'string', default: 'docs/pictures' },
	},
});
const folder = resolve(options.folder);
const sizes = options.size.map((size) => size.split('x').map(Number) as [number, number]);
const widest: [number, number] = [1300, 800];
const looks = options.language.flatMap((language) =>
	(sizes.length > 0 ? sizes : [undefined]).map((size): Look => ({ language, size })),
);
const chosen = scenes.filter(
	({ name }) => options.scene?.some((wanted) => name.startsWith(wanted)) ?? documented.includes(name),
);

await mkdir(folder, { recursive: true });
const sites = await startSites(resolve('test/fixtures/sites'), 0);
const urls = { shop: `${sites.origin('shop')}/?tour`, ...putPages(sites) };
const name = options.browser as BrowserName;
const browser = await launch(name, {
	program: ensureBrowser(name),
	extension: resolve('dist/extension'),
	headless: true,
	localHosts: SITE_NAMES.map((site) => `${site}.test`),
});
try {
	for (const theme of options.theme as Theme[]) {
		await browser.setTheme(theme);
		for (const [page, url] of Object.entries(urls)) {
			const ofPage = chosen.filter((scene) => scene.page === page);
			if (ofPage.length === 0) continue;
			const { panel, close } = await inspect(browser, url);
			await pictures(panel, ofPage, theme);
			await close();
		}
	}
} finally {
	await browser.close();
	await sites.close();
}
console.log(`Pictures in ${folder}`);
