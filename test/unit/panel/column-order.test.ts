import { describe, expect, it } from 'vitest';
import { moved, ordered } from '../../../panel/views/timeline/column-order.ts';

const columns = ['time', 'kind', 'type', 'data'].map((id) => ({ id }));
const ids = (list: { id: string }[]): string => list.map(({ id }) => id).join(' ');

describe('the order of columns', () => {
	it.each([
		[[], 'time kind type data'],
		[['data', 'time', 'kind', 'type'], 'data time kind type'],
		// Columns that a later version brings come behind their neighbours; those that it took away are forgotten.
		[['type', 'time', 'size', 'data'], 'type time kind data'],
		[['data'], 'time kind type data'],
	])('%j gives %s', (order, expected) => {
		expect(ids(ordered(columns, order))).toBe(expected);
	});

	it('changes by one place among those shown', () => {
		const shown = columns.filter(({ id }) => id !== 'kind');
		expect(moved(columns, shown, 'time', 1)).toEqual(['kind', 'type', 'time', 'data']);
		expect(moved(columns, shown, 'type', -1)).toEqual(['type', 'time', 'kind', 'data']);
		expect(moved(columns, shown, 'time', -1)).toEqual(['time', 'kind', 'type', 'data']);
	});
});
