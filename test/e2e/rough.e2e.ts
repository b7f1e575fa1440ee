import { expect, test } from 'vitest';
import { describeBrowsers } from '../helpers/describe-browsers.ts';
import { cell, filterBy, readRows, readUntil, rowCount, showTab, statusOf } from '../helpers/panel-reader.ts';

const FLOOD = 20_000;

describeBrowsers('rough pages', (stage) => {
	test('that flood before the panel opens have their latest kept, and the rest counted', async () => {
		const url = stage.sites.put(
			'shop',
			'/early-flood.html',
			`<script>
				window.got = 0;
				onmessage = () => { got++; };
				for (let i = 0; i < 5000; i++) postMessage('early ' + i, '*');
			</script>`,
		);
		const tab = await stage.openTab();
		await tab.goto(url);
		await tab.waitFor(() => (window as unknown as { got: number }).got === 5000, []);
		const panel = await tab.openPanel();
		await filterBy(panel, 'kind:message');
		const kept = await readUntil(panel, 'Timeline', (rows) => rows.length >= 200, 30_000);
		expect(kept.length).toBeLessThanOrEqual(5000);
		const origin = stage.sites.origin('shop').replace('http://', '');
		expect(new Set(kept.map((row) => cell(row, 'origin')))).toEqual(new Set([origin]));
		expect(kept.filter((row) => /disputed|hidden/i.test(cell(row, 'data')))).toEqual([]);
		expect(await statusOf(panel)).toMatch(/dropped/i);
		await tab.evaluate(() => postMessage('after the flood', '*'));
		await filterBy(panel, 'kind:message "after the flood"');
		await readRows(panel, 'Timeline', 1);
	});

	test('post what is cyclic, huge or cannot be cloned, and throw in getters, as without the extension', async () => {
		const url = stage.sites.put(
			'shop',
			'/rough.html',
			`<title>Rough</title><script>
				window.errors = [];
				window.got = [];
				window.onerror = (text) => { errors.push(String(text)); };
				const attempt = (value) => { try { postMessage(value, '*'); } catch (error) { errors.push(error.name); } };
				addEventListener('message', (event) => { got.push(typeof event.data); });
				addEventListener('message', () => { throw new TypeError('of the page'); });
				window.go = () => {
					const cycle = []; cycle.push(cycle);
					attempt(cycle);
					attempt('x'.repeat(8_000_000));
					attempt(() => {});
					attempt({ get bad() { throw new RangeError('getter'); } });
					attempt(Symbol('no'));
					attempt(document);
					attempt(Array.from({ length: 200_000 }, (_, i) => ({ i })));
					attempt('last');
				};
			</script>`,
		);
		const { tab, panel } = await stage.inspect(url);
		await filterBy(panel, 'kind:message');
		await tab.evaluate(() => (window as unknown as { go(): void }).go());
		const got = await tab.waitFor(() => {
			const page = window as unknown as { got: string[] };
			return page.got.length === 4 && page.got;
		}, []);
		expect(got).toEqual(['object', 'string', 'object', 'string']);
		const errors = await tab.evaluate(() => (window as unknown as { errors: string[] }).errors);
		const cloning = errors.filter((name) => !name.includes('of the page'));
		expect(cloning).toEqual(['DataCloneError', 'RangeError', 'DataCloneError', 'DataCloneError']);
		expect(errors.filter((text) => text.includes('of the page'))).toHaveLength(4);

		const rows = await readRows(panel, 'Timeline', 4);
		expect(cell(rows[3], 'data')).toContain('last');
		expect(cell(rows[1], 'size')).toMatch(/^(7\.6|8\.0|8) MB/);
		expect(await statusOf(panel)).not.toMatch(/fault/i);
	});

	test('that flood lose nothing while the panel watches', async () => {
		const url = stage.sites.put(
			'shop',
			'/flood.html',
			`<title>Flood</title><script>
				window.got = 0;
				onmessage = () => { got++; };
				window.flood = (count) => { for (let i = 0; i < count; i++) postMessage('drop ' + i, '*'); };
			</script>`,
		);
		const { tab, panel } = await stage.inspect(url);
		await showTab(panel, 'Timeline');
		await filterBy(panel, 'kind:message');
		await tab.evaluate((count) => (window as unknown as { flood(count: number): void }).flood(count), FLOOD);
		await tab.waitFor((count) => (window as unknown as { got: number }).got === count, [FLOOD], 30_000);
		await expect.poll(() => rowCount(panel), { timeout: 30_000 }).toBe(FLOOD);
		expect(await statusOf(panel)).not.toMatch(/dropped|extension/i);
		// Not only the number: the ends and the order in between, by a filter.
		await filterBy(panel, 'kind:message /drop (0|777|9999|19999)"?$/');
		const picked = await readRows(panel, 'Timeline', 4);
		expect(picked.map((row) => cell(row, 'data').replace(/"/g, ''))).toEqual(
			[0, 777, 9_999, 19_999].map((i) => `drop ${i}`),
		);
	});

	test('that navigate in the middle of a burst break nothing', async () => {
		const url = stage.sites.put(
			'shop',
			'/leaving.html',
			`<script>
				onmessage = () => {};
				if (!location.search) {
					for (let i = 0; i < 500; i++) postMessage('burst ' + i, '*');
					location.search = '?arrived';
				} else postMessage('arrived', '*');
			</script>`,
		);
		const { tab, panel } = await stage.inspect(url);
		await filterBy(panel, 'kind:message arrived');
		await tab.waitFor(() => location.search === '?arrived', []);
		await readRows(panel, 'Timeline', 1);
	});
});
