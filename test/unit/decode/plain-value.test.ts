import { expect, it } from 'vitest';
import { plainValue } from '../../../src/decode/value/plain-value.ts';

it('writes holes of a list out, but not thousands of millions', () => {
	expect(plainValue({ t: 'array', id: 1, e: [[2, { t: 'null' }]], n: 4 })).toEqual([
		undefined,
		undefined,
		null,
		undefined,
	]);
	expect(() => plainValue({ t: 'array', id: 1, e: [], n: 4_294_967_295 })).toThrow(RangeError);
});
