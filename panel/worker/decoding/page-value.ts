import type { DecodedValue } from '../../../src/decode/decoded.ts';
import type { Value } from '../../../src/protocol/value.ts';

/** Containers inside containers; deeper ones are left out. */
const DEEPEST = 200;
const CHUNK = 0x8000;

/** Values that may still be written. */
export interface Budget {
	nodes: number;
}

/** A decoded value in the form that the value tree shows; what the budget does not pay for is left out, marked. */
export function pageValueOf(value: DecodedValue, budget: Budget): Value {
	return write(value, 0, { budget, id: 0 });
}

interface State {
	budget: Budget;
	/** The last container's. */
	id: number;
}

function write(value: DecodedValue, depth: number, state: State): Value {
	if (depth > DEEPEST || --state.budget.nodes < 0) return { t: 'omitted', why: 'budget' };
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
	const id = ++state.id;
	const inner = (item: DecodedValue): Value => write(item, depth + 1, state);
	if (value instanceof Uint8Array) {
		return { t: 'view', id, c: 'Uint8Array', b: base64Of(value), n: value.length, o: 0 };
	}
	if (Array.isArray(value)) {
		return {
			t: 'array',
			id,
			e: each(value, state, (item, at): [number, Value] => [at, inner(item)]),
			n: value.length,
		};
	}
	if (value instanceof Map) {
		const e = each(value, state, ([key, item]): [Value, Value] => [inner(key), inner(item)]);
		return { t: 'map', id, e, n: value.size };
	}
	const e = each(Object.entries(value), state, ([key, item]): [string, Value] => [key, inner(item)]);
	return { t: 'object', id, e };
}

/** The parts that can be paid, and one more, which then says that something is left out. */
function each<T, E>(parts: Iterable<T>, { budget }: State, make: (part: T, at: number) => E): E[] {
	const entries: E[] = [];
	for (const part of parts) {
		if (budget.nodes < 0) break;
		entries.push(make(part, entries.length));
	}
	return entries;
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
