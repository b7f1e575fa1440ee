import { beforeAll, expect, it } from 'vitest';
import { guardResult } from '../../../src/protocol/guard-result.ts';
import type { Value } from '../../../src/protocol/value.ts';
import { standInForBrowser } from '../../helpers/page-globals.ts';

let encode: typeof import('../../../src/page/value.ts').encodeValue;
beforeAll(async () => {
	standInForBrowser();
	({ encodeValue: encode } = await import('../../../src/page/value.ts'));
});

/** What the panel makes of an encoding. */
function through(
	value: unknown,
	chars = 10_000,
	nodes = 1_000,
): { data: Value; complete: boolean; size: number } {
	const { json, complete, size } = encode(value, { chars, nodes });
	const result = guardResult(['body', JSON.parse(json), complete]);
	if (result.kind !== 'body') throw new Error(`refused: ${json}`);
	return { data: result.data, complete: result.complete, size };
}

const text = (v: string): Value => ({ t: 'string', v });

it.each<[string, () => unknown, Value]>([
	['a string', () => 'hello', text('hello')],
	['a number', () => 1.5, { t: 'number', v: 1.5 }],
	['negative zero', () => -0, { t: 'number', v: '-0' }],
	['not a number', () => Number.NaN, { t: 'number', v: 'NaN' }],
	['infinity', () => -Infinity, { t: 'number', v: '-Infinity' }],
	['true', () => true, { t: 'boolean', v: true }],
	['undefined', () => undefined, { t: 'undefined' }],
	['null', () => null, { t: 'null' }],
	['a bigint', () => 2n ** 70n, { t: 'bigint', v: '1180591620717411303424' }],
	[
		'what a platform method threw',
		() => Object.assign(new DOMException('refused', 'AbortError'), { stack: 'at' }),
		{ t: 'error', id: 1, c: 'DOMException', v: 'refused', s: 'at' },
	],
	['an object', () => ({ a: 'b' }), { t: 'object', id: 1, e: [['a', text('b')]] }],
	[
		'an instance',
		() =>
			new (class Shape {
				side = 2;
			})(),
		{ t: 'object', id: 1, c: 'Shape', e: [['side', { t: 'number', v: 2 }]] },
	],
	[
		'an accessor, not called',
		() => ({
			get a(): never {
				throw new Error('called');
			},
		}),
		{ t: 'object', id: 1, e: [['a', { t: 'omitted', why: 'unreadable' }]] },
	],
	[
		'a sparse array',
		() => Object.assign([1], { 2: 'b' }),
		{
			t: 'array',
			id: 1,
			e: [
				[0, { t: 'number', v: 1 }],
				[2, text('b')],
			],
			n: 3,
		},
	],
	[
		'an array of mostly holes',
		() => Object.assign(new Array(1_000_000), { 999999: 'end' }),
		{ t: 'array', id: 1, e: [[999_999, text('end')]], n: 1_000_000 },
	],
	[
		'an array with names',
		() =>
			Object.assign(['a'], {
				2: 'b',
				index: 3,
				__proto: 'x',
				4294967295: true,
				'-1': null,
				1.5: 'c',
				'01': 'd',
			}),
		{
			t: 'array',
			id: 1,
			e: [
				[0, text('a')],
				[2, text('b')],
				['index', { t: 'number', v: 3 }],
				['__proto', text('x')],
				['4294967295', { t: 'boolean', v: true }],
				['-1', { t: 'null' }],
				['1.5', text('c')],
				['01', text('d')],
			],
			n: 3,
		},
	],
	[
		'an array of mostly holes with names',
		() => Object.assign(new Array(1_000), { 999: 'end', input: 'text' }),
		{
			t: 'array',
			id: 1,
			e: [
				[999, text('end')],
				['input', text('text')],
			],
			n: 1_000,
		},
	],
	['a map', () => new Map([['k', 1n]]), { t: 'map', id: 1, e: [[text('k'), { t: 'bigint', v: '1' }]], n: 1 }],
	['a set', () => new Set(['x']), { t: 'set', id: 1, e: [text('x')], n: 1 }],
	['a date', () => new Date(5), { t: 'date', id: 1, v: 5 }],
	['an invalid date', () => new Date(Number.NaN), { t: 'date', id: 1, v: null }],
	['a pattern', () => /a"b/gi, { t: 'regexp', id: 1, v: 'a"b', f: 'gi' }],
	['a boxed string', () => Object('s'), { t: 'boxed', id: 1, v: text('s') }],
	['a boxed bigint', () => Object(-7n), { t: 'boxed', id: 1, v: { t: 'bigint', v: '-7' } }],
	[
		'a buffer',
		() => new Uint8Array([0, 1]).buffer,
		{ t: 'buffer', id: 1, c: 'ArrayBuffer', b: 'AAE=', n: 2 },
	],
	[
		'a buffer that was given away',
		() => {
			const buffer = new ArrayBuffer(8);
			structuredClone(buffer, { transfer: [buffer] });
			return buffer;
		},
		{ t: 'omitted', why: 'not-observable' },
	],
	[
		'a view of one that was given away',
		() => {
			const view = new Uint8Array(8);
			structuredClone(view.buffer, { transfer: [view.buffer] });
			return [view];
		},
		{ t: 'array', id: 1, e: [[0, { t: 'omitted', why: 'not-observable' }]], n: 1 },
	],
	[
		'a view of a part',
		() => new Uint16Array(new Uint8Array([9, 9, 0, 1]).buffer, 2),
		{ t: 'view', id: 1, c: 'Uint16Array', b: 'AAE=', n: 2, o: 2 },
	],
	['a blob', () => new Blob(['abc'], { type: 'text/plain' }), { t: 'blob', id: 1, n: 3, m: 'text/plain' }],
])('puts %s into words that the panel reads', (_name, make, value) => {
	expect(through(make()).data).toEqual(value);
});

it('keeps cycles and shared references', () => {
	const shared = { x: 1 };
	const root: Record<string, unknown> = { shared, again: shared };
	root['self'] = root;
	expect(through(root).data).toEqual({
		t: 'object',
		id: 1,
		e: [
			['shared', { t: 'object', id: 2, e: [['x', { t: 'number', v: 1 }]] }],
			['again', { t: 'ref', id: 2 }],
			['self', { t: 'ref', id: 1 }],
		],
	});
});

it('says what it left out', () => {
	expect(through('x'.repeat(100), 10)).toEqual({
		data: { t: 'string', v: 'x'.repeat(10), n: 100 },
		complete: false,
		size: 100,
	});
	const { data, complete } = through({ a: 1, b: 2, c: 3 }, 10_000, 2);
	expect(complete).toBe(false);
	expect(data).toMatchObject({ t: 'object', n: 3 });
	expect(through([[[['deep']]]], 10_000, 3).complete).toBe(false);
	expect(through(new Uint8Array(1_000), 100)).toMatchObject({
		complete: false,
		size: 1_000,
		data: { n: 1_000 },
	});
});

it.each([
	['a date', () => new Date(5), 8],
	['a pattern', () => /abc/g, 3],
	['an error', () => new Error('four'), 4],
	['a boxed bigint', () => Object(123456n), 3],
])('%s has a size', (_, make, size) => {
	expect(through(make(), 10_000).size).toBe(size);
});
