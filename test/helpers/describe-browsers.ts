import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe } from 'vitest';
import type { Browser, BrowserName, Tab } from '../../src/cli/browsers/browser.ts';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
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
	/**
	 * A tab at `url` with its panel open: the same one for all tests of the group that ask, since devtools take seconds to
	 * open. What was typed and chosen in the panel stays; a failed test leaves a new one to the next. Tests with tabs of
	 * their own come before: two devtools windows take the focus from each other.
	 */
	inspect(url: string): Promise<Inspected>;
}

export interface Inspected {
	tab: Tab;
	panel: PanelHandle;
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
		let inspected: Inspected | undefined;
		const there = <T>(thing: T | undefined): T => {
			if (!thing) throw new Error('Only tests may use the stage');
			return thing;
		};

		browserTest.beforeAll(async ({ browsers }) => {
			sites = await startSites(`${ROOT}test/fixtures/sites`);
			browser = await browsers.fresh(name, others);
		});
		const leaveInspected = async (): Promise<void> => {
			const { tab } = inspected ?? {};
			inspected = undefined;
			await tab?.close();
		};
		afterEach(async ({ task }) => {
			for (const tab of tabs.splice(0)) await tab.close();
			if (task.result?.state === 'fail') await leaveInspected();
		});
		afterAll(async () => {
			await leaveInspected();
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
			async inspect(url) {
				if (inspected) {
					await inspected.tab.goto(url);
					return inspected;
				}
				const tab = await there(browser).newTab();
				try {
					await tab.goto(url);
					inspected = { tab, panel: await tab.openPanel() };
					return inspected;
				} catch (error) {
					await tab.close();
					throw error;
				}
			},
		});
	});
}
