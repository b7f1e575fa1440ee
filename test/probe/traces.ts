import type { Tab } from '../../src/cli/browsers/browser.ts';
import { pause } from '../../src/cli/browsers/poll.ts';

/** All that a probe in safe mode must leave alone, by name. */
type Traces = Record<string, string>;

const tracesOf = (tab: Tab): Promise<Traces> =>
	tab.evaluate(() => {
		const page = document.documentElement.cloneNode(true) as HTMLElement;
		// That one changes by itself.
		page.querySelector('#clock')?.replaceChildren();
		return {
			document: page.outerHTML,
			storage: JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
			cookies: document.cookie,
			address: location.href,
			requests: performance
				.getEntriesByType('resource')
				.map(({ name }) => name)
				// The browser asks for it when it finds the time.
				.filter((name) => !name.endsWith('/favicon.ico'))
				.join(),
			globals: Object.getOwnPropertyNames(window)
				.filter((name) => /earshot/i.test(name))
				.join(),
		};
	});

const differences = (before: Traces, after: Traces): string[] =>
	Object.keys(before).filter((name) => before[name] !== after[name]);

/** ms between two looks at a page that is coming to rest, and the most of them. */
const LOOK_MS = 100;
const MOST_LOOKS = 50;

/** Waits until a page is loaded and has come to rest. */
async function restOf(tab: Tab): Promise<Traces> {
	await tab.waitFor(() => document.readyState === 'complete', []);
	let last = await tracesOf(tab);
	for (let looks = 0; looks < MOST_LOOKS; looks++) {
		await pause(LOOK_MS);
		const now = await tracesOf(tab);
		if (differences(last, now).length === 0) return now;
		last = now;
	}
	return last;
}

/** Does something to a page at rest: what of it is not as it was. What the page changes in as long by itself is its own. */
export async function changesBy<T>(tab: Tab, act: () => Promise<T>): Promise<{ done: T; left: string[] }> {
	const before = await restOf(tab);
	const start = Date.now();
	const done = await act();
	const spent = Date.now() - start;
	const after = await tracesOf(tab);
	const changed = differences(before, after);
	if (changed.length === 0) return { done, left: [] };
	await pause(spent);
	const own = differences(after, await tracesOf(tab));
	const left = changed.filter((name) => !own.includes(name));
	return { done, left: left.map((name) => `${name}: ${before[name]} is ${after[name]}`) };
}
