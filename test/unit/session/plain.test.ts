import { expect, it } from 'vitest';
import type { Value } from '../../../src/protocol/value.ts';
import { indentedOf } from '../../../src/session/indented.ts';
import { toJsonText } from '../../../src/session/json-value.ts';
import { previewOf, searchTextOf } from '../../../src/session/plain.ts';
import { entriesOf } from '../../../src/session/value-path.ts';

const number = (v: number): Value => ({ t: 'number', v });

it('tells holes of a list from what was not recorded of it', () => {
	const holes: Value = {
		t: 'array',
		id: 1,
		e: [
			[1, number(1)],
			[4, number(2)],
		],
		n: 5,
	};
	expect(previewOf(holes)).toBe('[empty, 1, empty × 2, 2]');
	expect(indentedOf(holes)).toBe('[\n  empty,\n  1,\n  empty × 2,\n  2\n]');
	expect(previewOf({ ...holes, n: 9 })).toBe('[empty, 1, empty × 2, 2, … 4]');
	expect(previewOf({ t: 'array', id: 1, e: [[0, number(1)]], n: 1 })).toBe('[1]');
});

it('tells what a list has beside its elements by its names', () => {
	const match: Value = {
		t: 'array',
		id: 1,
		e: [
			[0, { t: 'string', v: 'a' }],
			['index', number(3)],
			['x y', number(4)],
		],
		n: 2,
	};
	expect(previewOf(match)).toBe('["a", index: 3, "x y": 4, … 1]');
	expect(indentedOf(match)).toBe('[\n  "a",\n  "index": 3,\n  "x y": 4,\n  … 1\n]');
	expect(searchTextOf(match)).toContain('"index":3');
	expect(toJsonText({ ...match, n: 3 })).toBeUndefined();
	expect(entriesOf(match)?.map(({ name, path }) => [name, path])).toEqual([
		['0', '$[0]'],
		['index', '$.index'],
		['x y', "$['x y']"],
	]);
});

it.each([
	['Uint8Array', 24, 24],
	['Uint16Array', 24, 12],
	['Float32Array', 24, 6],
	['BigInt64Array', 24, 3],
	['DataView', 24, 24],
])('tells how many elements %s of %d bytes has', (c, n, elements) => {
	expect(previewOf({ t: 'view', id: 1, c, b: '', n, o: 0 })).toBe(`${c}(${elements})`);
});
