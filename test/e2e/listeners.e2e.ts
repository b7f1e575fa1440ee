import { expect, test } from 'vitest';
import { describeBrowsers } from '../helpers/describe-browsers.ts';
import { cell, type Row, readUntil, showTab } from '../helpers/panel-reader.ts';

/** The demo's listeners: where each is, and what must and must not be said of it. */
const EXPECTED = [
	{ place: 'checkout.js', name: 'onPaymentMessage', says: /strict/i },
	{ place: 'card.js', name: 'onConfirm', says: /strict|unknown/i },
	{ place: 'tag.js', name: 'onBeacon', says: /weak|unknown/i },
	{ place: 'account.js', name: 'onSignedIn', says: /weak|unknown/i },
	{ place: 'account.js', name: 'onSupportQuestion', says: /source|unknown/i },
	{ place: 'card.js', name: 'onAmount', says: /none|weak/i },
] as const;

const textOf = (row: Row): string => Object.values(row).join(' ');

describeBrowsers('listeners', (stage) => {
	test('of the demo are all there, with place, frame and verdict', async () => {
		const { panel } = await stage.inspect(`${stage.sites.origin('shop')}/`);
		const judged = (rows: Row[]): boolean =>
			rows.length >= 12 && rows.every((row) => /\w/.test(cell(row, 'verdict')));
		const rows = await readUntil(panel, 'Listeners', judged, 30_000);
		for (const { place, name, says } of EXPECTED) {
			const row = rows.find((each) => textOf(each).includes(place) && textOf(each).includes(name));
			expect(row, `${name} of ${place} in\n${rows.map(textOf).join('\n')}`).toBeDefined();
			expect(cell(row, 'verdict'), `${name} of ${place}`).toMatch(says);
		}
		// Inline, an exact way in for anyone: this one must be found out.
		const inline = rows.find((each) => textOf(each).includes('onWidgetNotice'));
		expect(cell(inline, 'verdict')).toMatch(/none/i);
		// One line per listener: nothing that was replayed is there twice.
		const places = rows.map((row) => JSON.stringify(row));
		expect(new Set(places).size).toBe(places.length);
	});

	test('that are removed say so, and those added later appear', async () => {
		stage.sites.put('shop', '/no-page', { status: 204, body: '' });
		const url = stage.sites.put(
			'shop',
			'/coming-and-going.html',
			`<script>
				function leaving(event) { document.title = event.data; }
				function staying(event) { document.title = event.data; }
				addEventListener('message', leaving);
				function beyond(event) { document.title = event.data; }
				window.go = () => {
					removeEventListener('message', leaving);
					addEventListener('message', staying);
					// Another document's, which its own hook must learn of although this one's method is called.
					addEventListener.call(frames[0], 'message', beyond);
				};
			</script><iframe srcdoc="<p>inner"></iframe><iframe src="/no-page"></iframe>`,
		);
		const { tab, panel } = await stage.inspect(url);
		const names = (rows: Row[]) => rows.map(textOf);
		await readUntil(panel, 'Listeners', (rows) => names(rows).some((text) => text.includes('leaving')));
		await tab.evaluate(() => (window as unknown as { go(): void }).go());
		const rows = await readUntil(
			panel,
			'Listeners',
			(all) =>
				names(all).some((text) => text.includes('staying')) &&
				names(all).some((text) => text.includes('beyond')) &&
				names(all).some((t) => /removed/i.test(t)),
		);
		expect(names(rows).filter((text) => text.includes('leaving') && /removed/i.test(text))).toHaveLength(1);
		expect(names(rows).filter((text) => text.includes('staying') && !/removed/i.test(text))).toHaveLength(1);
		expect(names(rows).filter((text) => text.includes('beyond'))).toHaveLength(1);
		// A frame that never gets a page cannot be watched, and is not passed over.
		await panel.waitFor(
			() => /1 frame not watched/.test(document.querySelector('.status')?.textContent ?? ''),
			[],
		);
	});

	test('that share a callback are told apart', async () => {
		const url = stage.sites.put(
			'shop',
			'/shared-callback.html',
			`<script>
				function shared(event) { document.title = event.data; }
				addEventListener('message', shared);
				addEventListener('message', shared, { capture: true, once: true });
				window.go = () => postMessage('over', '*');
			</script>`,
		);
		const { tab, panel } = await stage.inspect(url);
		const isShared = (row: Row) => textOf(row).includes('shared');
		const removed = (rows: Row[]) => rows.filter((row) => isShared(row) && /removed/i.test(textOf(row)));
		await readUntil(panel, 'Listeners', (rows) => rows.filter(isShared).length === 2);
		await tab.evaluate(() => (window as unknown as { go(): void }).go());
		const rows = await readUntil(panel, 'Listeners', (all) => removed(all).length > 0);
		expect(removed(rows)).toHaveLength(1);
		expect(rows.filter(isShared)).toHaveLength(2);
	});

	test('are judged by what they were seen to do where it says more than the code', async () => {
		stage.sites.put(
			'support',
			'/sender.html',
			`<script>addEventListener('message', () => {
				for (let i = 0; i < 40; i++) parent.postMessage({ ask: 'basket', html: '<b>' + i + '</b>' }, '*');
			})</script>`,
		);
		const url = stage.sites.put(
			'shop',
			'/desk.html',
			`<div id="till"></div><iframe src="{{support}}/sender.html"></iframe>
			<script src="/desk-parts.js"></script>
			<script>
				addEventListener('message', function atTheDesk(event) { desk.take(event); });
				addEventListener('message', function atTheSafe(event) {
					if (safe.opens()) document.getElementById('till').innerHTML = event.data.html;
				});
				addEventListener('message', function atTheGate(event) {
					if (event.origin !== '{{support}}') return;
					document.getElementById('till').innerHTML = event.data.html;
				});
			</script>`,
		);
		// None of this was read with the handlers.
		stage.sites.put('shop', '/desk-parts.js', {
			headers: { 'content-type': 'text/javascript' },
			body: `window.desk = { take: (e) => { if (e.data.ask) postMessage({ basket: [] }, '*'); } };
			window.safe = { opens: () => window.event.origin === '{{support}}' };`,
		});
		const { tab, panel } = await stage.inspect(url);
		const verdictOf = (rows: Row[], name: string): string =>
			cell(
				rows.find((row) => textOf(row).includes(name)),
				'verdict',
			);
		await readUntil(
			panel,
			'Listeners',
			(rows) =>
				/^unknown/.test(verdictOf(rows, 'atTheDesk')) &&
				/^none/.test(verdictOf(rows, 'atTheSafe')) &&
				/^strict/.test(verdictOf(rows, 'atTheGate')),
		);
		await tab.evaluate(() => frames[0]?.postMessage('go', '*'));
		await readUntil(
			panel,
			'Listeners',
			(rows) =>
				verdictOf(rows, 'atTheDesk') === 'noneunknown' && verdictOf(rows, 'atTheSafe') === 'unknownnone',
		);
		const says = async (name: string, text: RegExp): Promise<void> => {
			await panel.click({ role: 'row', includes: name });
			await panel.waitFor(
				(pattern) => new RegExp(pattern).test(document.querySelector('.notice')?.textContent ?? ''),
				[text.source],
			);
		};
		await says(
			'atTheDesk',
			/What was seen raises the verdict to “none”. For 40 messages from foreign origins/,
		);
		await says(
			'atTheSafe',
			/what was seen overrules that: “unknown”. Every time it read data \(40 runs\), origin was read first at \S*desk-parts\.js:2.*may be a check/,
		);
		await says(
			'atTheGate',
			/confirms “strict”. For 40 messages from foreign origins, origin was read before the data/,
		);
	});

	test('of streams of events are listed and judged, and nothing is made up of their runs', async () => {
		const url = stage.sites.put(
			'shop',
			'/streams.html',
			`<script>
				window.when?.('message').filter((e) => e.origin === location.origin).subscribe((e) => { document.title = e.data; });
				const all = window.when?.('message');
				all?.forEach((e) => { document.title = e.data; });
				onload = () => postMessage('hello', '*');
			</script>`,
		);
		const { tab, panel } = await stage.inspect(url);
		await readUntil(panel, 'Timeline', (rows) => rows.some((row) => cell(row, 'kind') === 'message'));
		// Firefox has no such streams yet.
		if (!(await tab.evaluate(() => 'when' in EventTarget.prototype))) return;
		const judged = (rows: Row[]): boolean =>
			rows.length === 2 && rows.every((row) => /\w/.test(cell(row, 'verdict')));
		const rows = await readUntil(panel, 'Listeners', judged);
		expect(rows.map((row) => cell(row, 'verdict')).sort()).toEqual(['none', 'strict']);
		for (const row of rows) expect(textOf(row)).toMatch(/when\(\) observable.*Not watched/);
		const messages = await readUntil(panel, 'Timeline', (all) =>
			all.some((row) => cell(row, 'kind') === 'message'),
		);
		expect(messages.filter((row) => cell(row, 'kind') === 'message').map((row) => cell(row, 'ran'))).toEqual([
			'?',
		]);
	});

	test('show their source when selected', async () => {
		const { panel } = await stage.inspect(`${stage.sites.origin('shop')}/delivery.html`);
		await showTab(panel, 'Listeners');
		await panel.click({ role: 'row', includes: 'delivery.html' });
		await panel.find({ role: 'region', name: 'Details' });
		await panel.waitFor(
			() =>
				(document.querySelector('[aria-label="Details"]')?.textContent ?? '').includes(
					"getElementById('depot')",
				),
			[],
		);
	});
});
