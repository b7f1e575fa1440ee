import { ByteReader, problemOf } from '../bytes/reader.ts';
import type { DecodedValue } from '../decoded.ts';
import { limits } from '../limits.ts';
import { taggedValue } from './cbor-tags.ts';
import { mapOf } from './map-of.ts';
import { type BinaryValue, exact } from './read-msgpack.ts';

interface State {
	reader: ByteReader;
	nodes: number;
	error?: string;
}

/** The stop code of indefinite-length items (RFC 8949, section 3.2.1). */
const stop = Symbol('stop');

/** Reads one CBOR data item (RFC 8949); on damage the part before it is kept. */
export function readCbor(bytes: Uint8Array): BinaryValue {
	const reader = new ByteReader(bytes);
	const state: State = { reader, nodes: 0 };
	const value = read(state, 0);
	if (value === stop) state.error = 'A stop code stands alone';
	const { error } = state;
	const result = { value: value === stop ? undefined : value, used: reader.at };
	return error === undefined ? result : { ...result, error };
}

function read(state: State, depth: number): DecodedValue | typeof stop {
	if (depth > limits.valueDepth) state.error = `Nested deeper than ${limits.valueDepth}`;
	else if (++state.nodes > limits.nodes) state.error = `More than ${limits.nodes} values`;
	if (state.error !== undefined) return undefined;
	try {
		return item(state, depth);
	} catch (failure) {
		state.error ??= problemOf(failure);
		return undefined;
	}
}

function item(state: State, depth: number): DecodedValue | typeof stop {
	const { reader } = state;
	const head = reader.u8();
	const major = head >> 5;
	const info = head & 0x1f;
	if (info > 27 && info < 31) throw new RangeError(`0x${head.toString(16)} is not a CBOR item`);
	if (major === 7) return simple(reader, info);
	if (info === 31 && (major < 2 || major === 6))
		throw new RangeError(`0x${head.toString(16)} is not a CBOR item`);
	const count = info === 31 ? undefined : argument(reader, info);
	switch (major) {
		case 0:
			return exact(count ?? 0n);
		case 1:
			return exact(-1n - (count ?? 0n));
		case 2:
			return joined(count === undefined ? chunks(state, 2) : [reader.take(Number(count))]);
		case 3:
			return count === undefined
				? chunks(state, 3)
						.map((chunk) => new ByteReader(chunk).text(chunk.length))
						.join('')
				: reader.text(Number(count));
		case 4:
			return items(state, count, depth);
		case 5:
			return map(state, count, depth);
		default: {
			const tagged = read(state, depth + 1);
			if (tagged === stop) throw new RangeError('A stop code stands after a tag');
			return taggedValue(count ?? 0n, tagged);
		}
	}
}

function argument(reader: ByteReader, info: number): bigint {
	if (info < 24) return BigInt(info);
	if (info === 24) return BigInt(reader.u8());
	if (info === 25) return BigInt(reader.u16());
	return info === 26 ? BigInt(reader.u32()) : reader.u64();
}

function simple(reader: ByteReader, info: number): DecodedValue | typeof stop {
	if (info === 31) return stop;
	if (info === 20 || info === 21) return info === 21;
	if (info === 22) return null;
	if (info === 23) return undefined;
	if (info === 25) return half(reader.u16());
	if (info === 26) return reader.f32();
	if (info === 27) return reader.f64();
	return { simple: info === 24 ? reader.u8() : info };
}

/** IEEE 754 half precision (RFC 8949, appendix D). */
function half(bits: number): number {
	const sign = bits & 0x8000 ? -1 : 1;
	const exponent = (bits >> 10) & 0x1f;
	const fraction = bits & 0x3ff;
	if (exponent === 0) return sign * fraction * 2 ** -24;
	if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
	return sign * (fraction + 1024) * 2 ** (exponent - 25);
}

/** Definite-length chunks of an indefinite-length string, each of the same major type. */
function chunks(state: State, major: number): Uint8Array[] {
	const { reader } = state;
	const out: Uint8Array[] = [];
	while (reader.peek() !== 0xff) {
		if (++state.nodes > limits.nodes) throw new RangeError(`More than ${limits.nodes} values`);
		const head = reader.u8();
		if (head >> 5 !== major || (head & 0x1f) > 27)
			throw new RangeError('A string has a chunk of another type');
		out.push(reader.take(Number(argument(reader, head & 0x1f))));
	}
	reader.u8();
	return out;
}

function joined(parts: Uint8Array[]): Uint8Array {
	const only = parts[0];
	if (parts.length === 1 && only) return only;
	const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		out.set(part, at);
		at += part.length;
	}
	return out;
}

function items(state: State, count: bigint | undefined, depth: number): DecodedValue[] {
	const out: DecodedValue[] = [];
	for (let i = 0n; count === undefined || i < count; i++) {
		const value = read(state, depth + 1);
		if (value === stop) {
			if (count !== undefined) throw new RangeError('A stop code stands inside an array of known length');
			break;
		}
		if (state.error !== undefined && value === undefined) break;
		out.push(value);
		if (state.error !== undefined) break;
	}
	return out;
}

function map(state: State, count: bigint | undefined, depth: number): DecodedValue {
	const entries: [DecodedValue, DecodedValue][] = [];
	for (let i = 0n; (count === undefined || i < count) && state.error === undefined; i++) {
		const key = read(state, depth + 1);
		if (key === stop && count === undefined) break;
		const value = key === stop || state.error !== undefined ? undefined : read(state, depth + 1);
		if (key === stop || value === stop) throw new RangeError('A stop code stands inside a map');
		if (state.error === undefined || value !== undefined) entries.push([key, value]);
	}
	return mapOf(entries);
}
