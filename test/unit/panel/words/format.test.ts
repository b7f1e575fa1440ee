import { describe, expect, it, vi } from 'vitest';
import { formatCount, formatSize, formatSpan } from '../../../../panel/i18n.ts';

vi.mock('webextension-polyfill', () => ({ default: {} }));

describe('numbers', () => {
	it.each([
		[-1, ''],
		[0, '0 B'],
		[999, '999 B'],
		[999.6, '1.0 kB'],
		[1_000, '1.0 kB'],
		[99_900, '99.9 kB'],
		[99_960, '100 kB'],
		[300_000, '300 kB'],
		[999_499, '999 kB'],
		[999_500, '1.0 MB'],
		[999_999, '1.0 MB'],
		[12_345_678, '12.3 MB'],
		[123_456_789, '123 MB'],
	])('of %d bytes are %s', (bytes, shown) => expect(formatSize(bytes)).toBe(shown));

	it.each([
		[0, '0.00 ms'],
		[-0.001, '0.00 ms'],
		[0.25, '0.25 ms'],
		[0.999, '1 ms'],
		[999.4, '999 ms'],
		[999.6, '1.00 s'],
		[59_994, '59.99 s'],
		[59_999, '1.0 min'],
		[-1_500, '-1.50 s'],
	])('of %d ms are %s', (ms, shown) => expect(formatSpan(ms)).toBe(shown));

	it('are in groups of three', () => {
		expect([0, 999, 1_000, 1_234_567].map(formatCount)).toEqual(['0', '999', '1,000', '1,234,567']);
	});
});
