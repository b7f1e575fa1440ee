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
		expect(templateOf(columns, {}, 'list', 500)).toBe('100px 190px minmax(100px, 1fr)');
		const narrow = fitting<number, Column<number>>(columns, {}, 'list', 300);
		expect(narrow.map(({ id }) => id)).toEqual(['verdict', 'where']);
		expect(templateOf(narrow, {}, 'list', 300)).toBe('100px minmax(150px, 1fr)');
	});

	it('are left out before the growing one gives way', () => {
		const some = [column('text', { grow: true, width: 300, least: 120 }), column('extra', { spare: 1 })];
		const ids = (room: number): string[] =>
			fitting<number, Column<number>>(some, {}, 'list', room).map(({ id }) => id);
		expect([ids(400), ids(399)]).toEqual([['text', 'extra'], ['text']]);
		expect(templateOf(some.slice(0, 1), {}, 'list', 200)).toBe('minmax(120px, 1fr)');
	});

	it('keep the growing one, narrow, where leaving it out would only make room that nobody needs', () => {
		const some = [
			column('where', { width: 190, least: 150 }),
			column('frame', { spare: 3 }),
			column('why', { grow: true, width: 240, least: 160, spare: 4 }),
		];
		const ids = (room: number): string[] =>
			fitting<number, Column<number>>(some, {}, 'list', room).map(({ id }) => id);
		expect([ids(500), ids(410), ids(409), ids(249)]).toEqual([
			['where', 'frame', 'why'],
			['where', 'frame', 'why'],
			['where', 'frame'],
			['where'],
		]);
	});

	it('are as wide as a person made them', () => {
		expect(templateOf(columns, { 'list.verdict': 60 }, 'list', 500)).toBe('60px 190px minmax(100px, 1fr)');
	});

	it.each([
		[0, 150],
		[350, 150],
		[400, 180],
		[900, 190],
	])('share %i pixels with the growing one, which has what it wants first', (room, where) => {
		expect(templateOf(columns, {}, 'list', room)).toBe(`100px ${where}px minmax(100px, 1fr)`);
	});
});
