import type { Node } from '../syntax/node.ts';
import {
	constant,
	depsOf,
	EVENT,
	type FunctionValue,
	isText,
	OF_MESSAGE,
	OPAQUE,
	ORIGIN,
	SOURCE,
	type Term,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import { iterate } from './iteration.ts';
import { elementsOf } from './iterators.ts';
import type { Fate, Machine } from './machine.ts';

/** Functions that go through a list they are given, by the method that does the same. */
const GOING_THROUGH = new Map([
	['some', 'some'],
	['any', 'some'],
	['every', 'every'],
	['all', 'every'],
	['find', 'find'],
	['detect', 'find'],
	['findLast', 'findLast'],
	['findIndex', 'findIndex'],
	['filter', 'filter'],
	['grep', 'filter'],
	['map', 'map'],
	['flatMap', 'flatMap'],
	['reduce', 'reduce'],
	['each', 'forEach'],
	['forEach', 'forEach'],
]);

/** Functions that look for something in a list or text that they are given first. */
const LOOKING_FOR = new Map([
	['includes', 'includes'],
	['contains', 'includes'],
	['include', 'includes'],
	['indexOf', 'indexOf'],
]);

/**
 * Calls a function of a library on lists and texts (`lib.some(list, isIt)`, `lib.includes(list, one)`) as the method of
 * the list or text that it stands for; undefined where it is none of those.
 */
export function listFunction(
	m: Machine,
	name: string,
	args: Value[],
	site: Node,
	fate: Fate,
	/** Whether the callback is given the position first. */
	counts = false,
): Value | undefined {
	const [first, second] = args;
	if (!first || !second) return undefined;
	if (second.t === 'function') {
		const method = GOING_THROUGH.get(name);
		if (!method || !mayBeList(first)) return undefined;
		return method === 'forEach'
			? each(m, first, second, site, counts)
			: iterate(m, first, method, second, args.slice(1), site, 'used');
	}
	if (args.length > 2) return undefined;
	if (name === 'inArray')
		return isOfOrigin(first) && mayBeList(second)
			? m.callMethod(second, 'indexOf', [first], site, fate)
			: undefined;
	const looks = LOOKING_FOR.get(name);
	const isInFirst = isOfOrigin(second) && (mayBeList(first) || isText(first));
	if (looks && isInFirst && !(depsOf(first) & OF_MESSAGE))
		return m.callMethod(first, looks, [second], site, fate);
	if (!isOfOrigin(first) || second.t === 'object' || depsOf(second) & EVENT) return undefined;
	const isEnd = name === 'startsWith' || name === 'endsWith';
	if (isEnd ? second.t === 'term' || isText(second) : looks && isText(second))
		return m.callMethod(first, looks ?? name, [second], site, fate);
	return undefined;
}

/** Such a function as a member of a library, of which nothing is known but that it is no part of a message. */
export function listFunctionOf(
	m: Machine,
	{ symbol, deps, op }: Term,
	name: string,
	args: Value[],
	site: Node,
	fate: Fate,
): Value | undefined {
	if (!symbol || symbol.kind === 'this' || symbol.owner || deps & OF_MESSAGE || op !== 'symbol')
		return undefined;
	return listFunction(m, name, args, site, fate, /^(\$|jQuery)$/.test(symbol.name));
}

function each(m: Machine, list: Value, fn: FunctionValue, site: Node, counts: boolean): Value {
	for (const [at, item] of elementsOf(m, list, site).entries()) {
		const isKnown = list.t === 'object' && !list.open;
		const position = isKnown ? constant(at) : m.values.symbol({ name: 'index', kind: 'element' }, OPAQUE);
		m.invoke(fn, UNDEFINED, counts ? [position, item] : [item, position, list], site, 'dropped');
	}
	return list;
}

/** A list, or what may be one as far as is known. */
function mayBeList(value: Value): boolean {
	if (value.t === 'object') return value.kind === 'array' || value.kind === 'set';
	return value.t === 'term' && !(value.deps & (EVENT | ORIGIN | SOURCE));
}

/** The origin, or a part of it or what is made of it. */
function isOfOrigin(value: Value): boolean {
	return value.t === 'term' && (value.deps & ORIGIN) !== 0 && (value.deps & EVENT) === 0;
}
