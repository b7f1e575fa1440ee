import type { Node } from '../syntax/node.ts';
import {
	ATTACKER,
	constant,
	DATA,
	depsOf,
	EVENT,
	isNullish,
	type ObjectValue,
	OPAQUE,
	ORIGIN,
	SOURCE,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import { iterate } from './iteration.ts';
import type { Machine } from './machine.ts';
import { lettersIn } from './made-texts.ts';
import { isPlaceholder } from './stand-ins.ts';
import { keep } from './variables.ts';

const MOST_ENTRIES = 20;

/** Evaluates Array.from. */
export function arrayFrom(m: Machine, first: Value, args: Value[], site: Node): Value {
	const fn = args[1];
	const letters = fn ? undefined : lettersIn(m, first);
	if (letters) return letters;
	if (fn?.t === 'function') return iterate(m, first, 'map', fn, [fn], site, 'used');
	if (first.t === 'object' && (first.kind === 'set' || first.kind === 'array')) {
		const copy = m.values.object('array', true, [...first.items]);
		copy.open = first.open;
		copy.deps = first.deps;
		return copy;
	}
	return first;
}

/** Evaluates Object.keys, values and entries. */
export function listOf(m: Machine, name: string, from: Value, site: Node): Value {
	if (from.t !== 'object') {
		const one = m.get(from, constant(name.endsWith('keys') ? '*key' : '*element'), site);
		// What an object has under its names may be a list for each of them.
		const held = one.t === 'term' &&
			one.symbol && { ...one, symbol: { ...one.symbol, kind: 'property' as const } };
		const array = m.values.object('array', true, [held || one]);
		array.open = true;
		return array;
	}
	const array = m.values.object('array', true);
	array.open = from.open;
	for (const [key, value] of from.kind === 'array'
		? from.items.map((one, index): [string, Value] => [String(index), one])
		: from.props) {
		if (name === 'Object.values') array.items.push(value);
		else if (name === 'Object.entries')
			array.items.push(m.values.object('array', true, [constant(key), value]));
		else array.items.push(constant(key));
	}
	// What is put in under keys that are worked out, also by code that runs later.
	for (const [key, value] of from.entries.slice(0, MOST_ENTRIES)) {
		if (name === 'Object.values') array.items.push(value);
		else array.items.push(name === 'Object.entries' ? m.values.object('array', true, [key, value]) : key);
	}
	return array;
}

/** Evaluates Object.fromEntries; undefined where the pairs are not known one by one. */
export function fromEntries(m: Machine, list: Value): Value | undefined {
	if (list.t !== 'object' || (list.kind !== 'array' && list.kind !== 'map')) return undefined;
	const object = m.values.object('object', !m.run.static);
	object.open = list.open;
	object.settled = true;
	const pairs = list.kind === 'map' ? list.entries : list.items.map(pairOf);
	for (const pair of pairs) {
		if (!pair) return undefined;
		const [key, value] = pair;
		if (key.t === 'constant') object.props.set(String(key.value), value);
		else object.entries.push([key, value]);
	}
	return object;
}

/** Evaluates Object.create while a message is handled: a new object, with what it inherits as its own. */
export function created(m: Machine, from: Value): Value {
	const object = m.values.object('object', true);
	if (from.t === 'object') {
		for (const [name, value] of from.props) object.props.set(name, value);
		object.entries = [...from.entries];
		object.open = from.open;
		object.deps = from.deps;
		if (from.getters) object.getters = new Map(from.getters);
	} else if (!isNullish(from)) {
		object.open = true;
		object.deps = depsOf(from);
	}
	return object;
}

function pairOf(value: Value): [Value, Value] | undefined {
	const [key, entry] = value.t === 'object' && value.kind === 'array' && !value.open ? value.items : [];
	return key && [key, entry ?? UNDEFINED];
}

/** Whether an object has a property of its own. */
export function hasOwn(m: Machine, object: Value, key: Value, site: Node): Value {
	const known = object.t === 'object' && key.t === 'constant' && !object.open;
	if (known) return constant(object.props.has(String(key.value)));
	const term = m.values.term('in', [key, object]);
	if (term.deps & (ORIGIN | SOURCE)) m.run.compares(term, site);
	return term;
}

/** Evaluates Object.assign. */
export function objectAssign(m: Machine, args: Value[], site: Node): Value {
	const [target, ...rest] = args;
	if (target?.t !== 'object' || (!target.fresh && !m.run.static)) {
		let deps = 0;
		for (const one of rest) deps |= depsOf(one);
		if (deps & (DATA | EVENT)) m.run.use('state', site, { tainted: true });
		else for (const one of rest) keep(m, one, site);
		return target ?? UNDEFINED;
	}
	// What is worked out before any message is kept: the target stays as it was written.
	const result = target.fresh ? target : { ...target, props: new Map(target.props) };
	for (const one of rest) {
		if (one.t === 'object') {
			for (const [key, value] of one.props) result.props.set(key, value);
			result.open ||= one.open;
		} else if (!isNullish(one)) {
			if (one === rest.at(-1) && one.t === 'term' && one.deps & DATA) return m.values.term('merged', [one]);
			leaveOpen(m, result, site);
			overlay(m, result, one, site);
			result.deps |= depsOf(one);
		}
	}
	return result;
}

/** What the message says comes over what an object has so far, and before any message what the page's address says. */
export function overlay(m: Machine, object: ObjectValue, value: Value, site: Node): void {
	if (value.t !== 'term' || !(value.deps & (m.run.static ? ATTACKER : DATA | ATTACKER))) return;
	for (const name of object.props.keys()) object.props.set(name, m.get(value, constant(name), site));
}

/** What an object lacks so far may be given by what is not known and comes after it. */
export function leaveOpen(m: Machine, object: ObjectValue, site: Node): void {
	object.open = true;
	for (const [name, value] of object.props) {
		const isUnset = value.t === 'constant' && !value.value;
		if (!isUnset && !(value.t === 'function' && isPlaceholder(value))) continue;
		const given = m.values.symbol({ name: `${name}@${site.start}`, kind: 'property', node: site }, OPAQUE);
		const possible = () => (isUnset ? [value] : [value, given]);
		const symbol = { name, kind: 'property' as const, node: site, possible };
		object.props.set(name, m.values.symbol(symbol, OPAQUE));
	}
}

/** Evaluates Object.getOwnPropertyDescriptor; a getter taken from a prototype reads that property of its `this`. */
export function descriptorOf(m: Machine, from: Value, key: Value, site: Node): Value {
	const prototype = from.t === 'term' && /\.prototype$/.test(from.symbol?.name ?? '');
	if (!prototype || key.t !== 'constant')
		return m.values.symbol(
			{ name: 'descriptor', kind: 'result', node: site },
			depsOf(from) | depsOf(key) | OPAQUE,
		);
	const descriptor = m.values.object('object', true);
	descriptor.props.set(
		'get',
		m.values.native('get', (_, self) => m.get(self ?? UNDEFINED, key, site)),
	);
	return descriptor;
}

/** Evaluates Object.defineProperty with a value. */
export function defineProperty(m: Machine, [target, key, descriptor]: Value[], site: Node): Value {
	if (target?.t !== 'object')
		return target ?? m.values.symbol({ name: 'Object.defineProperty()', kind: 'result', node: site }, OPAQUE);
	const value = descriptor?.t === 'object' ? descriptor.props.get('value') : undefined;
	if (value && key) m.set(target, key, value, site);
	return target;
}

/** Evaluates Object.getOwnPropertyDescriptors of an object that is known. */
export function descriptorsOf(m: Machine, from: ObjectValue): Value {
	const all = m.values.object('object', true);
	all.open = from.open;
	all.deps = from.deps;
	for (const [key, value] of from.props) {
		const one = m.values.object('object', true);
		one.props.set('value', value);
		all.props.set(key, one);
	}
	return all;
}

/** Evaluates Object.defineProperties with values. */
export function defineProperties(m: Machine, target: Value, all: Value, site: Node): Value | undefined {
	if (target.t !== 'object' || all.t !== 'object' || all.open) return undefined;
	if (!m.run.static || target.fresh) {
		for (const [key, one] of all.props) defineProperty(m, [target, constant(key), one], site);
		return target;
	}
	// What is worked out before any message is kept: the target stays as it was written.
	const result = { ...target, props: new Map(target.props) };
	for (const [key, one] of all.props) {
		const value = one.t === 'object' ? one.props.get('value') : undefined;
		if (value) result.props.set(key, value);
	}
	return result;
}
