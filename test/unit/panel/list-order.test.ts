import { expect, it } from 'vitest';
import { inOrder, type OrderedColumn, turned } from '../../../panel/views/list-order.ts';

const of = (id: string, order?: (text: string) => string | number): OrderedColumn<string> => ({
	id,
	label: id,
	width: 50,
	cell: (text) => text,
	...(order ? { order } : {}),
});
const columns = [of('text', (text) => text), of('length', (text) => text.length), of('none')];

it('puts a list in the order of a column, up and down; what is alike stays as it came', () => {
	const items = ['ccc', 'b', 'aaa', 'a'];
	expect(inOrder(items, columns, { column: 'text', descending: false })).toEqual(['a', 'aaa', 'b', 'ccc']);
	expect(inOrder(items, columns, { column: 'length', descending: false })).toEqual(['b', 'a', 'ccc', 'aaa']);
	expect(inOrder(items, columns, { column: 'length', descending: true })).toEqual(['ccc', 'aaa', 'b', 'a']);
	for (const sort of [undefined, { column: 'none', descending: true }])
		expect(inOrder(items, columns, sort)).toBe(items);
});

it('goes from up to down and back to how it was', () => {
	const up = turned({ column: 'text', descending: true }, 'length');
	expect(up).toEqual({ column: 'length', descending: false });
	expect(turned(up, 'length')).toEqual({ column: 'length', descending: true });
	expect(turned(turned(up, 'length'), 'length')).toBeUndefined();
});
