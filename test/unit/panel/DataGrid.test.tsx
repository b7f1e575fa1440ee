// @vitest-environment happy-dom

import { render } from 'preact';
import { useState } from 'preact/hooks';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fitting } from '../../../panel/ui/columns.ts';
import { DataGrid } from '../../../panel/ui/DataGrid.tsx';
import { DetailFrame } from '../../../panel/views/detail/DetailFrame.tsx';

vi.mock('webextension-polyfill', () => ({
	default: { i18n: { getMessage: (key: string, inserts: string[]) => [key, ...inserts].join(' ') } },
}));

const copied: string[] = [];
vi.mock('../../../panel/ui/copy-text.ts', () => ({ copyText: async (text: string) => copied.push(text) }));

const columns = [
	{ id: 'name', label: 'Name', width: 100, grow: true, cell: (row: number) => `row ${row}` },
	{ id: 'half', label: 'Half', width: 60, spare: 1, cell: (row: number) => row / 2 },
];
const chosen: (number | undefined)[] = [];

function Grid({ count }: { count: number }) {
	const [selected, setSelected] = useState<number | undefined>(undefined);
	const list = (
		<DataGrid
			id="things"
			label="Things"
			columns={columns}
			rows={{ count, at: (i) => (i < count ? i : undefined), keyOf: (row) => row, indexOf: (key) => key }}
			selected={selected}
			onSelect={(key) => {
				chosen.push(key);
				setSelected(key);
			}}
			widths={{}}
			onWidth={() => {}}
			empty="nothing"
		/>
	);
	const tabs = [{ id: 'all', label: 'All', content: () => 'all of it' }];
	return (
		<div class="split">
			{list}
			{selected !== undefined && <DetailFrame tabs={tabs} onClose={() => setSelected(undefined)} />}
		</div>
	);
}

const grid = (): HTMLElement => document.querySelector('[role=grid]') as HTMLElement;
const press = (key: string, held: KeyboardEventInit = {}): void => {
	act(() => {
		grid().dispatchEvent(new KeyboardEvent('keydown', { ...held, key, bubbles: true, cancelable: true }));
	});
};

beforeEach(() => {
	chosen.length = 0;
	vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(232);
	vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(400);
});
afterEach(() => {
	render(null, document.body);
	vi.restoreAllMocks();
});

describe('a list', () => {
	it('is a grid that counts all its rows and draws those in sight', () => {
		act(() => render(<Grid count={100_000} />, document.body));
		expect(grid().getAttribute('aria-label')).toBe('Things');
		expect(grid().getAttribute('aria-rowcount')).toBe('100001');
		const heads = [...grid().querySelectorAll('[role=columnheader]')].map((head) => head.textContent);
		expect(heads).toEqual(['Name', 'Half']);
		const rows = [...grid().querySelectorAll('[role=row][aria-selected]')];
		expect(rows.length).toBe(12);
		expect(rows[3]?.getAttribute('aria-rowindex')).toBe('5');
		expect([...(rows[3]?.querySelectorAll('[role=gridcell]') ?? [])].map((cell) => cell.textContent)).toEqual(
			['row 3', '1.5'],
		);
	});

	it('draws only the lines anew that come into sight when it is scrolled', () => {
		const drawn: number[] = [];
		const spy = vi.spyOn(columns[0] as (typeof columns)[0], 'cell').mockImplementation((row) => {
			drawn.push(row);
			return `row ${row}`;
		});
		const frames: (() => void)[] = [];
		vi.stubGlobal('requestAnimationFrame', (draw: () => void) => frames.push(draw));
		act(() => render(<Grid count={100} />, document.body));
		drawn.length = 0;
		act(() => {
			grid().scrollTop = 63;
			grid().dispatchEvent(new Event('scroll'));
			for (const draw of frames.splice(0)) draw();
		});
		expect(drawn).toEqual([12, 13, 14]);
		const shown = [...grid().querySelectorAll('[role=row][aria-selected]')];
		const indexes = shown.map((row) => Number(row.getAttribute('aria-rowindex')) - 2);
		expect(indexes.sort((a, b) => a - b)).toEqual(Array.from({ length: shown.length }, (_, i) => i + 1));
		spy.mockRestore();
		vi.unstubAllGlobals();
	});

	it('is walked, opened and left by the keyboard', () => {
		act(() => render(<Grid count={50} />, document.body));
		for (const key of ['ArrowDown', 'ArrowDown', 'End', 'ArrowDown', 'ArrowUp', 'Home', 'PageDown', 'Escape'])
			press(key);
		expect(chosen).toEqual([0, 1, 49, 49, 48, 0, 9, undefined]);
	});

	it('is left for the details by Enter, and come back to by Escape and their button', () => {
		act(() => render(<Grid count={50} />, document.body));
		const detail = (): HTMLElement | null => document.querySelector('.detail');
		for (const leave of ['Escape', 'button']) {
			grid().focus();
			press('ArrowDown');
			press('Enter');
			expect(document.activeElement?.getAttribute('role')).toBe('tab');
			const key = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
			act(() => {
				if (leave === 'button') detail()?.querySelector('button')?.click();
				else document.activeElement?.dispatchEvent(key);
			});
			expect(detail()).toBe(null);
			expect(document.activeElement).toBe(grid());
		}
	});

	it('copies the selected row, or the cell that the keyboard is at', () => {
		act(() => render(<Grid count={3} />, document.body));
		copied.length = 0;
		const copy = (): void => press('c', { ctrlKey: true });
		copy();
		press('ArrowDown');
		copy();
		press('ArrowRight');
		press('ArrowRight');
		copy();
		expect(copied).toEqual(['row 0\t0', '0']);
	});

	it('copies the selected row also when it was scrolled out of sight', async () => {
		act(() => render(<Grid count={1_000} />, document.body));
		copied.length = 0;
		press('ArrowDown');
		await act(async () => {
			grid().scrollTop = 9_000;
			grid().dispatchEvent(new Event('scroll'));
			await new Promise(requestAnimationFrame);
		});
		expect(grid().querySelector('[aria-selected=true]')).toBe(null);
		press('c', { ctrlKey: true });
		expect(copied).toEqual(['row 0\t0']);
	});

	it('tells all of a cell that is cut, while it is pointed at', () => {
		act(() => render(<Grid count={3} />, document.body));
		const cell = grid().querySelector<HTMLElement>('.cell') as HTMLElement;
		const point = (type: string): void =>
			void cell.dispatchEvent(new PointerEvent(type, { bubbles: type === 'pointerover' }));
		point('pointerover');
		expect(cell.title).toBe('');
		vi.spyOn(cell, 'scrollWidth', 'get').mockReturnValue(900);
		point('pointerover');
		expect(cell.title).toBe('row 0');
		point('pointerleave');
		expect(cell.title).toBe('');
	});

	it('keeps the keys that it takes from what is around it', () => {
		const heard: string[] = [];
		const hear = ({ key }: KeyboardEvent): void => void heard.push(key);
		document.addEventListener('keydown', hear);
		act(() => render(<Grid count={3} />, document.body));
		for (const key of ['ArrowDown', 'Escape', '/', 'Escape']) press(key);
		document.removeEventListener('keydown', hear);
		// Nothing was selected any more.
		expect(heard).toEqual(['/', 'Escape']);
	});

	it('leads into its header, where columns are sorted, moved and made wider', () => {
		const done: string[] = [];
		act(() =>
			render(
				<DataGrid
					id="things"
					label="Things"
					columns={columns.map((column) => ({ ...column, sortable: column.id === 'half' }))}
					rows={{ count: 3, at: (i) => (i < 3 ? i : undefined), keyOf: (row) => row, indexOf: (key) => key }}
					selected={0}
					onSelect={(key) => done.push(`select ${key}`)}
					widths={{}}
					onWidth={(column, width) => done.push(`${column} ${width}`)}
					onSort={(column) => done.push(`sort ${column}`)}
					onMove={(column, by) => done.push(`move ${column} ${by}`)}
					onCell={(row, column, action) => done.push(`${action.do} ${row} ${column}`)}
				/>,
				document.body,
			),
		);
		const active = (): string =>
			document.getElementById(grid().getAttribute('aria-activedescendant') ?? '')?.textContent ?? '';
		press('ArrowUp');
		expect(active()).toBe('Name');
		press('Enter');
		press('ArrowRight');
		expect(active()).toBe('Half');
		press('Enter');
		press('ArrowRight', { shiftKey: true });
		// Where a column had to give way, narrower is narrower than what is seen.
		vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue({ width: 44 } as DOMRect);
		press('ArrowLeft', { shiftKey: true });
		press('ArrowLeft', { altKey: true });
		press('ArrowDown');
		expect(active()).toBe('0');
		press('Enter', { altKey: true });
		press('ArrowLeft');
		press('ArrowLeft');
		expect(active()).toBe('row 00');
		press('Enter', { altKey: true });
		expect(done).toEqual([
			'sort half',
			'things.half 70',
			'things.half 34',
			'move half -1',
			'select 0',
			'filter 0 half',
		]);
	});

	it('folds under headings as a tree does', () => {
		const done: string[] = [];
		const heading = (row: number) =>
			row === 1 ? { label: 'Group', open: true, toggle: () => done.push('toggle') } : undefined;
		const draw = (selected: number): void =>
			void act(() =>
				render(
					<DataGrid
						id="things"
						label="Things"
						columns={columns}
						rows={{
							count: 3,
							at: (i) => (i < 3 ? i : undefined),
							keyOf: (row) => row,
							indexOf: (key) => key,
							headingOf: (row) => (row === 2 ? 1 : undefined),
						}}
						selected={selected}
						onSelect={(row) => done.push(`select ${row}`)}
						widths={{}}
						onWidth={() => {}}
						heading={heading}
					/>,
					document.body,
				),
			);
		draw(1);
		const tree = document.querySelector('[role=treegrid]');
		const rows = [...(tree?.querySelectorAll('[role=row][aria-level]') ?? [])];
		expect(rows.map((row) => [row.getAttribute('aria-level'), row.getAttribute('aria-expanded')])).toEqual([
			['1', null],
			['1', 'true'],
			['2', null],
		]);
		const key = (name: string) =>
			act(() => void tree?.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true })));
		key('ArrowRight');
		expect(done).toEqual([]);
		key('ArrowLeft');
		key('Enter');
		expect(done).toEqual(['toggle', 'toggle']);
		// From before the first cell of a row, further left is its heading; one that is below none stays.
		draw(2);
		key('ArrowRight');
		key('ArrowLeft');
		expect(done.splice(0)).toEqual(['toggle', 'toggle']);
		key('ArrowLeft');
		expect(done.splice(0)).toEqual(['select 1']);
		draw(0);
		key('ArrowLeft');
		expect(done).toEqual([]);
	});

	it('names its active row for those who do not see it', () => {
		act(() => render(<Grid count={50} />, document.body));
		press('ArrowDown');
		const active = grid().getAttribute('aria-activedescendant') ?? '';
		expect(document.getElementById(active)?.getAttribute('aria-selected')).toBe('true');
	});

	it('says what it means to be empty', () => {
		act(() => render(<Grid count={0} />, document.body));
		expect(document.body.textContent).toContain('nothing');
	});
});

describe('fitting', () => {
	it('leaves out the columns that can be spared when there is no room', () => {
		const ids = (room: number): string[] => fitting(columns, {}, 'things', room).map(({ id }) => id);
		expect(ids(200)).toEqual(['name', 'half']);
		expect(ids(150)).toEqual(['name']);
		expect(ids(50)).toEqual(['name']);
	});
});
