import type { DecodedValue } from '../../../src/decode/decoded.ts';
import type { Value } from '../../../src/protocol/value.ts';

/** Containers inside containers; deeper ones are left out. */
const DEEPEST = 200;
const CHUNK = 0x8000;

/** A decoded value in the form that the value tree shows. */
export function pageValueOf(value: DecodedValue): Value {
	return write(value, 0, { id: 0 });
}

function write(value: DecodedValue, depth: number, ids: { id: number }): Value {
	if (depth > DEEPEST) return { t: 'omitted', why: 'budget' };
	switch (typeof value) {
		case 'undefined':
			return { t: 'undefined' };
		case 'boolean':
			return { t: 'boolean', v: value };
		case 'number':
			return { t: 'number', v: numberOf(value) };
		case 'bigint':
			return { t: 'bigint', v: String(value) };
		case 'string':
			return { t: 'string', v: value };
		default:
	}
	if (value === null) return { t: 'null' };
	const id = ++ids.id;
	const inner = (item: DecodedValue): Value => write(item, depth + 1, ids);
	if (value instanceof Uint8Array) {
		return { t: 'view', id, c: 'Uint8Array', b: base64Of(value), n: value.length, o: 0 };
	}
	if (Array.isArray(value)) {
		return { t: 'array', id, e: value.map((item, at) => [at, inner(item)]), n: value.length };
	}
	if (value instanceof Map) {
		return { t: 'map', id, e: [...value].map(([key, item]) => [inner(key), inner(item)]), n: value.size };
	}
	return { t: 'object', id, e: Object.entries(value).map(([key, item]) => [key, inner(item)]) };
}

function numberOf(value: number): number | 'NaN' | 'Infinity' | '-Infinity' | '-0' {
	if (Object.is(value, -0)) return '-0';
	return Number.isFinite(value) ? value : (String(value) as 'NaN' | 'Infinity' | '-Infinity');
}

function base64Of(bytes: Uint8Array): string {
	let text = '';
	for (let at = 0; at < bytes.length; at += CHUNK) {
		text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
	}
	return btoa(text);
}
