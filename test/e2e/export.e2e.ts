import { expect, test } from 'vitest';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import { describeBrowsers } from '../helpers/describe-browsers.ts';
import { readUntil, rowCount, statusOf } from '../helpers/panel-reader.ts';

const PAGE = `<title>Export</title><script>
	addEventListener('message', (event) => { document.title = event.data.text; });
	window.say = (data) => postMessage(data, '*');
</script>`;

type Watched = { files: { name: string; text: Promise<string> }[] };

/** Catches what the panel gives to the browser to download. */
async function catchDownloads(panel: PanelHandle): Promise<void> {
	await panel.evaluate(() => {
		const files: Watched['files'] = [];
		(window as unknown as Watched).files = files;
		const { createObjectURL } = URL;
		URL.createObjectURL = (blob) => {
			files.push({ name: '', text: (blob as Blob).text() });
			return createObjectURL(blob);
		};
		HTMLAnchorElement.prototype.click = function click() {
			const last = files.at(-1);
			if (last) last.name = this.download;
		};
	});
}

async function exported(panel: PanelHandle, format: string): Promise<{ name: string; text: string }> {
	await panel.evaluate(() => {
		(window as unknown as Watched).files.length = 0;
	});
	await panel.click({ role: 'button', name: 'Export' });
	await panel.click({ role: 'menuitem', name: format });
	await panel.waitFor(() => (window as unknown as Watched).files[0]?.name, []);
	return panel.evaluate(async () => {
		const { name, text } = (window as unknown as Watched).files[0] as Watched['files'][number];
		return { name, text: await text };
	});
}

async function importFile(panel: PanelHandle, text: string): Promise<void> {
	await panel.evaluate((content) => {
		const input = document.querySelector<HTMLInputElement>('input[type=file]') as HTMLInputElement;
		const list = new DataTransfer();
		list.items.add(new File([content], 'shop.earshot.json'));
		input.files = list.files;
		input.dispatchEvent(new Event('change', { bubbles: true }));
	}, text);
}

describeBrowsers('exports', (stage) => {
	test('are saved from the menu without credentials, and a session opens again', async () => {
		const tab = await stage.openTab();
		await tab.goto(stage.sites.put('shop', '/export.html', PAGE));
		const panel = await tab.openPanel();
		await tab.evaluate(() => {
			(window as unknown as { say(data: unknown): void }).say({ text: 'hello', token: 'Ab1planted' });
		});
		await readUntil(panel, 'Timeline', (rows) =>
			rows.some((row) => Object.values(row).join().includes('hello')),
		);
		const count = await rowCount(panel);
		await catchDownloads(panel);

		const saved = await exported(panel, 'Session (JSON)');
		expect(saved.name).toMatch(/^earshot-shop\.test-\d{8}-\d{6}\.earshot\.json$/);
		expect(saved.text).toContain('hello');
		expect(saved.text).not.toContain('Ab1planted');
		const html = await exported(panel, 'Report (HTML)');
		expect(html.text).toContain('shop.test');

		await importFile(panel, saved.text);
		await panel.find({ role: 'button', name: 'Back to the tab' });
		await readUntil(panel, 'Timeline', (rows) =>
			rows.some((row) => Object.values(row).join().includes('hello')),
		);
		expect(await rowCount(panel)).toBe(count);
		expect(await statusOf(panel)).not.toContain('Paused');
		await panel.click({ role: 'button', name: 'Back to the tab' });
		await panel.waitFor(() => !document.body.textContent?.includes('shop.earshot.json'), []);

		await importFile(panel, '{"log":{}}');
		await panel.find({ role: 'alert', includes: 'not a session saved by Earshot' });
	});
});
