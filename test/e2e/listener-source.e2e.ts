import { buildSync } from 'esbuild';
import { expect, test } from 'vitest';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import { describeBrowsers } from '../helpers/describe-browsers.ts';
import { showTab } from '../helpers/panel-reader.ts';

const original = `const TRUSTED = /^https:\\/\\/partner\\.example/;
let accepted = 0;
export function onOrderMessage(event) {
	// Anybody may register partner.example.evil.test.
	if (!TRUSTED.test(event.origin)) return;
	accepted += 1;
	document.querySelector('#order').innerHTML = event.data.html;
}
export function count() {
	return accepted;
}
window.addEventListener('message', onOrderMessage);
window.orders = { count, onOrderMessage };
`;

function bundle(sourcemap: 'external' | 'inline' | false): { script: string; map: string } {
	const { outputFiles } = buildSync({
		stdin: { contents: original, sourcefile: 'src/orders.js' },
		bundle: true,
		format: 'iife',
		minify: true,
		sourcemap,
		write: false,
		outdir: '/out',
	});
	const text = (end: string): string => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
	return { script: text('.js'), map: text('.map') };
}
const js = { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'max-age=600' };

interface Seen {
	form: string;
	/** Text of the lines that decided the verdict, and of the marked stretches. */
	lines: string[];
	deciding: string;
	uses: string;
	registered: string;
	notes: string;
}

/** What the source view shows once it shows something in this form. */
const seen = (panel: PanelHandle, form: string): Promise<Seen> =>
	panel.waitFor(
		(wanted): Seen | undefined => {
			const texts = (selector: string): string[] =>
				[...document.querySelectorAll(selector)].map(({ textContent }) => textContent ?? '');
			const source = document.querySelector<HTMLElement>('.source');
			const lines = texts('.cm-deciding-line');
			if (source?.dataset['form'] !== wanted || lines.length === 0) return undefined;
			return {
				form: wanted,
				lines,
				deciding: texts('.cm-deciding').join(''),
				uses: texts('.cm-use').join(''),
				registered: texts('.cm-registered').join(''),
				notes: texts('.source-note').join(' '),
			};
		},
		[form],
		30_000,
	);

describeBrowsers('the source of a listener', (stage) => {
	const open = async (name: string, script: string, row: string): Promise<PanelHandle> => {
		stage.sites.put('shop', `/${name}.min.js`, { body: script, headers: js });
		const page = stage.sites.put(
			'shop',
			`/${name}.html`,
			`<!doctype html><div id="order"></div><script src="/${name}.min.js"></script>`,
		);
		const { panel } = await stage.inspect(page);
		await showTab(panel, 'Listeners');
		await panel.click({ role: 'row', includes: row });
		return panel;
	};

	test('is shown as it was written where the script brings its source map', async () => {
		const panel = await open('mapped', bundle('inline').script, 'mapped.min.js');
		const shown = await seen(panel, 'original');
		expect(shown.lines).toEqual(['\tif (!TRUSTED.test(event.origin)) return;']);
		expect(shown.uses).toContain('innerHTML');
		expect(shown.registered).toMatch(/addEventListener|window/);
		const name = await panel.evaluate(() => document.querySelector('.source-name')?.textContent);
		expect(name).toContain('orders.js');
		await panel.click({ role: 'button', includes: 'Pretty-printed' });
		expect((await seen(panel, 'pretty')).lines[0]).toMatch(/\.test\(\w+\.origin\)/);
		// The panel goes on with the form chosen last.
		await panel.click({ role: 'button', includes: 'Original' });
		await seen(panel, 'original');
	});

	test('asks before it requests a source map', async () => {
		const { script, map } = bundle('external');
		const url = stage.sites.put('metrics', '/asked.map', {
			body: map,
			headers: { 'access-control-allow-origin': '*', 'content-type': 'application/json' },
		});
		const panel = await open('asked', `${script}\n//# sourceMappingURL=${url}`, 'asked.min.js');
		// Of another origin: the browser's cache is not the page's to read.
		await panel.find({ role: 'button', name: 'Load source map' });
		expect((await seen(panel, 'pretty')).notes).toContain('metrics.test');
		await panel.click({ role: 'button', name: 'Load source map' });
		expect((await seen(panel, 'original')).lines).toEqual(['\tif (!TRUSTED.test(event.origin)) return;']);
	});

	test('says what is wrong with a source map', async () => {
		const { script, map } = bundle('external');
		const inline = `data:application/json;base64,${Buffer.from(map.slice(0, -9)).toString('base64')}`;
		const panel = await open('broken', `${script}\n//# sourceMappingURL=${inline}`, 'broken.min.js');
		expect((await seen(panel, 'pretty')).notes).toContain('incomplete');
	});

	test('that is minified is printed readably, with its marks at the right places', async () => {
		const { script } = bundle(false);
		const panel = await open('orders', script, 'orders.min.js');
		const pretty = await seen(panel, 'pretty');
		expect(pretty.lines).toHaveLength(1);
		expect(pretty.lines[0]?.trim()).toMatch(/^\w+\.test\(\w+\.origin\)/);
		expect(pretty.uses).toMatch(/innerHTML/);
		expect(pretty.registered).toMatch(/addEventListener|window/);

		// A reason leads to its place, and the place shown is that of the script as it runs.
		await panel.click({ selector: '.verdict-more .place-link' });
		const place = await panel.waitFor(() => document.querySelector('.source-place')?.textContent ?? '', []);
		const [, line, column] = /orders\.min\.js:(\d+):(\d+)$/.exec(place) ?? [];
		const there = script.split('\n')[Number(line) - 1]?.slice(Number(column) - 1);
		expect(there).toMatch(/^\w+\.test\(\w+\.origin\)/);

		await panel.click({ role: 'button', includes: 'As run' });
		const plain = await seen(panel, 'script');
		expect(plain.deciding.replace(/\s/g, '')).toBe(pretty.deciding.replace(/\s/g, ''));
		await panel.click({ role: 'button', includes: 'Pretty-printed' });
		expect((await seen(panel, 'pretty')).deciding).toBe(pretty.deciding);

		// The editor has its own search, which does not lead to the panel's filter.
		await panel.click({ selector: '.cm-deciding' });
		await panel.press('f', ['Control']);
		await panel.click({ selector: '.cm-search input' });
		await panel.type('innerHTML');
		await panel.waitFor(() => document.querySelector('.cm-searchMatch')?.textContent === 'innerHTML', []);
	});
});
