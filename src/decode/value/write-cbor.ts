import { utf8Bytes } from '../bytes/utf8.ts';
import { ByteWriter } from '../bytes/writer.ts';
import type { DecodedValue } from '../decoded.ts';

/** A value as CBOR (RFC 8949), sizes in their shortest form; throws a RangeError for an integer beyond 64 bits. */
export function writeCbor(value: DecodedValue): Uint8Array<ArrayBuffer> {
	const out = new ByteWriter();
	write(out, value);
	return out.bytes;
}

function write(out: ByteWriter, value: DecodedValue): void {
	if (value === undefined) out.uint(0xf7, 1);
	else if (value === null) out.uint(0xf6, 1);
	else if (typeof value === 'boolean') out.uint(value ? 0xf5 : 0xf4, 1);
	else if (typeof value === 'bigint') integer(out, value);
	else if (typeof value === 'number') number(out, value);
	else if (typeof value === 'string') {
		const bytes = utf8Bytes(value);
		head(out, 3, bytes.length);
		out.raw(bytes);
	} else if (value instanceof Uint8Array) {
		head(out, 2, value.length);
		out.raw(value);
	} else if (Array.isArray(value)) {
		head(out, 4, value.length);
		for (const item of value) write(out, item);
	} else {
		const entries = value instanceof Map ? [...value] : Object.entries(value);
		head(out, 5, entries.length);
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
	out.uint(0xfb, 1);
	out.double(value);
}

function integer(out: ByteWriter, value: bigint): void {
	if (value >= 0n) head(out, 0, value);
	else head(out, 1, -1n - value);
}

/** Major type and argument. */
function head(out: ByteWriter, major: number, size: bigint | number): void {
	const type = major << 5;
	const argument = BigInt(size);
	if (argument < 24n) {
		out.uint(type | Number(argument), 1);
		return;
	}
	const sizes = [1, 2, 4, 8] as const;
	const at = sizes.findIndex((each) => argument < 1n << BigInt(each * 8));
	const bytes = sizes[at];
	if (bytes === undefined) throw new RangeError(`${argument} has more than 64 bits`);
	out.uint(type | (24 + at), 1);
	out.uint(argument, bytes);
}
