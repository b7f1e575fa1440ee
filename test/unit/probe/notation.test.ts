import vm from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseValue } from '../../../src/probe/notation/parse.ts';
import { printValue } from '../../../src/probe/notation/print.ts';
import type { Value } from '../../../src/protocol/value.ts';
import { value as anyValue } from '../protocol/arbitraries.ts';
import { sendable } from './values.ts';

const read = (text: string): Value => {
	const parsed = parseValue(text);
	if (!parsed.ok) throw new Error(`${parsed.line}:${parsed.column} ${parsed.message}`);
	return parsed.value;
};

describe('a value as text', () => {
	it('reads back as the same value', () => {
		fc.assert(
			fc.property(sendable, (value) => {
				const { text, lost } = printValue(value);
				expect(lost).toEqual([]);
				expect(read(text)).toEqual(value);
			}),
			{ numRuns: 2_000 },
		);
	});

	it.each<[Value, string, string]>([
		[{ t: 'string', v: 'abc', n: 900 }, '"abc"', 'the end of a text of 900 characters'],
		[{ t: 'object', id: 1, c: 'Cart', e: [] }, '{}', 'the class Cart'],
		[{ t: 'object', id: 1, e: [], n: 4 }, '{}', '4 entries of an object'],
		[{ t: 'map', id: 1, e: [], n: 2 }, 'new Map([])', '2 entries of a Map'],
		[{ t: 'set', id: 1, e: [], n: 2 }, 'new Set([])', '2 entries of a Set'],
		[{ t: 'port', id: 1, port: 3 }, 'null /* MessagePort #3 */', 'MessagePort #3'],
		[{ t: 'platform', id: 1, c: 'A*/\n1' }, 'null /* A* / 1 */', 'A*/\n1'],
		[
			{ t: 'omitted', why: 'budget' },
			'null /* a part that was not recorded (budget) */',
			'a part that was not recorded (budget)',
		],
		[{ t: 'error', id: 1, c: 'AbortError', v: 'x' }, 'new Error("x")', 'the class AbortError'],
		[
			{ t: 'buffer', id: 1, c: 'ArrayBuffer', b: 'AAE=', n: 9 },
			'new Uint8Array([0, 1]).buffer',
			'the end of 9 bytes',
		],
		[
			{ t: 'view', id: 1, c: 'Uint8Array', b: 'AAE=', n: 2, o: 4 },
			'new Uint8Array([0, 1])',
			'where a view starts in its buffer',
		],
		[
			{ t: 'buffer', id: 1, c: 'SharedArrayBuffer', b: '', n: 0 },
			'new Uint8Array([]).buffer',
			'that a buffer is a SharedArrayBuffer',
		],
	])('of %j says what it leaves out', (value, text, lost) => {
		expect(printValue(value)).toEqual({ text, lost: [lost] });
		read(text);
	});

	it('can be written of whatever was recorded', () => {
		fc.assert(
			fc.property(anyValue, (value) => {
				expect(typeof printValue(value).text).toBe('string');
			}),
			{ numRuns: 500 },
		);
	});

	it('is JSON for JSON', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (json) => {
				const text = JSON.stringify(json);
				expect(printValue(read(text)).text.replace(/\s/g, '')).toBe(
					printValue(read(JSON.stringify(json, null, 2))).text.replace(/\s/g, ''),
				);
			}),
		);
	});

	it.each([
		['{}', '{}'],
		['{"a":1,"b-c":[true,null]}', '{ a: 1, "b-c": [true, null] }'],
		["{type: 'resize', height: 300} // as seen", '{ type: "resize", height: 300 }'],
		['[1,,3,,]', '[1, , 3, ,]'],
		['[,]', '[,]'],
		['-0', '-0'],
		['+5', '5'],
		['-Infinity', '-Infinity'],
		['void 0', 'undefined'],
		['0xff', '255'],
		['-12n', '-12n'],
		['`two\nlines`', '"two\\nlines"'],
		['new Map([["a", new Set([1n])]])', 'new Map([["a", new Set([1n])]])'],
		['new Map', 'new Map([])'],
		['new Date(0)', 'new Date("1970-01-01T00:00:00.000Z")'],
		['new Date(NaN)', 'new Date(NaN)'],
		['/a+/gi', '/a+/gi'],
		['new RegExp("a/b")', '/a\\/b/'],
		['Object("x")', 'Object("x")'],
		['new TypeError("no")', 'new TypeError("no")'],
		['new Uint8Array([1, 256]).buffer', 'new Uint8Array([1, 0]).buffer'],
		['new Float32Array([1.5, -0])', 'new Float32Array([1.5, -0])'],
		['new Float32Array([NaN])', 'new Float32Array(Uint8Array.fromBase64("AADAfw==").buffer)'],
		['new BigInt64Array([-1n])', 'new BigInt64Array([-1n])'],
		['Uint8Array.fromBase64("AAEC")', 'new Uint8Array([0, 1, 2])'],
		['new DataView(new Uint8Array([7]).buffer)', 'new DataView(new Uint8Array([7]).buffer)'],
		[
			'new Blob(["hi"], { type: "text/plain" })',
			'new Blob([new Uint8Array([104, 105])], { type: "text/plain" })',
		],
		['new File([], "a.txt")', 'new File([], "a.txt")'],
		['Array(4000000000)', 'Array(4000000000)'],
		['$a = { self: $a, list: $b = [], again: $b }', '$1 = { self: $1, list: $2 = [], again: $2 }'],
		['{ "__proto__": { admin: true } }', '{ "__proto__": { admin: true } }'],
		['{ a: 1, a: 2 }', '{ a: 2 }'],
	])('%s is written %s', (text, printed) => {
		expect(printValue(read(text)).text).toBe(printed);
	});

	it('is what JavaScript takes for the same value, where it has no names in it', () => {
		const text = printValue(
			read('{ m: new Map([[NaN, -0]]), d: new Date(5), a: [1, , undefined], r: /x/y, b: Object(1n) }'),
		).text;
		const made: { m: Map<number, number>; d: Date; a: number[]; r: RegExp } = vm.runInNewContext(`(${text})`);
		expect(Object.is(made.m.get(Number.NaN), -0)).toBe(true);
		expect(made.d.getTime()).toBe(5);
		expect(1 in made.a).toBe(false);
		expect(2 in made.a).toBe(true);
		expect(String(made.r)).toBe('/x/y');
	});

	it('goes over several lines when it is long', () => {
		const long = { type: 'a'.repeat(50), inner: { list: ['b'.repeat(50), 'c'.repeat(50)] } };
		expect(printValue(read(JSON.stringify(long))).text.split('\n')).toHaveLength(9);
	});
});

describe('a text that is no value', () => {
	it.each([
		['', 1, 1, 'Unexpected token'],
		['{\n  "a": 1,\n  "b": fetch("/x")\n}', 3, 8, 'fetch makes no value here'],
		['{ a: alert }', 1, 6, 'alert is no value'],
		['(() => 1)()', 1, 2, 'Only values'],
		['{ a() {} }', 1, 3, 'key and a value'],
		['{ get a() { return 1 } }', 1, 3, 'key and a value'],
		['[...[1]]', 1, 2, '... is not possible'],
		[['`$', '{1}`'].join(''), 1, 1, 'parts to fill in'],
		['1 + 1', 1, 1, 'Only values'],
		['1), (2', 1, 1, 'Only values'],
		['1); alert(1', 1, 5, 'One value'],
		['new Function("x")', 1, 1, 'new Function makes no value'],
		['eval("1")', 1, 1, 'eval makes no value'],
		['Object({})', 1, 8, 'Object(…) takes'],
		['constructor()', 1, 1, 'constructor makes no value'],
		['$1', 1, 1, 'Nothing before this is named $1'],
		['$a = 5', 1, 6, 'Only objects'],
		['[$a = {}, $a = {}]', 1, 11, 'is a name already'],
		['x = {}', 1, 1, 'looks like $1'],
		['new Date("soon")', 1, 10, 'no date'],
		['new Date()', 1, 1, 'takes a text'],
		['new RegExp("(")', 1, 12, 'no regular expression'],
		['new Map([1])', 1, 10, 'list in brackets'],
		['new Map([[1]])', 1, 10, '[key, value]'],
		['new Uint8Array(["a"])', 1, 17, 'look like 1'],
		['new BigInt64Array([1])', 1, 20, 'look like 1n'],
		['new Float64Array(new Uint8Array([1]).buffer)', 1, 18, 'no whole elements'],
		['Array(-1)', 1, 7, 'no length'],
		['Object.assign(Array(2), { 5: 1 })', 1, 25, 'no index'],
		['window.location', 1, 1, 'A buffer is written'],
		['import("x")', 1, 1, 'Only values'],
		['{ "a": 1', 1, 9, 'Unexpected'],
		['-"x"', 1, 2, 'sign'],
		['typeof 1', 1, 8, 'sign'],
	])('%s is refused at %i:%i', (text, line, column, message) => {
		const parsed = parseValue(text);
		expect(parsed).toMatchObject({ ok: false, line, column });
		if (!parsed.ok) expect(parsed.message).toContain(message);
	});

	it('never throws', () => {
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom(...'{}[]():,$=1n"\'`-.ab/ \n', 'new ', 'Map', 'Array', 'Object.assign'), {
					maxLength: 14,
				}),
				(parts) => {
					const parsed = parseValue(parts.join(''));
					if (!parsed.ok) expect(parsed.line).toBeGreaterThan(0);
				},
			),
			{ numRuns: 3_000 },
		);
		expect(parseValue('['.repeat(100_000))).toMatchObject({ ok: false });
		expect(parseValue(`${'['.repeat(5_000)}${']'.repeat(5_000)}`).ok).toBeDefined();
	});
});
