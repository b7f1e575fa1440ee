import { ByteReader, problemOf } from '../bytes/reader.ts';
import type { DecodedValue } from '../decoded.ts';
import { limits } from '../limits.ts';
import { mapOf } from './map-of.ts';

/** A value read from binary data, the bytes it took, and what stopped the reading if it is not whole. */
export interface BinaryValue {
	value: DecodedValue;
	used: number;
	error?: string;
}

/** Reads one MessagePack value; on damage the part before it is kept. */
export function readMsgpack(bytes: Uint8Array): BinaryValue {
	const reader = new ByteReader(bytes);
	const state: State = { reader, nodes: 0 };
	const value = read(state, 0);
	const { error } = state;
	return error === undefined ? { value, used: reader.at } : { value, used: reader.at, error };
}

interface State {
	reader: ByteReader;
	nodes: number;
	error?: string;
}

/** Reads a value, or records why not: from then on every enclosing container ends. */
function read(state: State, depth: number): DecodedValue {
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

function item(state: State, depth: number): DecodedValue {
	const { reader } = state;
	const head = reader.u8();
	if (head < 0x80) return head;
	if (head < 0x90) return map(state, head & 0x0f, depth);
	if (head < 0xa0) return array(state, head & 0x0f, depth);
	if (head < 0xc0) return reader.text(head & 0x1f);
	if (head >= 0xe0) return head - 0x100;
	if (head >= 0xd4 && head <= 0xd8) return extension(reader, 1 << (head - 0xd4));
	const read = scalars[head];
	if (read) return read(reader);
	if (head === 0xdc || head === 0xdd) return array(state, head === 0xdc ? reader.u16() : reader.u32(), depth);
	if (head === 0xde || head === 0xdf) return map(state, head === 0xde ? reader.u16() : reader.u32(), depth);
	throw new RangeError('0xc1 is not a MessagePack value');
}

const scalars: { [head: number]: (reader: ByteReader) => DecodedValue } = {
	192: () => null,
	194: () => false,
	195: () => true,
	196: (r) => r.take(r.u8()),
	197: (r) => r.take(r.u16()),
	198: (r) => r.take(r.u32()),
	199: (r) => extension(r, r.u8()),
	200: (r) => extension(r, r.u16()),
	201: (r) => extension(r, r.u32()),
	202: (r) => r.f32(),
	203: (r) => r.f64(),
	204: (r) => r.u8(),
	205: (r) => r.u16(),
	206: (r) => r.u32(),
	207: (r) => exact(r.u64()),
	208: (r) => r.i8(),
	209: (r) => r.i16(),
	210: (r) => r.i32(),
	211: (r) => exact(r.i64()),
	217: (r) => r.text(r.u8()),
	218: (r) => r.text(r.u16()),
	219: (r) => r.text(r.u32()),
};

/** A number where it is exact, else the bigint. */
export function exact(value: bigint): number | bigint {
	const number = Number(value);
	return Number.isSafeInteger(number) ? number : value;
}

function array(state: State, size: number, depth: number): DecodedValue[] {
	const items: DecodedValue[] = [];
	for (let i = 0; i < size; i++) {
		const value = read(state, depth + 1);
		if (state.error !== undefined && value === undefined) break;
		items.push(value);
		if (state.error !== undefined) break;
	}
	return items;
}

function map(state: State, size: number, depth: number): DecodedValue {
	const entries: [DecodedValue, DecodedValue][] = [];
	for (let i = 0; i < size && state.error === undefined; i++) {
		const key = read(state, depth + 1);
		if (state.error !== undefined) break;
		entries.push([key, read(state, depth + 1)]);
	}
	return mapOf(entries);
}

/** Application extensions as `{ 'ext N': bytes }`; the timestamp (-1) as ISO text where it is a date. */
function extension(reader: ByteReader, size: number): DecodedValue {
	const type = reader.i8();
	const data = reader.take(size);
	const seconds = type === -1 ? timestamp(data) : undefined;
	return seconds === undefined ? { [`ext ${type}`]: data } : { timestamp: seconds };
}

function timestamp(data: Uint8Array): string | undefined {
	const reader = new ByteReader(data);
	let seconds: number;
	let nanos = 0;
	if (data.length === 4) seconds = reader.u32();
	else if (data.length === 8) {
		const both = reader.u64();
		nanos = Number(both >> 34n);
		seconds = Number(both & 0x3ffffffffn);
	} else if (data.length === 12) {
		nanos = reader.u32();
		seconds = Number(reader.i64());
	} else return undefined;
	const date = new Date(seconds * 1000);
	if (nanos > 999_999_999 || Number.isNaN(date.getTime())) return undefined;
	const fraction = nanos === 0 ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`;
	return date.toISOString().replace('.000Z', `${fraction}Z`);
}
