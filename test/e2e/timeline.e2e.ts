import { expect, test } from 'vitest';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import { describeBrowsers, type Stage } from '../helpers/describe-browsers.ts';
import { cell, filterBy, readGridUntil, readRows, rowCount } from '../helpers/panel-reader.ts';

/** A page that posts messages of three types and sizes to itself, and more when told. */
const put = (stage: Stage): string =>
	stage.sites.put(
		'shop',
		'/types.html',
		`<title>Types</title><script>
			window.count = 0;
			addEventListener('message', function onAny(event) { count++; });
			const say = (type, text) => postMessage({ type, text, id: type === 'beta' ? 7 : undefined }, '*');
			say('gamma', 'x'); say('alpha', 'xx'.repeat(40)); say('beta', 'xxx'); say('beta', 'needle');
			say('alpha', 'x'.repeat(4000) + 'far needle');
			window.late = () => say('late', 'x'.repeat(4000) + 'far needle');
			window.flood = (n) => { for (let i = 0; i < n; i++) postMessage(i, '*'); };
		</script>`,
	);

interface Opened {
	panel: PanelHandle;
	flood(n: number): Promise<void>;
	late(): Promise<void>;
}

/** The page in a tab of its own, whose panel opens when it has posted, or with the panel that is open. */
async function open(stage: Stage, late = false): Promise<Opened> {
	const { tab, panel: early } = late
		? { tab: await stage.openTab(), panel: undefined }
		: await stage.inspect(put(stage));
	if (late) await tab.goto(put(stage));
	await tab.waitFor(() => (window as unknown as { count: number }).count === 5, []);
	const call = (name: string, n: number): Promise<void> =>
		tab.evaluate(
			(method, count) => (window as unknown as Record<string, (n: number) => void>)[method]?.(count),
			name,
			n,
		);
	return {
		panel: early ?? (await tab.openPanel()),
		flood: (n) => call('flood', n),
		late: () => call('late', 0),
	};
}

const types = async (panel: PanelHandle, list: string): Promise<void> => {
	const rows = await readGridUntil(
		panel,
		'Timeline',
		(all) => all.map((row) => cell(row, 'type')).join() === list,
	);
	expect(rows).toHaveLength(5);
};
const filterText = (panel: PanelHandle): Promise<string> =>
	panel.evaluate(() => document.querySelector<HTMLInputElement>('[role=searchbox]')?.value ?? '');
const sorted = (panel: PanelHandle, column: string, order: string): Promise<unknown> =>
	panel.waitFor(
		(name, wanted) =>
			document.querySelector(`[role=columnheader][aria-sort=${wanted}]`)?.textContent === name,
		[column, order],
	);

describeBrowsers('the timeline', (stage) => {
	test('is sorted by clicks and keys, and filtered by a cell', async () => {
		const { panel } = await open(stage, true);
		await filterBy(panel, 'kind:message');
		await readRows(panel, 'Timeline', 5);
		await panel.click({ role: 'button', name: 'Type' });
		await sorted(panel, 'Type', 'ascending');
		await types(panel, 'alpha,alpha,beta,beta,gamma');
		// Above the first row is the header; there Enter sorts.
		await panel.click({ role: 'row', includes: 'alpha' });
		await panel.press('Home');
		await panel.press('ArrowUp');
		const active = (): Promise<string> =>
			panel.evaluate(() => {
				const id = document.querySelector('[role=grid]')?.getAttribute('aria-activedescendant') ?? '';
				return document.getElementById(id)?.textContent ?? '';
			});
		expect(await active()).toBe('Time');
		await panel.press('Enter');
		await sorted(panel, 'Time', 'ascending');
		await panel.press('Enter');
		await sorted(panel, 'Time', 'descending');
		await panel.press('ArrowDown');
		await panel.waitFor(
			() => document.querySelector('[aria-selected=true][role=row]')?.getAttribute('aria-rowindex') === '2',
			[],
		);
		for (let i = 0; i < 9 && !(await active()).startsWith('shop.test'); i++) await panel.press('ArrowRight');
		await panel.press('Enter', ['Alt']);
		await panel.waitFor(
			() =>
				document.querySelector<HTMLInputElement>('[role=searchbox]')?.value.startsWith('kind:message from:'),
			[],
		);
		await panel.press('Escape');
		const rows = await readRows(panel, 'Timeline', 5);
		expect(rows.map((row) => cell(row, 'type')).join()).toBe('alpha,beta,beta,alpha,gamma');
	});

	test('keeps Escape to itself: the browser’s console stays shut, and what is typed goes on where it was', async () => {
		const { panel } = await open(stage, true);
		const height = await panel.evaluate(() => innerHeight);
		await filterBy(panel, 'type:gamma kind');
		await panel.type(':');
		await panel.find({ role: 'option', includes: 'kind:message' });
		await panel.press('Escape');
		await panel.waitFor(() => !document.querySelector('[role=option]') && document.hasFocus(), []);
		await panel.type('message');
		await panel.waitFor(
			(wanted) => document.querySelector<HTMLInputElement>('[role=searchbox]')?.value === wanted,
			['type:gamma kind:message'],
		);
		await readRows(panel, 'Timeline', 1);
		await panel.click({ role: 'row', includes: 'gamma' });
		const columns = (expanded: string): Promise<unknown> =>
			panel.waitFor(
				(wanted) => document.hasFocus() && document.activeElement?.matches(`[aria-expanded=${wanted}]`),
				[expanded],
			);
		await panel.click({ role: 'button', name: 'Columns' });
		await columns('true');
		await panel.press('Escape');
		await columns('false');
		await panel.click({ role: 'searchbox', name: 'Filter' });
		await panel.press('Escape');
		await panel.waitFor(() => document.hasFocus() && document.activeElement?.matches('.grid'), []);
		expect([await filterText(panel), await panel.evaluate(() => innerHeight)]).toEqual(['', height]);
	});

	test('finds words beyond the beginning that was recorded, and keeps filters under names', async () => {
		const { panel, late } = await open(stage, true);
		await late();
		await filterBy(panel, '"far needle" type:');
		await panel.type('l');
		await panel.find({ role: 'option', includes: 'type:late' });
		await filterBy(panel, '"far needle" is');
		await panel.type(':');
		await panel.find({ role: 'option', includes: 'is:foreign' });
		await panel.press('Escape');
		await panel.find({ role: 'alert', includes: 'is' });
		await filterBy(panel, '"far needle"');
		const found = await readRows(panel, 'Timeline', 2);
		expect(found.map((row) => [cell(row, 'kind'), cell(row, 'type')])).toEqual([
			['send', 'late'],
			['message', 'late'],
		]);
		// Of the long one from before the panel was opened, the page has kept the beginning alone.
		await panel.find({ role: 'status', includes: 'only the beginning of 1 payload searched' });
		await panel.click({ role: 'button', name: 'Saved filters' });
		await panel.waitFor(() => document.activeElement?.matches('.saved-form input'), []);
		await panel.press('a', ['Control']);
		await panel.type('Far away');
		await panel.press('Enter');
		await panel.find({ role: 'button', includes: 'Far away' });
		await panel.press('Escape');
		await filterBy(panel, 'nothing at all');
		await readRows(panel, 'Timeline', 0);
		await panel.click({ role: 'button', name: 'Saved filters' });
		await panel.click({ role: 'button', includes: 'Far away' });
		await readRows(panel, 'Timeline', 2);
		await panel.click({ role: 'button', name: 'Saved filters' });
		await panel.click({ role: 'button', name: 'Forget the filter Far away' });
		await panel.waitFor(
			() =>
				!document.body.textContent?.includes('Far away') ||
				document.querySelector('[aria-live]')?.textContent,
			[],
		);
		expect(await filterText(panel)).toBe('"far needle"');
	});

	test('shows conversations together, folded and unfolded by keys', async () => {
		const { panel } = await open(stage);
		await filterBy(panel, 'kind:message');
		await readRows(panel, 'Timeline', 5);
		await panel.click({ role: 'button', name: 'Group by conversation' });
		await panel.find({ selector: '[role=treegrid]' });
		const lines = (count: number): Promise<unknown> =>
			panel.waitFor(
				(wanted) =>
					document.querySelector('[role=treegrid]')?.getAttribute('aria-rowcount') === String(wanted),
				[count + 1],
			);
		// Two conversations: of the window with itself, and the two messages with one id.
		await lines(7);
		await panel.click({ selector: '[aria-level="1"]' });
		await lines(4);
		await panel.press('ArrowRight');
		await lines(7);
		await panel.click({ role: 'button', name: 'Group by conversation' });
		await panel.find({ selector: '[role=grid]' });
	});

	test('stays where a person scrolled, and leads back to what came', async () => {
		const { panel, flood } = await open(stage);
		await filterBy(panel, 'kind:message');
		await flood(200);
		await panel.waitFor(
			() => document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') === '206',
			[],
		);
		const middle = await panel.evaluate(() => {
			const box = document.querySelector('[role=grid]')?.getBoundingClientRect();
			return { x: (box?.left ?? 0) + 100, y: (box?.top ?? 0) + 80 };
		});
		await panel.wheel(middle.x, middle.y, -600);
		await panel.waitFor(() => {
			const grid = document.querySelector('[role=grid]');
			return grid && grid.scrollTop + grid.clientHeight < grid.scrollHeight - 100;
		}, []);
		await flood(30);
		await panel.find({ role: 'button', includes: '30' });
		await panel.click({ role: 'button', includes: '30' });
		await panel.find({ selector: '[role=row][aria-rowindex="236"]' });
		expect(await rowCount(panel)).toBe(235);
		await flood(3);
		await panel.waitFor(() => {
			const grid = document.querySelector('[role=grid]');
			const atEnd = grid && grid.scrollTop + grid.clientHeight >= grid.scrollHeight - 2;
			return atEnd && grid.getAttribute('aria-rowcount') === '239';
		}, []);
	});

	test('shows a message as a tree that is searched and copied, as bytes, and against the one before', async () => {
		const { panel, flood } = await open(stage);
		await filterBy(panel, 'type:beta');
		await panel.click({ role: 'row', includes: 'needle' });
		await panel.click({ role: 'searchbox', name: 'Search in data' });
		await panel.type('need');
		await panel.waitFor(() => document.querySelector('.node-current')?.textContent?.includes('needle'), []);
		await panel.click({ role: 'button', name: 'Copy: Data' });
		await panel.waitFor(
			() => document.querySelector('.app > [aria-live]')?.textContent?.includes('Copied'),
			[],
		);
		// What was copied is what is pasted.
		await filterBy(panel, '');
		await panel.click({ role: 'searchbox', name: 'Search in data' });
		await panel.press('a', ['Control']);
		await panel.press('v', ['Control']);
		await panel.waitFor(
			() => document.querySelector<HTMLInputElement>('.tree-search input')?.value.includes('"needle"'),
			[],
		);
		await panel.click({ role: 'tab', includes: 'Diff' });
		await panel.waitFor(() => {
			const cells = [...document.querySelectorAll('.diff tbody tr > *')].map((each) => each.textContent);
			return cells.join(' ') === '$.text − xxx + needle';
		}, []);
		await panel.click({ role: 'tab', includes: 'Replies' });
		await panel.waitFor(() => document.querySelectorAll('.chain-row').length >= 2, []);
		// In a narrow panel details take half of the list's room: the row they are of stays in sight.
		await filterBy(panel, 'kind:message');
		await flood(60);
		await panel.click({ role: 'button', name: 'Close details' });
		await panel.resize(640, 620);
		await panel.find({ selector: '[role=grid][aria-rowcount="66"]' });
		await panel.click({ selector: '[role=grid]' });
		await panel.press('End');
		await panel.waitFor(() => {
			const list = document.querySelector('[role=grid]')?.getBoundingClientRect();
			const row = document.querySelector('[role=row][aria-selected=true]')?.getBoundingClientRect();
			const details = document.querySelector('.detail')?.getBoundingClientRect();
			return list && row && details && row.bottom <= list.bottom + 1 && list.bottom <= details.top;
		}, []);
		// Where its tabs have no room they are scrolled to the one that is chosen; nothing is pushed out of sight for good.
		await panel.click({ role: 'tab', includes: 'About' });
		// No window of Firefox is that narrow.
		await panel.evaluate(() =>
			document.querySelector<HTMLElement>('.app')?.style.setProperty('width', '300px'),
		);
		await panel.click({ role: 'tab', includes: 'Data' });
		await panel.evaluate(() => document.querySelector<HTMLElement>('.detail-bar .tool:last-child')?.focus());
		const [bar, tabs, moved] = await panel.waitFor(() => {
			const [line, tabList] = ['.detail-bar', '.detail-bar .tabs'].map((part) =>
				document.querySelector(part),
			);
			if (!line || !tabList || line.clientWidth > 300) return undefined;
			const over = (part: Element): boolean => part.scrollWidth > part.clientWidth;
			const parts = [line, ...document.querySelectorAll('.split-part')];
			return [over(line), over(tabList), parts.some(({ scrollLeft }) => scrollLeft > 0)];
		}, []);
		expect({ bar, tabs, moved }).toEqual({ bar: false, tabs: true, moved: false });
		// The part of the data that the keyboard comes to is not below the field that looks through it.
		await filterBy(panel, 'type:beta');
		await panel.click({ role: 'row', includes: 'needle' });
		const isFree = await panel.waitFor(() => {
			document.querySelector<HTMLElement>('.detail')?.style.setProperty('height', '70px');
			const items = [...document.querySelectorAll<HTMLElement>('.detail [role=treeitem]')];
			if (items.length < 3) return undefined;
			for (const item of [items.at(-1), items[0]]) item?.focus();
			const line = items[0]?.querySelector('.node-line')?.getBoundingClientRect();
			const field = document.querySelector('.tree-search')?.getBoundingClientRect();
			return { is: (line?.top ?? 0) >= (field?.bottom ?? 0) - 1 };
		}, []);
		expect(isFree).toEqual({ is: true });
	});
});
