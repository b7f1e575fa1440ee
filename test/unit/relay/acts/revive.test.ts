import { describe, expect, test } from 'vitest';
import type { Value } from '../../../../src/protocol/value.ts';
import { revive } from '../../../../src/relay/acts/revive.ts';

describe('values made of descriptions', () => {
	test.each<[string, Value, unknown]>([
		['negative zero', { t: 'number', v: '-0' }, -0],
		['NaN', { t: 'number', v: 'NaN' }, Number.NaN],
		['bigint', { t: 'bigint', v: '12345678901234567890' }, 12345678901234567890n],
		['undefined', { t: 'undefined' }, undefined],
		['date', { t: 'date', id: 1, v: 5 }, new Date(5)],
		['regexp', { t: 'regexp', id: 1, v: 'a/b', f: 'gi' }, /a\/b/gi],
		['map', { t: 'map', id: 1, e: [[{ t: 'number', v: 1 }, { t: 'null' }]], n: 1 }, new Map([[1, null]])],
		['set', { t: 'set', id: 1, e: [{ t: 'string', v: 'a' }], n: 1 }, new Set(['a'])],
		[
			'sparse array',
			{ t: 'array', id: 1, e: [[2, { t: 'boolean', v: true }]], n: 4 },
			Object.assign(new Array(4), { 2: true }),
		],
		['view', { t: 'view', id: 1, c: 'Int16Array', b: 'AQACAA==', n: 4, o: 0 }, new Int16Array([1, 2])],
		['error', { t: 'error', id: 1, c: 'RangeError', v: 'far' }, new RangeError('far')],
	])('%s', (_, value, expected) => {
		expect(revive(value)).toStrictEqual(expected);
	});

	test('keep shared references and cycles', () => {
		const made = revive({
			t: 'object',
			id: 1,
			e: [
				['self', { t: 'ref', id: 1 }],
				['a', { t: 'array', id: 2, e: [], n: 0 }],
				['b', { t: 'ref', id: 2 }],
			],
		}) as Record<string, unknown>;
		expect(made['self']).toBe(made);
		expect(made['a']).toBe(made['b']);
	});

	test('make __proto__ a key like any other', () => {
		const made = revive({ t: 'object', id: 1, e: [['__proto__', { t: 'string', v: 'x' }]] });
		expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
		expect(Object.getOwnPropertyDescriptor(made, '__proto__')?.value).toBe('x');
	});

	test.each<[string, Value]>([
		['a text of which a part is missing', { t: 'string', v: 'a', n: 9 }],
		['what was not read', { t: 'omitted', why: 'budget' }],
		['a port', { t: 'port', id: 1, port: 3 }],
		['an unknown view', { t: 'view', id: 1, c: 'constructor', b: '', n: 0, o: 0 }],
		['bytes of which the end is missing', { t: 'buffer', id: 1, c: 'ArrayBuffer', b: 'AQID', n: 4 }],
		['a view of which the end is missing', { t: 'view', id: 1, c: 'Uint8Array', b: 'AQID', n: 4, o: 0 }],
		['an object without some of its entries', { t: 'object', id: 1, e: [], n: 1 }],
		['a Map without some of its entries', { t: 'map', id: 1, e: [], n: 1 }],
		['a Set without some of its entries', { t: 'set', id: 1, e: [], n: 1 }],
		['a reference to nothing', { t: 'ref', id: 9 }],
		['a Blob without its content', { t: 'blob', id: 1, n: 3, m: '' }],
	])('are refused for %s', (_, value) => {
		expect(() => revive(value)).toThrow(expect.objectContaining({ kind: 'failed' }));
	});
});
