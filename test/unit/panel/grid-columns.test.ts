import { describe, expect, it } from 'vitest';
import { type Column, fitting, templateOf } from '../../../panel/ui/columns.ts';

const column = (id: string, over: Partial<Column<number>> = {}): Column<number> => ({
	id,
	label: id,
	width: 100,
	cell: () => id,
	...over,
});
const columns = [
	column('verdict'),
	column('where', { width: 190, least: 150 }),
	column('why', { grow: true, spare: 1 }),
];

describe('columns', () => {
	it('leave nothing empty: the growing one takes what is left, else the widest', () => {
		expect(templateOf(columns, {}, 'list')).toBe('100px minmax(150px, 190px) minmax(100px, 1fr)');
		const narrow = fitting<number, Column<number>>(columns, {}, 'list', 300);
		expect(narrow.map(({ id }) => id)).toEqual(['verdict', 'where']);
		expect(templateOf(narrow, {}, 'list')).toBe('100px minmax(150px, 1fr)');
	});

	it('are as wide as a person made them', () => {
		expect(templateOf(columns, { 'list.verdict': 60 }, 'list')).toBe(
			'60px minmax(150px, 190px) minmax(100px, 1fr)',
		);
	});
});
