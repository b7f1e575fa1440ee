import { expect, test } from 'vitest';
import { describeBrowsers, type Stage } from '../helpers/describe-browsers.ts';
import { filterBy, readRows } from '../helpers/panel-reader.ts';

const headers = { 'content-type': 'text/javascript' };
/** Listeners for messages and for events that nobody watches, each of which throws when it is named. */
const FUNCTION = `
onNamed('made', (event) => {
	throw new RangeError('thrown here');
});`;
const OBJECT = `
onNamed('object', {
	handleEvent(event) {
		this.fail();
	},
	fail() {

		throw new TypeError('of an object');
	},
});`;
const ODD = `
onNamed('odd', (event) => {
	if (event) throw 7;
});`;
const ENGINE = `
onNamed('engine', (event) => { null.member; });`;
const HELPER = `
	window.reported = [];
	onerror = (text, file, line, column) => { reported.push([text, file, line, column]); };
	window.onNamed = (name, listener) => {
		const named = name + '-' + document.currentScript.className;
		for (const type of ['message', 'other']) {
			addEventListener(type, typeof listener === 'function'
				? function (event) { if (event.data === named) return listener(event); }
				: { handleEvent(event) { if (event.data === named) return listener.handleEvent(event); } });
		}
	};`;

/** A page with listeners that throw, in scripts of its own, and of another origin with CORS and without. */
function putThrowers({ sites }: Stage): string {
	const files = { made: FUNCTION, object: OBJECT, odd: ODD, engine: ENGINE };
	const shared = { ...headers, 'access-control-allow-origin': '*' };
	const scripts = Object.entries(files).map(([name, body]) => {
		sites.put('shop', `/${name}-own.js`, { body, headers });
		sites.put('pay', `/${name}-shared.js`, { body, headers: shared });
		sites.put('pay', `/${name}-muted.js`, { body, headers });
		return `<script class="own" src="/${name}-own.js"></script>
			<script class="shared" src="{{pay}}/${name}-shared.js" crossorigin></script>
			<script class="muted" src="{{pay}}/${name}-muted.js"></script>`;
	});
	return sites.put(
		'shop',
		'/throwing.html',
		`<title>Throwing</title><script>${HELPER}</script>${scripts.join('')}`,
	);
}

type Reported = [text: string, file: string, line: number, column: number];

interface Devtools {
	chrome: { devtools: { panels: { openResource(...place: unknown[]): void; opened?: unknown[] } } };
}

/** Where each script throws, as the engines count; of what it makes itself, Firefox names the object, not the member. */
const PLACES = {
	chromium: { made: '3:8', object: '8:9', odd: '3:13', engine: '2:37' },
	firefox: { made: '3:8', object: '8:9', odd: '3:13', engine: '2:32' },
};
/** Scripts without CORS whose exceptions the browser keeps to itself: Firefox only those that are no errors by a script. */
const MUTED = { chromium: ['made', 'object', 'odd', 'engine'], firefox: ['odd', 'engine'] };
const KINDS = Object.keys(PLACES.chromium) as (keyof typeof PLACES.chromium)[];

describeBrowsers('exceptions of listeners', (stage) => {
	test('are told with their place, and where the browser keeps that to itself, with the reason', async () => {
		const { tab, panel } = await stage.inspect(putThrowers(stage));
		const { name: engine } = stage.browser;
		const names = KINDS.flatMap((name) => [`${name}-own`, `${name}-shared`, `${name}-muted`]);
		for (const name of names) await tab.evaluate((data) => postMessage(data, '*'), name);
		const seen = await tab.waitFor(
			(count) => {
				const all = (window as unknown as { reported: Reported[] }).reported;
				return all.length === count && all;
			},
			[names.length],
		);
		// What the page itself gets to know is what it gets to know of listeners that nobody watches.
		const unwatched = await tab.evaluate((all) => {
			(window as unknown as { reported: Reported[] }).reported = [];
			for (const data of all) dispatchEvent(Object.assign(new Event('other'), { data }));
			return (window as unknown as { reported: Reported[] }).reported;
		}, names);
		expect(seen).toEqual(unwatched);

		const told: string[] = [];
		for (const name of names) {
			await filterBy(panel, `kind:message "${name}"`);
			await readRows(panel, 'Timeline', 1);
			await panel.click({ selector: '[role="row"][aria-rowindex="2"]' });
			await panel.click({ selector: '#detail-runs' });
			const line = await panel.waitFor(
				(before) => {
					const [first = '', ...more] = [...document.querySelectorAll('.run-threw')].map(
						(each) => each.textContent ?? '',
					);
					return more.length === 0 && first !== before && first;
				},
				[told.at(-1)],
			);
			told.push(line as string);
		}
		const wanted = KINDS.flatMap((kind) =>
			['own', 'shared', 'muted'].map((how) =>
				how === 'muted' && MUTED[engine].includes(kind)
					? /^threw Script error\. the browser tells neither text nor location/
					: new RegExp(`^threw .+ ${kind}-${how}\\.js:${PLACES[engine][kind]}$`),
			),
		);
		expect(told).toEqual(wanted.map((pattern) => expect.stringMatching(pattern)));

		// Where the browser can open a place, it leads there.
		await filterBy(panel, 'kind:message "made-own"');
		await readRows(panel, 'Timeline', 1);
		await panel.click({ selector: '[role="row"][aria-rowindex="2"]' });
		const isLink = await panel.waitFor(() => {
			const [line] = document.querySelectorAll('.run-threw');
			return line?.textContent?.includes('made-own') && `${line.querySelector('button') !== null}`;
		}, []);
		expect(isLink).toBe(`${engine === 'chromium'}`);
		if (engine !== 'chromium') return;
		await panel.evaluate(() => {
			const { panels } = (globalThis as unknown as Devtools).chrome.devtools;
			panels.openResource = (...place) => {
				panels.opened = place.slice(0, 3);
			};
		});
		await panel.click({ selector: '.run-threw button' });
		const opened = await panel.waitFor(
			() => (globalThis as unknown as Devtools).chrome.devtools.panels.opened,
			[],
		);
		// Lines and columns count from 0 there.
		expect(opened).toEqual([`${stage.sites.origin('shop')}/made-own.js`, 2, 7]);
	});
});
