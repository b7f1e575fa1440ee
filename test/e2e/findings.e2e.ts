import { expect, test } from 'vitest';
import { describeBrowsers } from '../helpers/describe-browsers.ts';
import { cell, readGridUntil, showTab } from '../helpers/panel-reader.ts';

describeBrowsers('findings', (stage) => {
	test('of listeners, messages and sockets are in one list; an accepted one stays aside, with its note', async () => {
		const tab = await stage.openTab();
		const frame = stage.sites.put(
			'pay',
			'/token.html',
			`<script>parent.postMessage({ access_token: 'a1B2c3D4e5F6' }, '*');</script>`,
		);
		const url = stage.sites.put(
			'shop',
			'/wrong.html',
			`<title>Wrong</title><script>
				onmessage = (event) => { document.body.title = event.data.access_token; eval(event.data.run); };
				window.sayToNobody = () => postMessage('to nobody', 'https://nobody.example');
				new WebSocket('ws://pay.test/?session_id=0123456789abcdef');
			</script><iframe src="${frame}"></iframe>`,
		);
		await tab.goto(url);
		let panel = await tab.openPanel();
		await tab.evaluate(() => (window as unknown as { sayToNobody(): void }).sayToNobody());
		await showTab(panel, 'Findings');
		const rules = [
			/high/,
			/not encrypted/,
			/credential is part/i,
			/carries a credential \(/i,
			/reached nobody/,
		];
		const rows = await readGridUntil(
			panel,
			'Findings',
			(all) =>
				all.length >= rules.length &&
				rules.every((rule) => all.some((row) => rule.test(Object.values(row).join(' ')))),
			30_000,
		);
		expect(cell(rows[0], 'severity')).toBe('high');

		// By the keyboard: the first row, then its note.
		await panel.click({ role: 'row', includes: 'high' });
		await panel.find({ role: 'region', name: 'Details' });
		await panel.click({ selector: '.note' });
		await panel.type('known');
		await panel.click({ role: 'button', name: 'Accept' });
		const aside = await readGridUntil(panel, 'Findings', (all) => cell(all[0], 'severity') !== 'high');
		expect(cell(aside.at(-1), 'finding')).toContain('accepted');

		await tab.closePanel();
		await tab.reload();
		panel = await tab.openPanel();
		await showTab(panel, 'Findings');
		await readGridUntil(panel, 'Findings', (all) => /accepted/.test(cell(all.at(-1), 'finding')), 30_000);
		await panel.click({ role: 'row', includes: 'accepted' });
		await panel.waitFor(() => document.querySelector<HTMLTextAreaElement>('.note')?.value === 'known', []);
		await panel.click({ role: 'button', name: 'Withdraw' });
		await readGridUntil(panel, 'Findings', (all) => cell(all[0], 'severity') === 'high');
	});
});
