import type { Node } from '../syntax/node.ts';
import {
	ATTACKER,
	constant,
	depsOf,
	EVENT,
	type ObjectValue,
	OPAQUE,
	ORIGIN,
	SOURCE,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import type { Machine } from './machine.ts';
import { binary, test } from './operators.ts';

/** Functions of the language that look at their first argument alone. */
const OF_ONE = new Set([
	'String',
	'Boolean',
	'encodeURI',
	'encodeURIComponent',
	'decodeURI',
	'decodeURIComponent',
]);

/** Levels that `flat` takes lists apart at most. */
const DEEPEST = 10;
/** Elements left out before one that is written, up to which it is told where it is. */
const MOST_HOLES = 100;
/** A list that the script itself puts in order is followed up to this length. */
const MOST_SORTED = 3;

/**
 * Calls a method of a list or map that holds more than constants: functions, and what is known of a message, stay what
 * they are. Undefined where the method is none of those, or the answer is not known.
 */
export function listMethod(
	m: Machine,
	receiver: ObjectValue,
	name: string,
	args: readonly Value[],
	site: Node,
): Value | undefined {
	if (receiver.kind === 'map') return mapMethod(m, receiver, name, args);
	if (receiver.kind !== 'array') return undefined;
	const isPlain = (one: Value) =>
		one.t === 'constant' || (one.t === 'object' && one.items.every(isConstantItem));
	if ([receiver, ...args].every(isPlain)) return undefined;
	const { items, open } = receiver;
	const [first, second] = args;
	switch (name) {
		case 'slice': {
			const from = position(first, 0);
			const to = position(second, Number.POSITIVE_INFINITY);
			if (from === undefined || to === undefined || (open && (from < 0 || to < 0))) return undefined;
			return copy(m, receiver, items.slice(from, to));
		}
		case 'concat':
			return args.every((one) => !mayBeList(one)) ? joined(m, receiver, args) : undefined;
		case 'at': {
			const at = position(first, 0);
			return at === undefined || open ? undefined : (items.at(at) ?? UNDEFINED);
		}
		case 'flat': {
			const depth = position(first, 1);
			return depth === undefined ? undefined : copy(m, receiver, flattened(items, Math.min(depth, DEEPEST)));
		}
		case 'filter':
			if (first?.t !== 'term' || first.symbol?.name !== 'Boolean') return undefined;
			return copy(
				m,
				receiver,
				items.filter((one) => test(m, one, site)),
			);
		case 'map':
			if (first?.t !== 'term' || !OF_ONE.has(first.symbol?.name ?? '')) return undefined;
			return copy(
				m,
				receiver,
				items.map((one) => m.call(first, undefined, [one], site, 'used')),
			);
		case 'reverse':
		case 'toReversed':
			return changed(m, receiver, items.toReversed(), name === 'reverse');
		case 'sort':
		case 'toSorted':
			return changed(m, receiver, sorted(m, receiver, first, site), name === 'sort');
		case 'with': {
			const at = position(first, 0);
			return at === undefined || open ? undefined : copy(m, receiver, items.with(at, second ?? UNDEFINED));
		}
		case 'fill':
			return changed(
				m,
				receiver,
				(items.length > 0 ? items : [UNDEFINED]).map(() => first ?? UNDEFINED),
				true,
			);
		case 'splice':
		case 'toSpliced':
			return spliced(m, receiver, args, name === 'splice');
		case 'values':
			return copy(m, receiver, items);
		case 'entries':
			return copy(
				m,
				receiver,
				items.map((one, at) => m.values.object('array', true, [constant(at), one])),
			);
		default:
			return undefined;
	}
}

function mapMethod(m: Machine, map: ObjectValue, name: string, [key]: readonly Value[]): Value | undefined {
	switch (name) {
		case 'get': {
			if (key?.t !== 'constant' || !map.entries.every(([one]) => one.t === 'constant')) return undefined;
			const [only, ...more] = map.entries.filter(([one]) => m.values.key(one) === m.values.key(key));
			return more.length === 0 ? only?.[1] : undefined;
		}
		case 'values':
			return copy(
				m,
				map,
				map.entries.map(([, value]) => value),
			);
		case 'entries':
			return copy(
				m,
				map,
				map.entries.map((one) => m.values.object('array', true, [...one])),
			);
		default:
			return undefined;
	}
}

/** What an object may have under a name where the script gives it properties by names that are worked out. */
export function enteredUnder(m: Machine, object: ObjectValue, name: string, site: Node): Value | undefined {
	if (object.kind !== 'object' || object.fresh || object.entries.length === 0) return undefined;
	const possible = () => [UNDEFINED, ...object.entries.map(([, value]) => value)];
	return m.values.symbol({ name: `${name}@${object.id}`, kind: 'property', node: site, possible }, OPAQUE);
}

/** A property over which the page's address may write: `for (const [key, value] of params) options[key] = value`. */
export function writtenByAddress(
	m: Machine,
	object: ObjectValue,
	name: string,
	own: Value,
	site: Node,
): Value | undefined {
	if (!object.chosen) return undefined;
	return m.values.symbol({ name, kind: 'property', node: site, possible: () => [own] }, OPAQUE | ATTACKER);
}

/** How many elements a list has; where nothing is in it yet, maybe none. */
export function lengthOf(m: Machine, object: ObjectValue, key: Value, site: Node): Value {
	const unset = object.lateFilled || (object.open && !object.fresh && object.items.length === 0);
	if (unset)
		return m.values.symbol(
			{ name: `length@${object.id}`, kind: 'property', node: site, possible: () => [constant(0)] },
			OPAQUE,
		);
	return object.open ? m.values.term('get', [object, key], OPAQUE) : constant(object.items.length);
}

function copy(m: Machine, { open, deps }: ObjectValue, items: readonly Value[]): ObjectValue {
	const made = m.values.object('array', !m.run.static, [...items]);
	made.open = open;
	made.deps = deps;
	return made;
}

/** A list with other elements: the same one where the method writes to it. */
function changed(m: Machine, list: ObjectValue, items: readonly Value[], writes: boolean): ObjectValue {
	if (!writes || !list.fresh) return copy(m, list, items);
	list.items = [...items];
	return list;
}

/** Which of a list's elements come first depends on the origin, where it is among them. */
function sorted(m: Machine, list: ObjectValue, order: Value | undefined, site: Node): readonly Value[] {
	const { items, open } = list;
	if (!items.some((one) => depsOf(one) & ORIGIN) || open || m.run.static) return items;
	if (!order) {
		const all = m.values.term('call', [copy(m, list, [...items]), constant('sort')]);
		return items.map((_, at) => m.values.term('get', [all, constant(String(at))]));
	}
	if (items.length > MOST_SORTED) return items;
	const before = (one: Value, other: Value) => {
		const answer = m.call(order, undefined, [one, other], site, 'used');
		return test(m, binary(m, '<', answer, constant(0), site), site);
	};
	const placed: Value[] = [];
	for (const one of items) {
		const at = placed.findIndex((other) => before(one, other));
		placed.splice(at < 0 ? placed.length : at, 0, one);
	}
	return placed;
}

function spliced(
	m: Machine,
	list: ObjectValue,
	[start, count, ...given]: readonly Value[],
	writes: boolean,
): Value | undefined {
	const from = position(start, 0);
	const many = position(count, Number.POSITIVE_INFINITY);
	if (from === undefined || many === undefined || list.open || (writes && !list.fresh)) return undefined;
	const rest = [...list.items];
	const removed = rest.splice(from, many, ...given);
	if (!writes) return copy(m, list, rest);
	list.items = rest;
	return copy(m, list, removed);
}

function joined(m: Machine, list: ObjectValue, args: readonly Value[]): ObjectValue {
	const made = copy(m, list, list.items);
	for (const one of args) {
		if (one.t !== 'object' || one.kind !== 'array') {
			made.items.push(one);
			continue;
		}
		made.items.push(...one.items);
		made.open ||= one.open;
		made.deps |= one.deps;
	}
	return made;
}

/** Whether a value of which more is known only at run time may be a list, whose elements `concat` takes. */
function mayBeList(value: Value): boolean {
	if (value.t !== 'term' || value.op === 'event' || value.op === 'origin' || value.op === 'source')
		return false;
	return (value.deps & (EVENT | ORIGIN | SOURCE)) === 0 || (value.deps & OPAQUE) !== 0;
}

function flattened(items: readonly Value[], depth: number): Value[] {
	return items.flatMap((one) =>
		depth > 0 && one.t === 'object' && one.kind === 'array' ? flattened(one.items, depth - 1) : [one],
	);
}

const isConstantItem = ({ t }: Value): boolean => t === 'constant';

/** A whole number that is given; undefined where it is not known. */
function position(value: Value | undefined, missing: number): number | undefined {
	if (!value || value === UNDEFINED) return missing;
	return value.t === 'constant' && typeof value.value === 'number' ? Math.trunc(value.value) : undefined;
}

/** Writes an element; what is left out before it is filled up, and far out it is no longer told where it is. */
export function setItem(object: ObjectValue, at: number, value: Value): void {
	if (at > object.items.length + MOST_HOLES) {
		object.open = true;
		object.deps |= depsOf(value);
		return;
	}
	while (object.items.length < at) object.items.push(UNDEFINED);
	object.items[at] = value;
}
