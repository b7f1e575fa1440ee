import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { describeBrowsers } from '../helpers/describe-browsers.ts';
import { cell, filterBy, type Row, readUntil } from '../helpers/panel-reader.ts';

const read = (name: string): string =>
	readFileSync(fileURLToPath(new URL(`../../${name}`, import.meta.url)), 'utf8');

test('one manifest, as it is in the sources, is built for both browsers', () => {
	const manifest = JSON.parse(read('dist/extension/manifest.json'));
	expect(manifest).toEqual(JSON.parse(read('manifest.json')));
	expect(manifest.background).toMatchObject({ service_worker: 'background.js', scripts: ['background.js'] });
	const scripts: { js: string[]; world?: string }[] = manifest.content_scripts;
	// The hand-over needs the page's script to run right before the relay.
	expect(scripts.map(({ js, world }) => [js, world])).toEqual([
		[['page.js'], 'MAIN'],
		[['relay.js'], undefined],
	]);
});

describeBrowsers('every kind of frame', (stage) => {
	test('is hooked before its first script, with the hand-over done', async () => {
		const talk = (name: string) =>
			`<title>${name}</title><script>addEventListener("message", function first_${name}(e) { e.data }); ` +
			`postMessage("hello from ${name}", "*")</script>`;
		stage.sites.put('pay', '/frame.html', talk('cross'));
		stage.sites.put('shop', '/frame.html', talk('same'));
		const quoted = (name: string): string => talk(name).replaceAll('"', '&quot;');
		const url = stage.sites.put(
			'shop',
			'/frames.html',
			`${talk('top')}
			<iframe src="{{pay}}/frame.html"></iframe>
			<iframe src="/frame.html"></iframe>
			<iframe srcdoc="${quoted('srcdoc')}"></iframe>
			<iframe sandbox="allow-scripts" srcdoc="${quoted('sandboxed')}"></iframe>
			<iframe src="data:text/html,${quoted('data').replaceAll('&quot;', "'")}"></iframe>
			<script>
				const blob = document.createElement('iframe');
				blob.src = URL.createObjectURL(new Blob([${JSON.stringify(talk('blob')).replaceAll('</', '<\\/')}], { type: 'text/html' }));
				document.body.append(blob);
				const blank = document.createElement('iframe');
				document.body.append(blank);
				blank.contentWindow.onmessage = () => {};
				blank.contentWindow.postMessage('hello from blank', '*');
			</script>`,
		);
		const tab = await stage.openTab();
		await tab.goto(url);
		const panel = await tab.openPanel();
		const kinds = ['top', 'cross', 'same', 'srcdoc', 'sandboxed', 'data', 'blob', 'blank'];
		await filterBy(panel, 'kind:message hello');
		const previews = (rows: Row[]): string[] =>
			rows.map((row) => cell(row, 'data').replace(/"/g, '').replace('hello from ', '')).sort();
		const rows = await readUntil(panel, 'Timeline', (all) => all.length >= kinds.length);
		expect(previews(rows)).toEqual([...kinds].sort());
		await filterBy(panel, '');
		const names = (all: Row[]): string[] =>
			all.flatMap((row) => /first_(\w+)/.exec(Object.values(row).join(' '))?.[1] ?? []).sort();
		const known = kinds.filter((kind) => kind !== 'blank').sort();
		const listeners = await readUntil(panel, 'Listeners', (all) => names(all).length >= known.length);
		expect(names(listeners)).toEqual(known);

		// Loaded with the panel open, each has what its listener did on record, from its first message on.
		await filterBy(panel, 'kind:message hello');
		await tab.reload();
		const ran = (all: Row[]): string[] =>
			all.map((row) => `${previews([row])[0]} ${cell(row, 'ran')}`).sort();
		// The empty frame's listener was there before any script of an extension.
		const wanted = kinds.map((kind) => `${kind} ${kind === 'blank' ? '?' : 1}`).sort();
		await readUntil(panel, 'Timeline', (all) => ran(all).join() === wanted.join());
	});

	test('is watched when it is made while the panel is open, and never gets a page', async () => {
		const tab = await stage.openTab();
		await tab.goto(stage.sites.put('shop', '/bare.html', '<title>Bare</title>'));
		const panel = await tab.openPanel();
		await panel.find({ role: 'grid', name: 'Timeline' });
		await tab.evaluate(() => {
			const frame = document.createElement('iframe');
			document.body.append(frame);
			const inner = frame.contentWindow as Window & typeof globalThis;
			setTimeout(() =>
				inner.eval("addEventListener('message', function hearInside(e) { document.title = e.data; })"),
			);
		});
		await readUntil(panel, 'Listeners', (all) =>
			all.some((row) => cell(row, 'where').includes('hearInside')),
		);
		await tab.evaluate(() => window[0]?.postMessage('to the empty one', '*'));
		await readUntil(panel, 'Timeline', (all) =>
			all.some((row) => cell(row, 'data').includes('to the empty one') && cell(row, 'ran') === '1'),
		);
	});
});
