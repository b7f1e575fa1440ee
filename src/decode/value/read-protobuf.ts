import { ByteReader, problemOf } from '../bytes/reader.ts';
import { isReadable, readUtf8 } from '../bytes/utf8.ts';
import type { DecodedObject, DecodedValue } from '../decoded.ts';
import { limits } from '../limits.ts';
import { exact } from './read-msgpack.ts';

/** A message as field number → value, repeated fields as arrays; `largest` is the highest field number. */
export interface ProtobufMessage {
	value: DecodedObject;
	fields: number;
	largest: number;
}

const deepest = 24;

/**
 * Reads bytes as a message of unknown type; undefined unless they are one to the last byte.
 * Length-delimited fields are shown as text, else as a message, else as bytes: the wire cannot tell.
 */
export function readProtobuf(
	bytes: Uint8Array,
	depth = 0,
	budget: { nodes: number } = { nodes: limits.nodes },
): ProtobufMessage | undefined {
	if (bytes.length === 0 || depth > deepest) return undefined;
	const found = new Map<number, DecodedValue[]>();
	const reader = new ByteReader(bytes);
	try {
		while (reader.left > 0) {
			if (--budget.nodes < 0) return undefined;
			const key = varint(reader);
			const number = Number(key >> 3n);
			if (number < 1 || number > 0x1fff_ffff) return undefined;
			const value = field(reader, Number(key & 7n), depth, budget);
			if (!value) return undefined;
			const values = found.get(number);
			if (values) values.push(value.of);
			else found.set(number, [value.of]);
		}
	} catch (failure) {
		problemOf(failure);
		return undefined; // cut short: not a message
	}
	const entries = [...found].sort(([a], [b]) => a - b);
	const value = Object.fromEntries(
		entries.map(([number, values]) => [String(number), values.length === 1 ? values[0] : values]),
	);
	return { value, fields: entries.length, largest: entries.at(-1)?.[0] ?? 0 };
}

function field(
	reader: ByteReader,
	wire: number,
	depth: number,
	budget: { nodes: number },
): { of: DecodedValue } | undefined {
	switch (wire) {
		case 0:
			return { of: exact(varint(reader)) };
		case 1:
			return { of: fixed64(reader.take(8)) };
		case 2: {
			const size = varint(reader);
			if (size > BigInt(reader.left)) return undefined;
			return { of: delimited(reader.take(Number(size)), depth, budget) };
		}
		case 5:
			return { of: fixed32(reader.take(4)) };
		default:
			return undefined; // groups are deprecated and rare, and would let noise pass
	}
}

function varint(reader: ByteReader): bigint {
	let value = 0n;
	for (let shift = 0n; shift < 70n; shift += 7n) {
		const byte = reader.u8();
		value |= BigInt(byte & 0x7f) << shift;
		if (byte < 0x80) return BigInt.asUintN(64, value);
	}
	throw new RangeError('Number longer than 10 bytes');
}

function delimited(bytes: Uint8Array, depth: number, budget: { nodes: number }): DecodedValue {
	const text = readUtf8(bytes);
	if (text !== undefined && isReadable(text) && !text.includes('\0')) return text;
	return readProtobuf(bytes, depth + 1, budget)?.value ?? bytes;
}

/** Eight bytes may be a double or an integer: the double where it is an everyday number. */
function fixed64(bytes: Uint8Array): DecodedValue {
	const view = new DataView(bytes.buffer, bytes.byteOffset, 8);
	const double = view.getFloat64(0, true);
	return everyday(double) ? double : exact(view.getBigInt64(0, true));
}

function fixed32(bytes: Uint8Array): DecodedValue {
	const view = new DataView(bytes.buffer, bytes.byteOffset, 4);
	const float = view.getFloat32(0, true);
	return everyday(float) ? float : view.getInt32(0, true);
}

function everyday(value: number): boolean {
	const size = Math.abs(value);
	return value === 0 || (size > 1e-6 && size < 1e15);
}
