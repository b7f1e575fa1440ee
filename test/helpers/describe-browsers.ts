import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import type { Browser, BrowserName, Tab } from '../../src/cli/browsers/browser.ts';
import { ensureBrowser } from '../../src/cli/browsers/ensure-browser.ts';
import { launch } from '../../src/cli/browsers/launch.ts';
import { SITE_NAMES, type Sites, startSites } from '../../src/cli/demo/site-server.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BROWSERS: readonly BrowserName[] = ['chromium', 'firefox'];
/**
 * EARSHOT_BROWSER=firefox runs the tests in one of the two; =alternate each group in one, the groups in turn by their
 * titles, which is what `npm test` has time for.
 */
export function chosenBrowsers(title: string): readonly BrowserName[] {
	const wanted = process.env['EARSHOT_BROWSER'];
	const sum = [...title].reduce((total, letter) => total + letter.charCodeAt(0), 0);
	if (wanted === 'alternate') return BROWSERS.filter((_, at) => at === sum % 2);
	return BROWSERS.filter((name) => [undefined, '', name].includes(wanted));
}

/** What a test has to play with: a browser with the built extension, and the sites that pages come from. */
export interface Stage {
	readonly browser: Browser;
	readonly sites: Sites;
	/** A new tab; it and its devtools are closed after the test. */
	openTab(): Promise<Tab>;
}

/**
 * Runs a group of tests once in each browser, which is started once for the whole group. `others`: further extensions
 * there, by their folders in the fixtures.
 */
export function describeBrowsers(
	title: string,
	define: (stage: Stage) => void,
	others: readonly string[] = [],
): void {
	describe.each(chosenBrowsers(title))(`${title} (%s)`, (name) => {
		let browser: Browser | undefined;
		let sites: Sites | undefined;
		let extension = '';
		const tabs: Tab[] = [];
		const there = <T>(thing: T | undefined): T => {
			if (!thing) throw new Error('Only tests may use the stage');
			return thing;
		};

		beforeAll(async () => {
			sites = await startSites(`${ROOT}test/fixtures/sites`);
			// A copy: a build while the tests run must not take the files away from under the browser.
			extension = await mkdtemp(join(tmpdir(), 'earshot-extension-'));
			await cp(`${ROOT}dist/extension`, extension, { recursive: true });
			browser = await launch(name, {
				program: ensureBrowser(name),
				extension,
				others: others.map((folder) => `${ROOT}test/fixtures/${folder}`),
				headless: true,
				localHosts: SITE_NAMES.map((site) => `${site}.test`),
			});
		});
		afterEach(async () => {
			for (const tab of tabs.splice(0)) await tab.close();
		});
		afterAll(async () => {
			await browser?.close();
			await sites?.close();
			await rm(extension, { recursive: true, force: true });
		});

		define({
			get browser() {
				return there(browser);
			},
			get sites() {
				return there(sites);
			},
			async openTab() {
				const tab = await there(browser).newTab();
				tabs.push(tab);
				return tab;
			},
		});
	});
}
