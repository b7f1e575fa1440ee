import type { ByteReader } from '../bytes/reader.ts';

/** How a field is written (Protocol Buffers encoding, "Message Structure"). */
export const wire = { varint: 0, fixed64: 1, bytes: 2, groupStart: 3, groupEnd: 4, fixed32: 5 } as const;

const LARGEST_NUMBER = 0x1fff_ffff;

/** The number and wire type that begin a field; undefined for a number that none can have. */
export function readKey(reader: ByteReader): { number: number; type: number } | undefined {
	const key = readVarint(reader);
	const number = Number(key >> 3n);
	return number < 1 || number > LARGEST_NUMBER ? undefined : { number, type: Number(key & 7n) };
}

/** Whether the number that ends before `at` is longer than it need be, which no writer makes it. */
export function isPadded(bytes: Uint8Array, at: number): boolean {
	return bytes[at - 1] === 0 && (bytes[at - 2] ?? 0) >= 0x80;
}

/** An unsigned 64-bit number; throws a RangeError where it is cut short or longer than 10 bytes. */
export function readVarint(reader: ByteReader): bigint {
	let value = 0n;
	for (let shift = 0n; shift < 70n; shift += 7n) {
		const byte = reader.u8();
		value |= BigInt(byte & 0x7f) << shift;
		if (byte < 0x80) return BigInt.asUintN(64, value);
	}
	throw new RangeError('Number longer than 10 bytes');
}

/** The bytes of a length-delimited field; undefined where there are not so many. */
export function readDelimited(reader: ByteReader): Uint8Array | undefined {
	const size = readVarint(reader);
	return size > BigInt(reader.left) ? undefined : reader.take(Number(size));
}
