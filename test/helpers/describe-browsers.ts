import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe } from 'vitest';
import type { Browser, BrowserName, Tab } from '../../src/cli/browsers/browser.ts';
import { type Sites, startSites } from '../../src/cli/demo/site-server.ts';
import { browserTest } from './shared-browsers.ts';

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
 * Runs a group of tests once in each browser, which is as new at the group's beginning. `others`: further extensions
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
		const tabs: Tab[] = [];
		const there = <T>(thing: T | undefined): T => {
			if (!thing) throw new Error('Only tests may use the stage');
			return thing;
		};

		browserTest.beforeAll(async ({ browsers }) => {
			sites = await startSites(`${ROOT}test/fixtures/sites`);
			browser = await browsers.fresh(name, others);
		});
		afterEach(async () => {
			for (const tab of tabs.splice(0)) await tab.close();
		});
		afterAll(async () => {
			await sites?.close();
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
