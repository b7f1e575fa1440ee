import type { Node } from '../syntax/node.ts';
import { constant, FALSE, type ObjectValue, TRUE, UNDEFINED, type Value } from '../value/value.ts';
import type { Machine } from './machine.ts';

/** Settings that are set from each other are followed so far. */
const DEEPEST = 4;

/** Whether a key is `Symbol.iterator`. */
export function isIteratorKey(key: Value): boolean {
	return key.t === 'term' && key.symbol?.name === 'Symbol.iterator';
}

/** What `collection[Symbol.iterator]` gives: a function that makes an iterator over it. */
export function iteratorMaker(m: Machine, collection: Value, site: Node): Value {
	return m.values.native('Symbol.iterator', (_, self) => {
		const from = self ?? collection;
		if (from.t === 'object' && from.kind === 'iterator') return from;
		const iterator = m.values.object('iterator', true);
		iterator.props.set('rest', m.values.object('array', true, elementsOf(m, from, site)));
		return iterator;
	});
}

/** The elements of a collection; one element stands for all of an unknown one. */
export function elementsOf(m: Machine, from: Value, site: Node): Value[] {
	if (from.t === 'object' && !(from.open && from.items.length + from.entries.length === 0)) {
		if (from.kind === 'map')
			return from.entries.map(([key, value]) => m.values.object('array', true, [key, value]));
		if (from.kind === 'array' || from.kind === 'set') return [...from.items];
		if (from.yields) return from.yields;
	}
	const only = onlyList(from);
	if (only) return [...only.items];
	if (from.t === 'constant') return typeof from.value === 'string' ? [...from.value].map(constant) : [];
	return [m.get(from, constant('*element'), site)];
}

/** The list that a setting is for certain, as far as the script gives it one. */
export function onlyList(from: Value, depth = 0): ObjectValue | undefined {
	const [only, ...more] = (from.t === 'term' && depth < DEEPEST && from.symbol?.possible?.()) || [];
	// A setting may be set from itself: `again(list)` in `function again(list)`.
	if (only?.t === 'term' && more.length === 0) return onlyList(only, depth + 1);
	const list = only?.t === 'object' && (only.kind === 'array' || only.kind === 'set') ? only : undefined;
	return more.length === 0 && list && !list.open && !list.lateFilled && list.items.length > 0
		? list
		: undefined;
}

/** Marks a generator as one that a compiler's helper for async functions goes through to its end. */
export function driven(value: Value): Value {
	if (value.t === 'object' && value.yields) value.props.set('driven', TRUE);
	return value;
}

/** `next()` of an iterator, step by step; a generator that a helper drives comes to its end at once. */
export function nextOf(m: Machine, iterator: ObjectValue): Value {
	const step = m.values.object('object', true);
	const rest = iterator.kind === 'array' ? iterator : restOf(m, iterator);
	const value = rest?.items.shift();
	step.props.set('done', value ? FALSE : TRUE);
	step.props.set('value', value ?? iterator.items[0] ?? UNDEFINED);
	return step;
}

/** What an iterator has still to give. */
function restOf(m: Machine, iterator: ObjectValue): ObjectValue | undefined {
	const known = iterator.props.get('rest');
	if (known?.t === 'object') return known;
	if (!iterator.yields || iterator.props.has('driven')) return undefined;
	const rest = m.values.object('array', true, [...iterator.yields]);
	iterator.props.set('rest', rest);
	return rest;
}
