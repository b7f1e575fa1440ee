import { ByteReader, problemOf } from '../bytes/reader.ts';
import { readUtf8 } from '../bytes/utf8.ts';
import type { DecodedObject, DecodedValue } from '../decoded.ts';
import { limits } from '../limits.ts';
import { exact } from '../value/read-msgpack.ts';
import { readUnknown } from '../value/read-protobuf.ts';
import type { Field, FieldType, MessageType, Scalar } from './schema.ts';
import { readDelimited, readKey, readVarint, wire } from './wire.ts';

/** A message by its type. `misfits`: paths of fields that the type does not have, or has otherwise. */
export interface ReadMessage {
	value: DecodedObject;
	fields: number;
	misfits: string[];
	/** Where the bytes stopped being a message; the fields before are there. */
	error?: string;
}

const DEEPEST = 64;
const MOST_MISFITS = 20;

interface State {
	nodes: number;
	misfits: string[];
	error?: string;
}

/** Reads bytes as a message of a type. Fields that are not written are left out: the wire has no defaults. */
export function readMessage(bytes: Uint8Array, type: MessageType): ReadMessage {
	const state: State = { nodes: limits.nodes, misfits: [] };
	const { value, fields } = read(new ByteReader(bytes), type, '', 0, state);
	return { value, fields, misfits: state.misfits, ...(state.error ? { error: state.error } : {}) };
}

/** A message up to the end of its bytes; a group up to its end, which has `group` as its number. */
function read(
	reader: ByteReader,
	type: MessageType | undefined,
	path: string,
	depth: number,
	state: State,
	group?: number,
): { value: DecodedObject; fields: number } {
	const found = new Map<string, DecodedValue>();
	try {
		while (reader.left > 0) {
			if (--state.nodes < 0) throw new RangeError(`More than ${limits.nodes} values`);
			if (depth > DEEPEST) throw new RangeError(`Nested deeper than ${DEEPEST}`);
			const key = readKey(reader);
			if (!key) throw new RangeError('Not the number of a field');
			if (key.type === wire.groupEnd && key.number === group) break;
			const field = type?.fields.get(key.number);
			const name = field?.name ?? String(key.number);
			const at = path === '' ? name : `${path}.${name}`;
			take(reader, key, field, name, at, depth, state, found);
			if (state.error !== undefined) break;
		}
	} catch (failure) {
		state.error = problemOf(failure);
	}
	return { value: Object.fromEntries(found), fields: found.size };
}

function take(
	reader: ByteReader,
	key: { number: number; type: number },
	field: Field | undefined,
	name: string,
	at: string,
	depth: number,
	state: State,
	found: Map<string, DecodedValue>,
): void {
	if (field?.key) {
		takeEntry(reader, key.type, { ...field, key: field.key }, at, depth, state, found);
		return;
	}
	if (field && key.type === wire.bytes && isPackable(field.type)) {
		const packed = new ByteReader(delimited(reader));
		const items: DecodedValue[] = [];
		while (packed.left > 0) {
			if (--state.nodes < 0) throw new RangeError(`More than ${limits.nodes} values`);
			items.push(one(packed, wireOf(field.type), key.number, field.type, at, depth, state));
		}
		add(found, name, field.isRepeated ? items : items.at(-1), field.isRepeated);
		return;
	}
	const fits = field && (field.type.kind === 'unknown' || wireOf(field.type) === key.type);
	if (!fits && state.misfits.length < MOST_MISFITS && !state.misfits.includes(at)) state.misfits.push(at);
	const value = one(reader, key.type, key.number, fits ? field.type : undefined, at, depth, state);
	add(found, name, value, (fits && field.isRepeated) || (!fits && found.has(name)));
}

/** An entry of a map: a message of key and value. */
function takeEntry(
	reader: ByteReader,
	type: number,
	field: Field & { key: Scalar },
	at: string,
	depth: number,
	state: State,
	found: Map<string, DecodedValue>,
): void {
	if (type !== wire.bytes) throw new RangeError(`${at} is not written as a map`);
	const entry: MessageType = {
		name: at,
		fields: new Map([
			[1, { name: 'key', isRepeated: false, type: { kind: 'scalar', scalar: field.key } }],
			[2, { name: 'value', isRepeated: false, type: field.type }],
		]),
	};
	const { value } = read(new ByteReader(delimited(reader)), entry, at, depth + 1, state);
	const known = found.get(field.name);
	const map = known instanceof Map ? known : new Map<DecodedValue, DecodedValue>();
	map.set(value['key'] ?? emptyOf(field.key), value['value']);
	found.set(field.name, map);
}

function add(found: Map<string, DecodedValue>, name: string, value: DecodedValue, isRepeated: boolean): void {
	if (!isRepeated) {
		found.set(name, value);
		return;
	}
	const known = found.get(name);
	const items = Array.isArray(known) ? known : known === undefined ? [] : [known];
	for (const item of Array.isArray(value) ? value : [value]) items.push(item);
	found.set(name, items);
}

function one(
	reader: ByteReader,
	type: number,
	number: number,
	as: FieldType | undefined,
	at: string,
	depth: number,
	state: State,
): DecodedValue {
	if (type === wire.groupStart) {
		const message = as?.kind === 'group' ? as.message : undefined;
		return read(reader, message, at, depth + 1, state, number).value;
	}
	if (as?.kind === 'message')
		return read(new ByteReader(delimited(reader)), as.message, at, depth + 1, state).value;
	if (as?.kind === 'enum') {
		const value = Number(BigInt.asIntN(32, readVarint(reader)));
		return as.names.get(value) ?? value;
	}
	if (as?.kind === 'scalar') return scalar(reader, as.scalar);
	const unknown = readUnknown(reader, type, 0, state);
	if (!unknown) throw new RangeError(`${at} is no field`);
	return unknown.of;
}

function delimited(reader: ByteReader): Uint8Array {
	const bytes = readDelimited(reader);
	if (!bytes) throw new RangeError('Cut short');
	return bytes;
}

function scalar(reader: ByteReader, type: Scalar): DecodedValue {
	switch (type) {
		case 'string': {
			const bytes = delimited(reader);
			return readUtf8(bytes) ?? bytes;
		}
		case 'bytes':
			return delimited(reader);
		case 'bool':
			return readVarint(reader) !== 0n;
		case 'int32':
			return Number(BigInt.asIntN(32, readVarint(reader)));
		case 'uint32':
			return Number(BigInt.asUintN(32, readVarint(reader)));
		case 'sint32':
			return Number(zigzag(BigInt.asUintN(32, readVarint(reader))));
		case 'int64':
			return exact(BigInt.asIntN(64, readVarint(reader)));
		case 'uint64':
			return exact(readVarint(reader));
		case 'sint64':
			return exact(zigzag(readVarint(reader)));
		default:
			return fixed(reader, type);
	}
}

function fixed(reader: ByteReader, type: Scalar): DecodedValue {
	const bytes = reader.take(wireOf({ kind: 'scalar', scalar: type }) === wire.fixed64 ? 8 : 4);
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	switch (type) {
		case 'double':
			return view.getFloat64(0, true);
		case 'float':
			return view.getFloat32(0, true);
		case 'fixed32':
			return view.getUint32(0, true);
		case 'sfixed32':
			return view.getInt32(0, true);
		case 'fixed64':
			return exact(view.getBigUint64(0, true));
		default:
			return exact(view.getBigInt64(0, true));
	}
}

const zigzag = (value: bigint): bigint => (value >> 1n) ^ -(value & 1n);

function wireOf(type: FieldType): number {
	if (type.kind === 'enum') return wire.varint;
	if (type.kind === 'group') return wire.groupStart;
	if (type.kind !== 'scalar') return wire.bytes;
	switch (type.scalar) {
		case 'string':
		case 'bytes':
			return wire.bytes;
		case 'double':
		case 'fixed64':
		case 'sfixed64':
			return wire.fixed64;
		case 'float':
		case 'fixed32':
		case 'sfixed32':
			return wire.fixed32;
		default:
			return wire.varint;
	}
}

const isPackable = (type: FieldType): boolean =>
	(type.kind === 'scalar' || type.kind === 'enum') && wireOf(type) !== wire.bytes;

/** The value of a key that is not written. */
const emptyOf = (key: Scalar): DecodedValue => (key === 'string' ? '' : key === 'bool' ? false : 0);
