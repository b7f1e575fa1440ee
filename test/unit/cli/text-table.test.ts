import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textTable } from '../../../src/cli/audit/text-table.ts';

test('columns are aligned, empty ones are left out', () => {
	const columns = ['Verdict', 'Note', 'Where'];
	const rows = [
		{ Verdict: 'none', Note: '', Where: 'shop.js:3' },
		{ Verdict: 'strict', Note: '', Where: 'pay.js:12' },
	];
	expect(textTable({ columns, rows })).toBe(
		['Verdict  Where', '───────  ─────────', 'none     shop.js:3', 'strict   pay.js:12'].join('\n'),
	);
});

test('long cells are cut so that a line fits', () => {
	const cells = fc.record({
		A: fc.string({ maxLength: 80 }),
		B: fc.string({ maxLength: 400 }),
		C: fc.string(),
	});
	fc.assert(
		fc.property(fc.array(cells, { minLength: 1 }), fc.integer({ min: 40, max: 200 }), (rows, width) => {
			for (const line of textTable({ columns: ['A', 'B', 'C'], rows }, width).split('\n')) {
				expect(line.length).toBeLessThanOrEqual(width);
			}
		}),
	);
});

test('narrow columns keep their whole text beside a wide one', () => {
	const rows = [{ Verdict: 'strict', Source: 'x'.repeat(500) }];
	expect(textTable({ columns: ['Verdict', 'Source'], rows }, 60)).toContain('strict ');
});
