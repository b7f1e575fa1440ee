import {
	amount,
	type Check,
	flag,
	integer,
	listOf,
	oneOf,
	pairOf,
	refuse,
	shape,
	type Tally,
	text,
} from './checks.ts';
import type { Value } from './value.ts';

/** Longest text and base64 within a value: a whole body of 64 MB in base64 fits. */
const LONGEST = 100_000_000;
const NAME = 1_000;
/** More entries of one object than a hook ever encodes. */
const ENTRIES = 10_000_000;

const long = text(LONGEST);
const name = text(NAME);
const count = integer(0);
/** Index of an element, or the name of what an array has beside them. */
const key: Check<number | string> = (input, tally) =>
	typeof input === 'string' ? long(input, tally) : count(input, tally);
const nested: Check<Value> = (input, tally) => value(input, tally);

type Kind = Value['t'];
type Checks = { [K in Kind]: Check<Extract<Value, { t: K }>> };

function tagged<K extends Kind>(kind: K): { t: Check<K> } {
	return { t: () => kind };
}

const checks: Checks = {
	undefined: shape(tagged('undefined')),
	null: shape(tagged('null')),
	boolean: shape({ ...tagged('boolean'), v: flag }),
	number: shape({
		...tagged('number'),
		v: (input, tally) => (typeof input === 'number' && Number.isFinite(input) ? input : named(input, tally)),
	}),
	bigint: shape({
		...tagged('bigint'),
		v: (input, tally) => {
			const digits = long(input, tally);
			return /^-?\d+$/.test(digits) ? digits : refuse();
		},
	}),
	string: shape({ ...tagged('string'), v: long }, { n: count }),
	object: shape(
		{ ...tagged('object'), id: count, e: listOf(pairOf(long, nested), ENTRIES) },
		{ c: name, n: count },
	),
	array: shape({ ...tagged('array'), id: count, e: listOf(pairOf(key, nested), ENTRIES), n: count }),
	map: shape({ ...tagged('map'), id: count, e: listOf(pairOf(nested, nested), ENTRIES), n: count }),
	set: shape({ ...tagged('set'), id: count, e: listOf(nested, ENTRIES), n: count }),
	date: shape({
		...tagged('date'),
		id: count,
		v: (input) => (input === null || Number.isFinite(input) ? (input as number | null) : refuse()),
	}),
	regexp: shape({ ...tagged('regexp'), id: count, v: long, f: name }),
	error: shape({ ...tagged('error'), id: count, c: name, v: long }, { s: long }),
	boxed: shape({ ...tagged('boxed'), id: count, v: nested }),
	buffer: shape({
		...tagged('buffer'),
		id: count,
		c: oneOf('ArrayBuffer', 'SharedArrayBuffer'),
		b: base64,
		n: count,
	}),
	view: shape({ ...tagged('view'), id: count, c: name, b: base64, n: count, o: count }),
	blob: shape({ ...tagged('blob'), id: count, n: count, m: name }, { name, modified: amount, b: base64 }),
	port: shape({ ...tagged('port'), id: count, port: count }),
	platform: shape({ ...tagged('platform'), id: count, c: name }),
	ref: shape({ ...tagged('ref'), id: count }),
	omitted: shape({
		...tagged('omitted'),
		why: oneOf('budget', 'synthetic', 'unreadable', 'not-observable'),
	}),
};

function named(input: unknown, tally: Tally): 'NaN' | 'Infinity' | '-Infinity' | '-0' {
	return oneOf('NaN', 'Infinity', '-Infinity', '-0')(input, tally);
}

function base64(input: unknown, tally: Tally): string {
	const digits = long(input, tally);
	return /^[A-Za-z0-9+/]*={0,2}$/.test(digits) ? digits : refuse();
}

/** A primitive that JSON has as itself: how hooks write whole strings, finite numbers, booleans and null. */
function bare(input: unknown, tally: Tally): Value | undefined {
	if (typeof input === 'string') return { t: 'string', v: long(input, tally) };
	if (typeof input === 'number' && Number.isFinite(input)) return { t: 'number', v: input };
	if (typeof input === 'boolean') return { t: 'boolean', v: input };
	return input === null ? { t: 'null' } : undefined;
}

/** A page value in its JSON form (see value.ts) or as a hook writes it, in rows; checked to the last entry. */
export const value: Check<Value> = (input, tally) => {
	const primitive = bare(input, tally);
	if (primitive) return primitive;
	const kind = Array.isArray(input) ? input[0] : (input as { t?: unknown } | undefined)?.t;
	if (typeof kind !== 'string' || !Object.hasOwn(checks, kind)) return refuse();
	return checks[kind as Kind](input, tally);
};
