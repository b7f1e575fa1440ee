import type { BrowserName } from '../../src/cli/browsers/browser.ts';
import { startBrowser } from '../lab/browser.ts';
import { startChromium } from './chromium.ts';

/** How a browser is set up: nothing; DevTools alone; Earshot with its panel closed; with its panel recording. */
export type Setup = 'none' | 'devtools' | 'closed' | 'recording';

export type PageFunction = 'runScenario' | 'loadTime' | 'spin';

/** A browser to measure, with one page. */
export interface BenchBrowser {
	pid: number;
	goto: (url: string) => Promise<void>;
	/** Calls one of the functions of pages/bench.js in the page. */
	call: (name: PageFunction, ...args: unknown[]) => Promise<unknown>;
	/** MB of the page's heap after a collection; undefined where the browser does not say. */
	heap: () => Promise<number | undefined>;
	close: () => Promise<void>;
}

/** Starts a browser in a fresh profile on `url`. Firefox opens its toolbox for Earshot's panel alone. */
export async function startBench(
	name: BrowserName,
	setup: Setup,
	extension: string,
	url: string,
): Promise<BenchBrowser> {
	if (name === 'chromium') return startChromium(setup, extension, url);
	const browser = await startBrowser(name, setup === 'none' ? undefined : extension);
	await browser.tab.goto(url);
	if (setup === 'recording') await browser.tab.openPanel();
	return {
		pid: browser.pid,
		goto: (to) => browser.tab.goto(to),
		call: (name, ...args) =>
			browser.tab.evaluate(
				(wanted, given) => (Reflect.get(globalThis, wanted) as (...all: unknown[]) => unknown)(...given),
				name,
				args,
			),
		heap: () => Promise.resolve(undefined),
		close: () => browser.close(),
	};
}
