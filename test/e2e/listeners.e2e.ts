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
		const tab = await stage.openTab();
		await tab.goto(`${stage.sites.origin('shop')}/`);
		const panel = await tab.openPanel();
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
		const tab = await stage.openTab();
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
		await tab.goto(url);
		const panel = await tab.openPanel();
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

	test('that act on foreign messages unchecked are judged by that, where the code does not tell', async () => {
		const tab = await stage.openTab();
		stage.sites.put(
			'support',
			'/sender.html',
			'<script>addEventListener("message", () => parent.postMessage({ ask: "basket" }, "*"))</script>',
		);
		const url = stage.sites.put(
			'shop',
			'/desk.html',
			`<iframe src="{{support}}/sender.html"></iframe>
			<script src="/desk-parts.js"></script>
			<script>addEventListener('message', function atTheDesk(event) { desk.take(event); });</script>`,
		);
		stage.sites.put('shop', '/desk-parts.js', {
			headers: { 'content-type': 'text/javascript' },
			body: 'window.desk = { take: (e) => { if (e.data.ask) postMessage({ basket: [] }, "*"); } };',
		});
		await tab.goto(url);
		const panel = await tab.openPanel();
		const verdictOf = (rows: Row[]): string =>
			cell(
				rows.find((row) => textOf(row).includes('atTheDesk')),
				'verdict',
			);
		await readUntil(panel, 'Listeners', (rows) => /^unknown/.test(verdictOf(rows)));
		await tab.evaluate(() => frames[0]?.postMessage('go', '*'));
		await readUntil(panel, 'Listeners', (rows) => verdictOf(rows) === 'noneunknown');
		await panel.click({ role: 'row', includes: 'atTheDesk' });
		await panel.waitFor(
			() =>
				/what was seen raises it to “none”. For 1 message of a foreign origin/.test(
					document.querySelector('.notice')?.textContent ?? '',
				),
			[],
		);
	});

	test('show their source when selected', async () => {
		const tab = await stage.openTab();
		await tab.goto(`${stage.sites.origin('shop')}/delivery.html`);
		const panel = await tab.openPanel();
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
