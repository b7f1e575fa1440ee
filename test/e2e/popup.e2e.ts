import { expect, test } from 'vitest';
import type { Realm } from '../../src/cli/browsers/remote.ts';
import { describeBrowsers } from '../helpers/describe-browsers.ts';
import { cell, filterBy, readUntil, showTab } from '../helpers/panel-reader.ts';
import { toolbarButton } from '../helpers/toolbar-button.ts';

/** The popup's text once it has done looking and says what is expected. */
const popupText = (popup: Realm, expected: string): Promise<string> =>
	popup.waitFor(
		(pattern) => {
			const text = document.body.textContent ?? '';
			const isDone = document.querySelector('[aria-busy="false"]') !== null;
			return isDone && new RegExp(pattern, 'i').test(text) ? text : undefined;
		},
		[expected],
		30_000,
	);

describeBrowsers('the toolbar button', (stage) => {
	test('sums up a page without developer tools, and wears the number of findings', async () => {
		const tab = await stage.openTab();
		const url = `${stage.sites.origin('shop')}/`;
		await tab.goto(url);
		const button = await toolbarButton(stage, url);
		expect(await button.badge(() => true)).toBe('');

		const popup = await button.openPopup();
		const text = await popupText(popup, '^(?!.*being judged).*high\\s*worst of \\d+ findings');
		expect(text).toMatch(/\d none/);
		expect(text).toMatch(/\d weak/);
		expect(text).toMatch(/\d strict/);
		expect(text).toMatch(/Frames\s*\d\s*all watched from the start/);
		expect(text).toMatch(/Sockets\s*\d/);
		const count = /worst of (\d+) findings/.exec(text)?.[1];
		await button.badge((shown) => shown === count);
		expect(await button.title()).toBe(`Earshot: ${count} findings`);

		await tab.goto(stage.sites.put('shop', '/elsewhere.html', '<title>Elsewhere</title>'));
		await button.badge((shown) => shown === '' || shown === '0');
	});

	test('takes nothing away from a panel that comes later', async () => {
		const tab = await stage.openTab();
		const url = stage.sites.put(
			'shop',
			'/before.html',
			`<title>Before</title><script>
				onmessage = () => {};
				postMessage({ said: 'before anybody looked' }, '*');
			</script>`,
		);
		await tab.goto(url);
		const button = await toolbarButton(stage, url);
		await popupText(await button.openPopup(), 'Listeners\\s*1');
		await button.closePopup();
		const panel = await tab.openPanel();
		await showTab(panel, 'Timeline');
		await filterBy(panel, 'kind:message');
		const rows = await readUntil(panel, 'Timeline', (all) => all.length === 1);
		expect(cell(rows[0], 'data')).toContain('before anybody looked');
	});

	test('says of a page without listeners and sockets that it is quiet', async () => {
		const tab = await stage.openTab();
		const url = stage.sites.put('shop', '/quiet.html', '<title>Quiet</title>');
		await tab.goto(url);
		const button = await toolbarButton(stage, url);
		const text = await popupText(await button.openPopup(), 'Nothing here listens');
		expect(text).toMatch(/Listeners\s*0/);
		expect(await button.badge(() => true)).toBe('');
	});

	test('says of the browser’s own pages that it is kept out', async () => {
		const url = await stage.browser.extensionUrl('devtools.html');
		const button = await toolbarButton(stage, url);
		await popupText(await button.openPopup(), 'keeps extensions out');
	});

	test('follows a panel, over a reload too', async () => {
		const tab = await stage.openTab();
		const url = stage.sites.put(
			'shop',
			'/vulnerable.html',
			'<script>onmessage = (event) => { document.body.innerHTML = event.data; }</script>',
		);
		await tab.goto(url);
		const button = await toolbarButton(stage, url);
		await tab.openPanel();
		await button.badge((shown) => shown === '1');
		await tab.reload();
		await button.badge((shown) => shown === '1');
		await tab.goto(stage.sites.put('shop', '/quiet.html', '<title>Quiet</title>'));
		await button.badge((shown) => shown === '');
	});
});
