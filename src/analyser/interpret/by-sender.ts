import { exchanged } from '../value/exchanged.ts';
import { hasSendersOrigin } from '../value/senders-origin.ts';
import { depsOf, FROM_OUTSIDE, isPromise, ORIGIN, type Term, type Value } from '../value/value.ts';
import type { Machine } from './machine.ts';

// Collections in which a script keeps what it found out of senders, by their origins.

/** What a collection is filled with, also where a property holds it. */
function filledOf({ symbol }: Term): NonNullable<Term['symbol']>['filled'] {
	if (!symbol || symbol.filled) return symbol?.filled;
	const [only, ...more] = symbol.kind === 'property' ? (symbol.possible?.() ?? []) : [];
	return only?.t === 'term' && more.length === 0 ? only.symbol?.filled : undefined;
}

/** A collection that is asked by the sender's origin and filled by that of senders: which of them are in it decides. */
export function bySender(m: Machine, collection: Term, key: Value | undefined): Value | undefined {
	if (!key || !(depsOf(key) & ORIGIN)) return undefined;
	const filled = filledOf(collection)?.() ?? [];
	if (!filled.some(({ given }) => hasSendersOrigin(given))) return undefined;
	const map = m.values.object('map', false);
	for (const { key: one, given, value } of filled)
		map.entries.push([one, given.t === 'term' ? exchanged(m.values, value, given, key) : value]);
	return map;
}

/** A property of a record that is kept by sender: `verdicts.get(origin).ok`. */
export function memberOfFound(m: Machine, { op, args }: Term, name: string): Value | undefined {
	const [map, method, key] = args;
	if (op !== 'call' || map?.t !== 'object' || map.kind !== 'map' || method?.t !== 'constant')
		return undefined;
	if (method.value !== 'get' || !key || !(depsOf(key) & ORIGIN) || map.open) return undefined;
	const parts = map.entries.map(([one, record]): [Value, Value | undefined] => [
		one,
		record.t === 'object' && record.kind === 'object' ? record.props.get(name) : undefined,
	]);
	const known = m.values.object('map', false);
	for (const [one, part] of parts) {
		if (!part || part.t === 'function') return undefined;
		known.entries.push([one, part]);
	}
	// What is kept alike of every sender: when, or how often.
	const [[, only] = [], ...others] = known.entries;
	if (only && others.length === 0 && !(depsOf(only) & FROM_OUTSIDE)) return only;
	return m.values.term('call', [known, method, key]);
}

/** What is found in a collection of promises, once it is there: `await verdicts.get(origin)`. */
export function onceSettled(
	{ op, args }: Term,
	m: Machine,
	settled: (promise: Value) => Value,
): Value | undefined {
	const [map, ...rest] = args;
	if (op !== 'call' || map?.t !== 'object' || !map.entries.some(([, one]) => isPromise(one)))
		return undefined;
	const known = m.values.object(map.kind, false);
	known.open = map.open;
	known.entries = map.entries.map(([key, one]) => [key, isPromise(one) ? settled(one) : one]);
	return m.values.term('call', [known, ...rest]);
}
