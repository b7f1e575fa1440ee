import { expect, test } from 'vitest';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import { describeBrowsers, type Stage } from '../helpers/describe-browsers.ts';
import { cell, type Row, readUntil, showTab } from '../helpers/panel-reader.ts';

/** What it accepts hangs on the file around it. */
const script = (name: string): string => `const partners = ['https://partner.example'];
function isPartner(event) {
	return partners.some((partner) => event.origin.startsWith(partner));
}
window.addEventListener('message', function ${name}(event) {
	if (!isPartner(event)) return;
	document.body.innerHTML = event.data;
});
`;
const headers = { 'content-type': 'text/javascript', 'cache-control': 'max-age=600' };
const note = (panel: PanelHandle): Promise<string> =>
	panel.evaluate(() => document.querySelector('.missing-scripts')?.textContent ?? '');

/** A page with a script of another origin, and a frame of another site with one of its own; none may be read by others. */
function putPage(stage: Stage, name: string): { page: string; remote: string } {
	const remote = stage.sites.put('metrics', `/${name}.js`, { body: script('onRemote'), headers });
	stage.sites.put('pay', `/${name}-own.js`, { body: script('onFramed'), headers });
	const frame = stage.sites.put('pay', `/${name}.html`, `<body><script src="/${name}-own.js"></script>`);
	const page = stage.sites.put(
		'shop',
		`/${name}.html`,
		`<!doctype html><body><script src="${remote}"></script><iframe src="${frame}"></iframe>`,
	);
	return { page, remote };
}

const both = (rows: Row[], verdict: RegExp): boolean =>
	['onRemote', 'onFramed'].every((name) =>
		rows.some((row) => cell(row, 'Where').includes(name) && verdict.test(cell(row, 'verdict'))),
	);

describeBrowsers('scripts that the page may not read', (stage) => {
	test('are fetched on a click where the browser does not give them, and judged with', async () => {
		const { page } = putPage(stage, 'closed');
		const tab = await stage.openTab();
		await tab.goto(page);
		const panel = await tab.openPanel();
		await showTab(panel, 'Listeners');
		if (stage.browser.name === 'firefox') {
			await readUntil(panel, 'Listeners', (rows) => both(rows, /unknown/));
			await panel.click({ role: 'row', includes: 'onRemote' });
			await panel.click({ role: 'button', name: 'Fetch script' });
			await readUntil(panel, 'Listeners', (rows) =>
				rows.some((row) => cell(row, 'Where').includes('onRemote') && /weak/.test(cell(row, 'verdict'))),
			);
			expect(await note(panel)).toContain('1 listener was judged on its own');
			expect(await note(panel)).toContain('pay.test');
			await panel.click({ role: 'button', name: 'Fetch scripts' });
		}
		await readUntil(panel, 'Listeners', (rows) => both(rows, /weak/));
		expect(await note(panel)).toBe('');
	});

	test('are there without a click when the page is loaded with the panel open', async () => {
		const { page } = putPage(stage, 'reloaded');
		const { tab, panel } = await stage.inspect(page);
		await showTab(panel, 'Listeners');
		// The second time the scripts come out of the browser's cache.
		for (let load = 0; load < 2; load++) {
			await tab.reload();
			await readUntil(panel, 'Listeners', (rows) => both(rows, /weak/));
			expect(await note(panel)).toBe('');
		}
	});

	test('that cannot be fetched any more are named, with the reason', async () => {
		const { page, remote } = putPage(stage, 'gone');
		const tab = await stage.openTab();
		await tab.goto(page);
		stage.sites.put('metrics', '/gone.js', { body: 'gone', status: 410 });
		const panel = await tab.openPanel();
		await showTab(panel, 'Listeners');
		if (stage.browser.name === 'chromium') {
			await readUntil(panel, 'Listeners', (rows) => both(rows, /weak/));
			return;
		}
		await panel.waitFor(
			() => document.querySelector('.missing-scripts')?.textContent?.startsWith('2 listeners'),
			[],
		);
		await panel.click({ role: 'button', name: 'Fetch scripts' });
		await panel.waitFor(() => document.querySelector('.missing-scripts .bad-text') !== null, []);
		expect(await note(panel)).toContain('1 script could not be fetched.');
		await panel.click({ role: 'row', includes: 'onRemote' });
		const told = await panel.waitFor(
			() => document.querySelector('.source-note')?.textContent ?? undefined,
			[],
		);
		expect(told).toContain(remote);
		expect(told).toContain('status 410');
	});
});

describeBrowsers('the headers of a page', (stage) => {
	test('say who may frame it, without a request where the panel saw it load', async () => {
		const page = stage.sites.put('shop', '/framed-by.html', {
			body: '<script>addEventListener("message", function onAny(e) { document.body.innerHTML = e.data; });</script>',
			headers: { 'x-frame-options': 'DENY', 'cross-origin-opener-policy': 'same-origin' },
		});
		const tab = await stage.openTab();
		await tab.goto(page);
		const panel = await tab.openPanel();
		await showTab(panel, 'Listeners');
		await panel.click({ role: 'row', includes: 'onAny' });
		await panel.find({ role: 'button', name: 'Look up the headers' });
		await tab.reload();
		// The listener of the page that was left goes with its details.
		await panel.waitFor(() => !document.querySelector('.verdict-more'), []);
		await panel.click({ role: 'row', includes: 'onAny' });
		const told = await panel.waitFor((): string | undefined => {
			const text = document.querySelector('.verdict-more')?.textContent ?? '';
			return text.includes('X-Frame-Options') ? text : undefined;
		}, []);
		expect(told).toContain('X-Frame-Options: DENY');
		expect(told).toContain('Cross-Origin-Opener-Policy: same-origin');
	});
});
