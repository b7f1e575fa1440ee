import { expect, it } from 'vitest';
import { KeptValues } from '../../../../panel/store/decoding/kept-values.ts';

it('keeps what was read last, within its limit', () => {
	const values = new KeptValues(10);
	values.set(1, 'aaaa');
	values.set(2, 'bbbb');
	values.set(1, 'cc');
	values.set(3, 'dddd');
	expect([1, 2, 3].map((row) => values.of(row))).toEqual(['cc', 'bbbb', 'dddd']);
	values.set(4, 'eeee');
	// The oldest goes; a row that was read again is no longer that.
	expect([1, 2, 3, 4].map((row) => values.of(row))).toEqual(['cc', undefined, 'dddd', 'eeee']);
	expect(values.missing).toBe(1);
	values.prune((row) => row > 3);
	expect(values.missing).toBe(0);
	values.set(5, 'ffffff');
	expect([3, 4, 5].map((row) => values.of(row))).toEqual([undefined, 'eeee', 'ffffff']);
	values.set(6, 'too long for it');
	expect([4, 5, 6].map((row) => values.of(row))).toEqual([undefined, undefined, undefined]);
});
