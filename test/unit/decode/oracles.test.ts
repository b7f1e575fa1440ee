import { decode as decodeMsgpack, Encoder, ExtData, encode as encodeMsgpack } from '@msgpack/msgpack';
import { decode as decodeCbor, encode as encodeCbor, Token, Type } from 'cborg';
import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import type { DecodedValue } from '../../../src/decode/decoded.ts';
import { readCbor } from '../../../src/decode/value/read-cbor.ts';
import { readMsgpack } from '../../../src/decode/value/read-msgpack.ts';
import { writeCbor } from '../../../src/decode/value/write-cbor.ts';
import { writeMsgpack } from '../../../src/decode/value/write-msgpack.ts';
import { bytesOf, chain, decodeOne, utf8 } from './decode-all.ts';

/** Values that both formats carry: no lone surrogates, which UTF-8 has no bytes for. */
const values = fc.letrec((tie) => ({
	value: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		fc.constantFrom(null, true, false),
		fc.integer(),
		fc.double({ noNaN: true }).filter((n) => !Object.is(n, -0)),
		fc.string({ unit: 'binary' }),
		fc.uint8Array(),
		fc.array(tie('value'), { maxLength: 6 }),
		fc.dictionary(fc.string({ unit: 'binary' }), tie('value'), { maxKeys: 6 }),
	),
})).value;

/** Own properties only: the libraries' readers and ours agree on a `__proto__` key too. */
const plain = (value: unknown): unknown =>
	JSON.parse(JSON.stringify(value, (_, v) => (v instanceof Uint8Array ? [...v] : v)));

describe('MessagePack', () => {
	it('reads whatever @msgpack/msgpack writes', () => {
		fc.assert(
			fc.property(values, (value) => {
				const bytes = encodeMsgpack(value);
				const read = readMsgpack(bytes);
				expect(read.error).toBeUndefined();
				expect(read.used).toBe(bytes.length);
				expect(plain(read.value)).toEqual(plain(value));
			}),
		);
	});

	it('keeps 64-bit integers, extensions, dates and odd keys', () => {
		const encoder = new Encoder({ useBigInt64: true });
		expect(readMsgpack(encoder.encode([2n ** 63n, -(2n ** 62n), 7n])).value).toEqual([
			2n ** 63n,
			-(2n ** 62n),
			7,
		]);
		expect(readMsgpack(encodeMsgpack(new ExtData(5, bytesOf(1, 2)))).value).toEqual({
			'ext 5': bytesOf(1, 2),
		});
		for (const date of ['2026-01-02T03:04:05.000Z', '2026-01-02T03:04:05.678Z', '1950-01-01T00:00:00.000Z'])
			expect(readMsgpack(encodeMsgpack(new Date(date))).value).toEqual({
				timestamp: date.replace('.000', ''),
			});
		expect(readMsgpack(bytesOf(0x81, 1, 2)).value).toEqual(new Map([[1, 2]]));
	});

	it('writes what @msgpack/msgpack reads', () => {
		// It refuses this key.
		const read = values.filter((value) => !JSON.stringify(value).includes('"__proto__":'));
		fc.assert(
			fc.property(read, (value) => {
				expect(plain(decodeMsgpack(writeMsgpack(value as DecodedValue)))).toEqual(plain(value));
			}),
		);
		for (const value of [-33, -129, -32_769, -(2 ** 31) - 1, 255, 256, 65_536, 2 ** 32, -0.5])
			expect(decodeMsgpack(writeMsgpack(value))).toBe(value);
		expect(decodeMsgpack(writeMsgpack(2n ** 64n - 1n), { useBigInt64: true })).toBe(2n ** 64n - 1n);
		const long = { text: 'x'.repeat(70_000), list: new Array(20).fill(1), bytes: new Uint8Array(300) };
		expect(decodeMsgpack(writeMsgpack(long))).toEqual(long);
	});

	it('is labelled as JSON is', () => {
		expect(decodeOne(Uint8Array.from(encodeMsgpack({ type: 'tick', n: 1 }))).type).toBe('tick');
		expect(decodeOne(Uint8Array.from(encodeCbor({ event: 'tock', n: 1 }))).type).toBe('tock');
	});

	it('keeps what comes before the damage', () => {
		const bytes = encodeMsgpack({ a: 1, b: [1, 2, 'long enough'] });
		const read = readMsgpack(bytes.subarray(0, bytes.length - 3));
		expect(read).toMatchObject({ value: { a: 1, b: [1, 2] }, error: 'Cut short: 3 more bytes expected' });
	});
});

describe('CBOR', () => {
	it('writes what cborg reads', () => {
		fc.assert(
			fc.property(values, (value) => {
				expect(plain(decodeCbor(writeCbor(value as DecodedValue)))).toEqual(plain(value));
			}),
		);
		for (const value of [23, 24, 256, 65_536, 2 ** 32, -24, -25, -257, -0.5])
			expect(decodeCbor(writeCbor(value))).toBe(value);
		expect(decodeCbor(writeCbor(2n ** 64n - 1n))).toBe(2n ** 64n - 1n);
	});

	it('reads whatever cborg writes', () => {
		fc.assert(
			fc.property(values, (value) => {
				// A Buffer would make the byte strings in it Buffers, too.
				const bytes = Uint8Array.from(encodeCbor(value));
				const read = readCbor(bytes);
				expect(read.error).toBeUndefined();
				expect(read.used).toBe(bytes.length);
				expect(plain(read.value)).toEqual(plain(value));
			}),
		);
	});

	it('reads tags that cborg writes', () => {
		const tagged = encodeCbor(
			{},
			{ typeEncoders: { Object: () => [new Token(Type.tag, 32), new Token(Type.string, 'a:b')] } },
		);
		expect(readCbor(tagged).value).toEqual({ 'tag 32': 'a:b' });
	});

	// RFC 8949, appendix A.
	it.each<[hex: string, value: unknown]>([
		['1bffffffffffffffff', 18446744073709551615n],
		['c249010000000000000000', 18446744073709551616n],
		['3bffffffffffffffff', -18446744073709551616n],
		['c349010000000000000000', -18446744073709551617n],
		['f98000', -0],
		['f93e00', 1.5],
		['f97bff', 65504],
		['f90001', 2 ** -24],
		['f9c400', -4],
		['f97c00', Number.POSITIVE_INFINITY],
		['f97e00', Number.NaN],
		['fa47c35000', 100000],
		['fb3ff199999999999a', 1.1],
		['f7', undefined],
		['f0', { simple: 16 }],
		['f8ff', { simple: 255 }],
		['c11a514b67b0', { date: '2013-03-21T20:04:00.000Z' }],
		['d74401020304', { 'tag 23': bytesOf(1, 2, 3, 4) }],
		['5f42010243030405ff', bytesOf(1, 2, 3, 4, 5)],
		['7f657374726561646d696e67ff', 'streaming'],
		['9f018202039f0405ffff', [1, [2, 3], [4, 5]]],
		['bf61610161629f0203ffff', { a: 1, b: [2, 3] }],
		[
			'a201020304',
			new Map([
				[1, 2],
				[3, 4],
			]),
		],
		['826161bf61626163ff', ['a', { b: 'c' }]],
	])('reads %s', (hex, value) => {
		const read = readCbor(Uint8Array.from(Buffer.from(hex, 'hex')));
		expect(read.error).toBeUndefined();
		expect(read.value).toEqual(value);
	});

	it.each(['ff', '1c', '9f', '81ff', 'bf61ff', 'a161', '5f01ff', 'c1ff', '1a0102'])(
		'says what is wrong with %s',
		(hex) => {
			expect(readCbor(Uint8Array.from(Buffer.from(hex, 'hex'))).error).toBeTruthy();
		},
	);
});

describe('protobuf without a schema', () => {
	const root = protobuf.parse(`syntax = "proto3";
		message Inner { string name = 1; sint32 zig = 2; repeated int32 packed = 3; }
		message Outer { int64 id = 1; string text = 2; Inner inner = 3; repeated Inner more = 4; double ratio = 5;
			fixed32 fixed = 6; bytes raw = 7; bool yes = 15; float half = 100; int32 minus = 16; }`).root;
	const Outer = root.lookupType('Outer');

	it('reads what protobufjs writes', () => {
		const bytes = Outer.encode({
			id: 300,
			text: 'héllo',
			inner: { name: 'Eve', zig: -1 },
			more: [{ name: 'a' }, { name: 'b' }],
			ratio: 0.25,
			fixed: 7,
			raw: bytesOf(0xff, 0xfe),
			yes: true,
			half: 1.5,
			minus: -1,
		}).finish();
		const decoded = decodeOne(Uint8Array.from(bytes));
		expect(decoded.protocol).toBe('protobuf');
		expect(decoded.value).toEqual({
			1: 300,
			2: 'héllo',
			3: { 1: 'Eve', 2: 1 },
			4: [{ 1: 'a' }, { 1: 'b' }],
			5: 0.25,
			6: 7,
			7: bytesOf(0xff, 0xfe),
			15: 1,
			16: 18446744073709551615n,
			100: 1.5,
		});
	});

	it('does not read a cut message', () => {
		const bytes = Outer.encode({ text: 'hello there', id: 5 }).finish();
		expect(chain(decodeOne(Uint8Array.from(bytes.subarray(0, bytes.length - 2))))).not.toContain('protobuf');
	});
});

it('tells UTF-8 text from bytes', () => {
	expect(decodeOne(utf8('größe 😀')).value).toBe('größe 😀');
	for (const broken of [[0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xe2, 0x82], [0x80]])
		expect(decodeOne(Uint8Array.from([...utf8('some text'), ...broken])).protocol).toBe('hex');
});
