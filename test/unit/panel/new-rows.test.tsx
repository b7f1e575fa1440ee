// @vitest-environment happy-dom

import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DataGrid } from '../../../panel/ui/DataGrid.tsx';

vi.mock('webextension-polyfill', () => ({
	default: { i18n: { getMessage: (key: string, inserts: string[]) => [key, ...inserts].join(' ') } },
}));

const columns = [{ id: 'name', label: 'Name', width: 100, grow: true, cell: (row: number) => `row ${row}` }];

/** A list of the rows up to a number that pass a filter, with one selected: it does not follow what comes. */
function draw(next: number, passes = (_row: number): boolean => true, isSorted = false) {
	const rows = Array.from({ length: next }, (_, row) => row).filter(passes);
	act(() =>
		render(
			<DataGrid
				id="things"
				label="Things"
				columns={columns}
				rows={{
					count: rows.length,
					at: (i) => rows[i],
					keyOf: (row) => row,
					indexOf: (key) => rows.indexOf(key),
				}}
				selected={0}
				onSelect={() => {}}
				newFrom={isSorted ? undefined : next}
				widths={{}}
				onWidth={() => {}}
			/>,
			document.body,
		),
	);
}

const pill = (): string => document.querySelector('.pill')?.textContent ?? '';

beforeEach(() => {
	vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(232);
});
afterEach(() => {
	render(null, document.body);
	vi.restoreAllMocks();
});

describe('rows that came below', () => {
	it('are counted, and only they, whatever filter came and went', () => {
		draw(1_000);
		expect(pill()).toBe('');
		draw(1_000, (row) => row < 10);
		draw(1_000);
		expect(pill()).toBe('');
		draw(2_003);
		expect(pill()).toBe('newRows 1,003');
		draw(2_003, (row) => row % 2 === 0);
		expect(pill()).toBe('newRows 502');
	});

	it('are not spoken of in lists whose new rows stand anywhere', () => {
		draw(1_000, () => true, true);
		draw(2_000, () => true, true);
		expect(pill()).toBe('');
	});
});
