import { expect, test } from 'vitest';
import { describeBrowsers } from '../helpers/describe-browsers.ts';
import { cell, readUntil, showTab } from '../helpers/panel-reader.ts';

/** A page that would notice if anybody used what it replaced, and whose handler comes by markup: no setter is called. */
const PAGE = `<!doctype html><title>Markup</title>
	<script>
		window.noticed = [];
		// Only what is done to functions is noticed: the test itself uses some of these.
		const notice = (name, native) => function (value) {
			if (typeof this === 'function' || typeof value === 'function') noticed.push(name);
			return native.apply(this, arguments);
		};
		Function.prototype.toString = notice('toString', Function.prototype.toString);
		Object.defineProperty(Object.prototype, 'messageerror', { get() { noticed.push('messageerror'); }, configurable: true });
		Array.prototype.map = notice('map', Array.prototype.map);
		JSON.stringify = notice('stringify', JSON.stringify);
		addEventListener('message', function watched() {});
		addEventListener('message', function bound() {}.bind(null), { passive: true });
	</script>
	<body onmessage="document.title = event.data"></body>
	<iframe srcdoc="<body onmessage='frameElement.title = event.data'>"></iframe>`;

describeBrowsers('listeners registered unseen', (stage) => {
	test('are listed and judged where the browser lists listeners; elsewhere the panel says that it cannot', async () => {
		const tab = await stage.openTab();
		await tab.goto(stage.sites.put('shop', '/markup.html', PAGE));
		const panel = await tab.openPanel();
		if (stage.browser.name === 'firefox') {
			await showTab(panel, 'Listeners');
			expect(await panel.text({ selector: '.unseen-note' })).toContain(
				'does not give extensions a list of listeners',
			);
			return;
		}
		const rows = await readUntil(
			panel,
			'Listeners',
			(list) =>
				list.filter((row) => cell(row, 'registered').includes('unseen')).length === 2 &&
				list.every((row) => cell(row, 'verdict') !== '…'),
		);
		const told = rows.map((row) => [cell(row, 'registered').split(' ')[0], cell(row, 'verdict')]);
		expect(told.filter(([how]) => how === 'unseen')).toEqual([
			['unseen', 'none'],
			['unseen', 'none'],
		]);
		expect(told).toHaveLength(4);
		expect(await panel.text({ selector: '.unseen-note' })).toContain('2 listeners registered unseen');
		expect(await tab.evaluate(() => (window as unknown as { noticed: string[] }).noticed)).toEqual([]);

		// The hook finds such a handler when it is about to run: then it is no longer unseen.
		await tab.evaluate(() => postMessage('new title', '*'));
		await readUntil(panel, 'Listeners', (list) =>
			list.some((row) => cell(row, 'registered').includes('attribute')),
		);
		await panel.click({ role: 'button', name: 'Look again' });
		await readUntil(
			panel,
			'Listeners',
			(list) =>
				list.filter((row) => cell(row, 'registered').includes('unseen') && cell(row, 'state') === 'active')
					.length === 1,
		);
	});
});
