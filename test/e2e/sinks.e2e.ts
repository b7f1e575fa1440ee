import { expect, test } from 'vitest';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import { describeBrowsers } from '../helpers/describe-browsers.ts';
import { cell, filterBy, type Row, readUntil, showTab } from '../helpers/panel-reader.ts';

const CHILD = `<title>Child</title><body><p>child</p><script>
	addEventListener('message', function inChild({ data }) {
		if (data.how === 'parent') parent.document.getElementById('out').innerHTML = data.text;
		if (data.how === 'passed') setTimeout(() => { document.body.innerHTML = data.text; }, 20);
	});
</script>`;

/** A listener that does what it is told by the means of a frame of its own origin. */
const PAGE = `<title>Sinks</title><div id="out"></div><iframe name="child" src="/sink-child.html"></iframe><script>
	addEventListener('message', function writer({ data }) {
		({
			markup: () => { child.document.body.innerHTML = data.text; },
			later: () => { setTimeout(() => { child.document.body.innerHTML = data.text; }, 20); },
			timer: () => { child.setTimeout(data.text); },
			code: () => { child.eval(data.text); },
			write: () => { child.document.write(data.text); },
			passed: () => { child.postMessage(data, '*'); },
			address: () => { child.location.href = '/sink-child.html?' + data.text; },
		})[data.how]?.();
	});
	window.say = (how) => (how === 'parent' ? child : window).postMessage({ how, text: '//text-of-' + how }, '*');
</script>`;

const POPUP = `<title>Popup</title><body><p>popup</p><script>
	addEventListener('message', ({ data }) => {
		if (data.how === 'opener') opener.document.getElementById('out').innerHTML = data.text;
	});
	opener?.postMessage({ how: 'ready' }, '*');
</script>`;

/** A listener that does what it is told by the means of a popup of its own origin, which says when it is there. */
const OPENER = `<title>Opener</title><div id="out"></div><script>
	addEventListener('message', function writer({ data }) {
		({
			ready: () => { window.isReady = true; },
			markup: () => { popup.document.body.innerHTML = data.text; },
			later: () => { setTimeout(() => { popup.document.body.innerHTML = data.text; }, 20); },
			timer: () => { popup.setTimeout(data.text); },
			code: () => { popup.eval(data.text); },
			write: () => { popup.document.write(data.text); },
			address: () => { popup.location.href = '/sink-popup.html?' + data.text; },
			fresh: () => { window.fresh = open('', 'fresh', 'width=200,height=200'); fresh.document.body.innerHTML = data.text; },
			again: () => { popup.document.body.innerHTML = data.text; },
		})[data.how]?.();
	});
	window.say = (how) => window.postMessage({ how, text: '//text-of-' + how }, '*');
</script>`;

interface OpenerPage {
	popup: Window;
	fresh: Window;
	isReady: boolean;
}

const OPENED = `<title>Opened</title><script>
	addEventListener('message', function writer({ data }) { opener.document.body.innerHTML = data.text; });
</script>`;

/** The panel may be one that does so already. */
async function watchSinks(panel: PanelHandle): Promise<void> {
	await showTab(panel, 'Listeners');
	await panel.evaluate(() => {
		const button = [...document.querySelectorAll<HTMLElement>('button[aria-pressed]')].find(
			({ textContent }) => textContent === 'Watch sinks',
		);
		if (button?.getAttribute('aria-pressed') === 'false') button.click();
	});
}

/** eval is an accessor then. */
const isWatched = (): boolean => Object.getOwnPropertyDescriptor(window, 'eval')?.get !== undefined;

const isReady = (): boolean => (window as unknown as OpenerPage).isReady;

const say = (how: string): void => (window as unknown as { say(how: string): void }).say(how);

describeBrowsers('sinks', (stage) => {
	test('of a frame of the same origin are told with the message whose text reached them', async () => {
		stage.sites.put('shop', '/sink-child.html', CHILD);
		const { tab, panel } = await stage.inspect(stage.sites.put('shop', '/sink-page.html', PAGE));
		await showTab(panel, 'Listeners');
		await panel.click({ role: 'button', name: 'Watch sinks' });
		// Both documents watch when eval is an accessor there.
		await tab.waitFor(() => {
			const isWatched = (window: object): boolean =>
				Object.getOwnPropertyDescriptor(window, 'eval')?.get !== undefined;
			return isWatched(window) && isWatched(frames[0] as object);
		}, []);
		await filterBy(panel, 'kind:note');
		// Where there is no Navigation API, no address is seen.
		const address = (await tab.evaluate(() => 'navigation' in window)) ? ['address'] : [];
		const ways = ['markup', 'later', 'timer', 'code', 'parent', 'passed', 'write', ...address];
		const isOne = (row: Row): boolean => /found in|looked up/.test(cell(row, 'data'));
		let rows: Row[] = [];
		for (const [at, how] of ways.entries()) {
			await tab.evaluate(say, how);
			// What is written and left for later goes with the document that another way writes anew.
			rows = await readUntil(panel, 'Timeline', (all) => all.filter(isOne).length > at);
		}
		const told = rows.filter(isOne).map((row) => {
			const data = cell(row, 'data');
			const [, where] = /sink-(\w+)/.exec(cell(row, 'from')) ?? [];
			const [, text = 'code'] = /text-of-(\w+)/.exec(data) ?? [];
			const [, sink = 'eval'] = /found in (\S+)/.exec(data) ?? [];
			return [where, text, sink].join(' ');
		});
		// Told of the document that the message came to; one that was passed on came to both.
		expect(told.sort()).toEqual(
			[
				'page markup innerHTML',
				'page later innerHTML',
				'page timer timer',
				'page code eval',
				'page write document.write',
				'child parent innerHTML',
				'child passed innerHTML',
				...address.map((way) => `page ${way} location`),
			].sort(),
		);
		// The call that did it, though what it called is the frame's.
		await panel.click({ role: 'row', includes: 'text-of-markup' });
		await panel.click({ role: 'tab', includes: 'About' });
		expect(await panel.text({ role: 'region', name: 'Details' })).toContain('sink-page.html');
	});

	test('of a popup of the same origin are told with the message whose text reached them', async () => {
		stage.sites.put('shop', '/sink-popup.html', POPUP);
		const { tab, panel } = await stage.inspect(stage.sites.put('shop', '/sink-opener.html', OPENER));
		await watchSinks(panel);
		await tab.waitFor(isWatched, []);
		await tab.evaluate(() => {
			(window as unknown as OpenerPage).popup = open(
				'/sink-popup.html',
				'popup',
				'width=200,height=200',
			) as Window;
		});
		await tab.waitFor(isReady, []);
		await filterBy(panel, 'kind:note');
		const address = (await tab.evaluate(() => 'navigation' in window)) ? ['address'] : [];
		const ways = ['markup', 'later', 'timer', 'code', 'write', ...address, 'again', 'fresh'];
		const isOne = (row: Row): boolean => /found in|looked up/.test(cell(row, 'data'));
		let rows: Row[] = [];
		for (const [at, how] of ways.entries()) {
			await tab.evaluate(() => {
				(window as unknown as OpenerPage).isReady = false;
			});
			await tab.evaluate(say, how);
			rows = await readUntil(panel, 'Timeline', (all) => all.filter(isOne).length > at);
			// The next page of the popup says so itself.
			if (how === 'address') await tab.waitFor(isReady, []);
		}
		await tab.evaluate(() => {
			(window as unknown as OpenerPage).popup.close();
			(window as unknown as OpenerPage).fresh.close();
		});
		const told = rows.filter(isOne).map((row) => {
			const data = cell(row, 'data');
			const [, text = 'code'] = /text-of-(\w+)/.exec(data) ?? [];
			const [, sink = 'eval'] = /found in (\S+)/.exec(data) ?? [];
			return `${text} ${sink}`;
		});
		expect(told.sort()).toEqual(
			[
				'markup innerHTML',
				'later innerHTML',
				'timer timer',
				'code eval',
				'write document.write',
				...address.map((way) => `${way} location`),
				'again innerHTML',
				'fresh innerHTML',
			].sort(),
		);
	});

	test('of the opener are told as well', async () => {
		stage.sites.put(
			'shop',
			'/sink-opens.html',
			`<title>Opens</title><body>opens<script>open('/sink-opened.html', 'inspected');</script>`,
		);
		stage.sites.put('shop', '/sink-opened.html', OPENED);
		const { tab, panel } = await stage.inspect(
			stage.sites.put('shop', '/sink-named.html', '<title>Named</title>'),
		);
		await watchSinks(panel);
		await filterBy(panel, 'kind:note');
		// Who opens a page in a window that is there already is its opener from then on.
		await tab.evaluate(() => {
			window.name = 'inspected';
			open('/sink-opens.html', 'opens', 'width=200,height=200');
		});
		await tab.waitFor(
			() => location.pathname === '/sink-opened.html' && opener?.document.body !== undefined,
			[],
		);
		await tab.waitFor(isWatched, []);
		await tab.evaluate(() => postMessage({ text: '//text-of-opened' }, '*'));
		const [row] = await readUntil(panel, 'Timeline', (rows) =>
			rows.some((one) => /found in/.test(cell(one, 'data'))),
		);
		await tab.evaluate(() => (opener as Window).close());
		expect(row && cell(row, 'data')).toMatch(/text-of-opened.*found in innerHTML/);
	});
});
