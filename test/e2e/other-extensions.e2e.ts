import { expect, test } from 'vitest';
import { describeBrowsers } from '../helpers/describe-browsers.ts';
import { cell, filterBy, readUntil, statusOf } from '../helpers/panel-reader.ts';

/** Its content script posts when it is asked; its script in the page answers that. */
const OTHER = ['other-extension'];

describeBrowsers(
	'other extensions',
	(stage) => {
		test('are set aside with their number, and shown at a click', async () => {
			const tab = await stage.openTab();
			await tab.goto(
				stage.sites.put(
					'shop',
					'/asking.html',
					'<title>Asking</title><script>addEventListener("message", function own(e) { use(e.data) }); function use() {}</script>',
				),
			);
			const panel = await tab.openPanel();
			await filterBy(panel, 'kind:message');
			const ask = (): Promise<void> => tab.evaluate(() => postMessage({ ask: 'another' }, '*'));
			// Right after the panel opened, nothing is set aside for lack of a call: it may not have been watched yet.
			const since = await tab.evaluate(() => performance.now());
			await tab.waitFor((from) => performance.now() > from + 1_000, [since]);
			await ask();
			await readUntil(panel, 'Timeline', (rows) => rows.some((row) => cell(row, 'data').includes('ask')));
			const link = await panel.text({ role: 'button', includes: 'from other extensions' });
			expect(link).toMatch(/^show \d from other extensions$/);
			const own = await readUntil(panel, 'Timeline', (rows) => rows.length >= 1);
			expect(own.filter((row) => cell(row, 'data').includes('another: "extension"'))).toEqual([]);
			// Firefox gives the scripts that extensions run in a page no address.
			const hasAddresses = stage.browser.name === 'chromium';
			expect(own).toHaveLength(hasAddresses ? 1 : 2);
			// The filter is for lists of listeners, too.
			await filterBy(panel, '');
			const listeners = await readUntil(panel, 'Listeners', (rows) => rows.length >= 1);
			expect(listeners.filter((row) => cell(row, 'where').includes('fromExtension'))).toHaveLength(
				hasAddresses ? 0 : 1,
			);
			await panel.click({ role: 'button', includes: 'from other extensions' });
			await readUntil(panel, 'Listeners', (rows) =>
				rows.some((row) => cell(row, 'where').includes('fromExtension')),
			);
			await filterBy(panel, 'kind:message');
			const all = await readUntil(panel, 'Timeline', (rows) => rows.length === 3);
			expect(all.map((row) => cell(row, 'data'))).toEqual([
				expect.stringContaining('ask'),
				expect.stringContaining('other extension'),
				expect.stringContaining('page script'),
			]);
			expect(await statusOf(panel)).toContain('hide');
		});
	},
	OTHER,
);
