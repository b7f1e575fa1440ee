import { ByteReader, problemOf } from '../bytes/reader.ts';
import { isReadable, readUtf8 } from '../bytes/utf8.ts';
import type { DecodedObject, DecodedValue } from '../decoded.ts';
import { limits } from '../limits.ts';
import { isPadded, readDelimited, readKey, readVarint, wire } from '../protobuf/wire.ts';
import { exact } from './read-msgpack.ts';

/**
 * A message as field number → value, repeated fields as arrays; `largest` is the highest field number, `padded` whether
 * a number is written longer than need be.
 */
export interface ProtobufMessage {
	value: DecodedObject;
	fields: number;
	largest: number;
	padded: boolean;
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
	let padded = false;
	try {
		while (reader.left > 0) {
			if (--budget.nodes < 0) return undefined;
			const key = readKey(reader);
			padded ||= isPadded(bytes, reader.at);
			const value = key && readUnknown(reader, key.type, depth, budget);
			if (!value) return undefined;
			padded ||= key.type === wire.varint && isPadded(bytes, reader.at);
			const values = found.get(key.number);
			if (values) values.push(value.of);
			else found.set(key.number, [value.of]);
		}
	} catch (failure) {
		problemOf(failure);
		return undefined; // cut short: not a message
	}
	const entries = [...found].sort(([a], [b]) => a - b);
	const value = Object.fromEntries(
		entries.map(([number, values]) => [String(number), values.length === 1 ? values[0] : values]),
	);
	return { value, fields: entries.length, largest: entries.at(-1)?.[0] ?? 0, padded };
}

/** A field of unknown type, boxed; undefined where it is none. Throws a RangeError where it is cut short. */
export function readUnknown(
	reader: ByteReader,
	type: number,
	depth: number,
	budget: { nodes: number },
): { of: DecodedValue } | undefined {
	switch (type) {
		case wire.varint:
			return { of: exact(readVarint(reader)) };
		case wire.fixed64:
			return { of: fixed64(reader.take(8)) };
		case wire.bytes: {
			const bytes = readDelimited(reader);
			return bytes && { of: delimited(bytes, depth, budget) };
		}
		case wire.fixed32:
			return { of: fixed32(reader.take(4)) };
		default:
			return undefined; // groups are deprecated and rare, and would let noise pass
	}
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
