import { utf8Bytes } from '../bytes/utf8.ts';
import { ByteWriter } from '../bytes/writer.ts';
import type { DecodedValue } from '../decoded.ts';

/** A value as MessagePack, each part in its shortest form; throws a RangeError for an integer beyond 64 bits. */
export function writeMsgpack(value: DecodedValue): Uint8Array<ArrayBuffer> {
	const out = new ByteWriter();
	write(out, value);
	return out.bytes;
}

function write(out: ByteWriter, value: DecodedValue): void {
	if (value === undefined) out.uint(0xc0, 1);
	else if (value === null) out.uint(0xc0, 1);
	else if (typeof value === 'boolean') out.uint(value ? 0xc3 : 0xc2, 1);
	else if (typeof value === 'bigint') integer(out, value);
	else if (typeof value === 'number') number(out, value);
	else if (typeof value === 'string') {
		const bytes = utf8Bytes(value);
		head(out, bytes.length, [0xa0, 31], [0xd9, 0xda, 0xdb]);
		out.raw(bytes);
	} else if (value instanceof Uint8Array) {
		head(out, value.length, undefined, [0xc4, 0xc5, 0xc6]);
		out.raw(value);
	} else if (Array.isArray(value)) {
		head(out, value.length, [0x90, 15], [undefined, 0xdc, 0xdd]);
		for (const item of value) write(out, item);
	} else {
		const entries = value instanceof Map ? [...value] : Object.entries(value);
		head(out, entries.length, [0x80, 15], [undefined, 0xde, 0xdf]);
		for (const [key, item] of entries) {
			write(out, key);
			write(out, item);
		}
	}
}

function number(out: ByteWriter, value: number): void {
	if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
		integer(out, BigInt(value));
		return;
	}
	out.uint(0xcb, 1);
	out.double(value);
}

/** The form and size that begin a text, bytes, a list or a map: short, or with a size of 1, 2 or 4 bytes. */
function head(
	out: ByteWriter,
	size: number,
	short: [base: number, most: number] | undefined,
	[one, two, four]: [number | undefined, number, number],
): void {
	if (short && size <= short[1]) out.uint(short[0] | size, 1);
	else if (one !== undefined && size <= 0xff) {
		out.uint(one, 1);
		out.uint(size, 1);
	} else if (size <= 0xffff) {
		out.uint(two, 1);
		out.uint(size, 2);
	} else {
		out.uint(four, 1);
		out.uint(size, 4);
	}
}

const FORMS: [least: bigint, most: bigint, form: number, size: 1 | 2 | 4 | 8][] = [
	[0n, 0xffn, 0xcc, 1],
	[0n, 0xffffn, 0xcd, 2],
	[0n, 0xffff_ffffn, 0xce, 4],
	[0n, 0xffff_ffff_ffff_ffffn, 0xcf, 8],
	[-0x80n, -1n, 0xd0, 1],
	[-0x8000n, -1n, 0xd1, 2],
	[-0x8000_0000n, -1n, 0xd2, 4],
	[-0x8000_0000_0000_0000n, -1n, 0xd3, 8],
];

function integer(out: ByteWriter, value: bigint): void {
	if (value >= -32n && value <= 127n) {
		out.uint(BigInt.asUintN(8, value), 1);
		return;
	}
	const found = FORMS.find(([least, most]) => value >= least && value <= most);
	if (!found) throw new RangeError(`${value} has more than 64 bits`);
	const [, , form, size] = found;
	out.uint(form, 1);
	out.uint(BigInt.asUintN(size * 8, value), size);
}
