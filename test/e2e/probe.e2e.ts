import { expect, test } from 'vitest';
import type { Tab } from '../../src/cli/browsers/browser.ts';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import { describeBrowsers } from '../helpers/describe-browsers.ts';
import { readUntil, statusOf } from '../helpers/panel-reader.ts';

const PAGE = `<title>Probe</title><div id="out">as it was</div><script>
	function open(event) {
		if (event.data.type !== 'show') return;
		document.getElementById('out').innerHTML = event.data.html;
		localStorage.setItem('probed', event.data.html);
	}
	addEventListener('message', open);
	window.retire = () => removeEventListener('message', open);
	addEventListener('message', function shut(event) {
		if (event.origin !== 'https://partner.example') return;
		document.getElementById('out').textContent = event.data.html;
	});
</script>`;

/** Opens the probe of a listener, by the name of its function. */
async function openProbe(panel: PanelHandle, name: string): Promise<void> {
	await panel.click({ role: 'row', includes: name });
	await panel.click({ role: 'tab', name: 'Probe' });
	await panel.find({ role: 'button', name: 'Probe now' });
	// The code has been read for what it looks for.
	await panel.waitFor(() => {
		const { body } = document;
		return body.textContent?.includes('Active test') && !body.textContent.includes('Reading the code');
	}, []);
}

const untouched = (tab: Tab): Promise<unknown[]> =>
	tab.evaluate(() => [
		document.getElementById('out')?.outerHTML,
		document.body.children.length,
		document.documentElement.children.length,
		Object.keys(localStorage),
	]);

describeBrowsers('the probe of a listener', (stage) => {
	test('confirms an open one and refutes a right one, and the page stays as it was', async () => {
		const tab = await stage.openTab();
		await tab.goto(stage.sites.put('shop', '/probe.html', PAGE));
		const before = await untouched(tab);
		const panel = await tab.openPanel();
		await readUntil(panel, 'Listeners', (rows) => rows.length === 2);

		await openProbe(panel, 'open');
		// Made from the code: the handler looks for this type.
		await panel.waitFor(() => document.querySelector('textarea')?.value.includes('"show"'), []);
		await panel.click({ role: 'button', name: 'Probe now' });
		expect(await panel.text({ selector: '[role=status] .badge' })).toBe('confirmed');
		const table = await panel.text({ selector: '.probing-table' });
		expect(table).toMatch(/https:\/\/attacker\.example/);
		expect(table).toMatch(/innerHTML\s+held back/);
		expect(table).toMatch(/localStorage\s+held back/);

		await openProbe(panel, 'shut');
		await panel.click({ role: 'button', name: 'Probe now' });
		expect(await panel.text({ selector: '[role=status] .badge' })).toBe('refuted');
		await panel.click({ role: 'tab', name: 'Verdict' });
		expect(await panel.text({ selector: '.detail .notice' })).toContain('it turned away a message');
		expect(await untouched(tab)).toEqual(before);
		// The frame that a probe comes from is none of the page's.
		expect(await statusOf(panel)).not.toContain('not watched');
	});

	test('says what is wrong with a message, and that the listener is gone', async () => {
		const tab = await stage.openTab();
		await tab.goto(stage.sites.put('shop', '/probe-gone.html', PAGE));
		const panel = await tab.openPanel();
		await readUntil(panel, 'Listeners', (rows) => rows.length === 2);
		await openProbe(panel, 'open');
		await panel.click({ role: 'textbox', name: 'Message' });
		await panel.press('a', ['Control']);
		await panel.type('{ type: }');
		expect(await panel.text({ selector: '#probing-text-problem' })).toContain('Line 1, column 9');
		expect(
			await panel.evaluate(() =>
				[...document.querySelectorAll('button')].some(
					({ textContent, disabled }) => textContent === 'Probe now' && disabled,
				),
			),
		).toBe(true);

		await panel.press('Backspace');
		await panel.type('1 }');
		await tab.evaluate(() => (window as unknown as { retire(): void }).retire());
		await panel.press('Enter', ['Control']);
		expect(await panel.text({ selector: '.probing-actions .bad-text' })).toContain('This listener is gone');
	});
});
