import { usesArguments } from '../syntax/arguments-object.ts';
import { isFunction, type Node } from '../syntax/node.ts';
import { type Maker, methodNamesOf } from '../syntax/prototypes.ts';
import {
	DATA,
	depsOf,
	EVENT,
	type FunctionValue,
	isNullish,
	OF_MESSAGE,
	OPAQUE,
	type Term,
	type Value,
} from '../value/value.ts';
import type { Fate, Machine } from './machine.ts';
import { isPlaceholder } from './stand-ins.ts';
import { isOfData } from './unresolved.ts';

/** What has the methods of the language alone, whatever classes of the script call theirs. */
const BUILT_IN = new Set(['array', 'set', 'map', 'weak']);

/** The values a setting may have, where it may have another's; itself among them where others may give it any. */
export function flatten(values: readonly Value[]): Value[] {
	const found: Value[] = [];
	/** Settings often have each other's values: each is looked into once, unless it is met again nearer to the top. */
	const seen = new Map<Value, number>();
	const visit = (one: Value, depth: number): void => {
		const before = seen.get(one);
		if (before !== undefined && before <= depth) return;
		const inner = one.t === 'term' && depth < 3 ? (one.symbol?.possible?.() ?? []) : [];
		if (inner.length === 0 || (one.t === 'term' && one.symbol?.openTo?.())) found.push(one);
		seen.set(one, depth);
		for (const each of inner) visit(each, depth + 1);
	};
	for (const one of values) visit(one, 0);
	return found;
}

export function functionsAmong(values: readonly Value[]): FunctionValue[] {
	const seen = new Set<object>();
	const found: FunctionValue[] = [];
	for (const one of values) {
		if (one.t !== 'function' || seen.has(one.node)) continue;
		seen.add(one.node);
		found.push(one);
	}
	return found.slice(0, 10);
}

/** A function with the value of its `this` and its first arguments given to it, as far as it has none. */
export function bound(fn: FunctionValue, [thisValue, ...args]: readonly Value[]): FunctionValue {
	const made: FunctionValue = { ...fn, bound: [...(fn.bound ?? []), ...args] };
	if (!fn.thisValue && thisValue) made.thisValue = thisValue;
	return made;
}

/**
 * What `bind` of a setting makes: the function that it holds, with the first arguments given to it. A function that is
 * given as `this` is bound itself: libraries have a `bind(function, this)` of their own.
 */
export function partial(m: Machine, setting: Term, args: Value[], site: Node): Value {
	const { symbol } = setting;
	const [first] = args;
	const isFunctions = /\b(?:prototype|call|apply)\b/.test(symbol?.name ?? '');
	if (first?.t === 'function' && isFunction(first.node) && !isFunctions) return bound(first, args.slice(1));
	if (args.length < 2) return setting;
	const possible = () => functionsAmong(flatten(symbol?.possible?.() ?? [])).map((one) => bound(one, args));
	const name = `${symbol?.name}.bind@${site.start}`;
	return m.values.symbol({ name, kind: 'variable', node: site, possible }, setting.deps);
}

/** The functions that an object may have under a name of which only those of other objects are known. */
export function methodsLike(m: Machine, object: Value, name: string, site: Node): Value[] {
	const found = m.methodNamed(object, name);
	if (!found.every(isPlaceholder)) return [...found];
	return [...found, m.values.symbol({ name: `${name}@${site.start}`, kind: 'property', node: site }, OPAQUE)];
}

/**
 * A named unknown, asked for something that has nothing to do with the message, as an instance of the one class or
 * constructor function by which the script makes all its values. That others may give it another one does not count:
 * theirs answers by that name as well.
 */
export function asMade(receiver: Value, args: readonly Value[]): Value {
	const { symbol } = receiver.t === 'term' ? receiver : {};
	if (receiver.t !== 'term' || !symbol?.possible || symbol.owner) return receiver;
	if (args.some((one) => depsOf(one) & OF_MESSAGE)) return receiver;
	let owner: Maker | undefined;
	for (const one of flatten([receiver])) {
		const isOpen = one.t === 'term' && (one.symbol?.possible?.().length ?? 0) > 0;
		const maker = makerOf(one);
		if (!maker && (isOpen || isNullish(one))) continue;
		if (!maker || (owner && owner !== maker)) return receiver;
		owner = maker;
	}
	return owner ? { ...receiver, symbol: { ...symbol, owner } } : receiver;
}

function makerOf(value: Value): Maker | undefined {
	if (value.t === 'object') return value.of;
	return value.t === 'term' ? value.symbol?.owner : undefined;
}

/** Whether more is known of a method than its name: what it may be, what is within it, or what compilers mean by it. */
export const isFollowed = ({ symbol }: Term, name: string): boolean =>
	symbol?.kind === 'import' || !!symbol?.wraps || !!symbol?.possible || name.startsWith('__');

/** Methods of one class that are gone through where the message chooses among them. */
const MOST_CHOSEN = 10;

/**
 * The methods of the handler's own class among which the message chooses, where they are given the event itself:
 * `this[message.method](event)`. Others may have been put there beside them.
 */
export function chosenMethods(m: Machine, callee: Term, args: readonly Value[]): FunctionValue[] {
	const [self, key] = callee.op === 'lookup' ? callee.args : [];
	if (self?.t !== 'term' || self.symbol?.kind !== 'this' || !key || !(depsOf(key) & DATA)) return [];
	const { owner } = self.symbol;
	if (!owner || m.run.static || !args.some((one) => depsOf(one) & EVENT)) return [];
	const named = methodNamesOf(m.index, owner).filter((one) => one !== 'constructor');
	if (named.length > MOST_CHOSEN) return [];
	const functions = functionsAmong(named.flatMap((one) => m.methodNamed(self, one).slice(0, 1)));
	return functions.filter(({ node }) => !m.run.active.includes(node));
}

/** Calls the method that `object.name` gave, where it is run with that very object as its `this`. */
export function callTaken(
	m: Machine,
	taken: Value,
	[self, ...args]: Value[],
	site: Node,
	fate: Fate,
): Value | undefined {
	if (taken.t !== 'term' || taken.op !== 'get' || taken.symbol || !self) return undefined;
	const [receiver, key] = taken.args;
	if (!receiver || key?.t !== 'constant' || m.values.key(receiver) !== m.values.key(self)) return undefined;
	return m.callMethod(receiver, String(key.value), args, site, fate);
}

/**
 * Of methods of that name those that a call may mean: none that leaves aside what of the message it would be given, nor
 * the one that is running, where it hands on something of the message but not the event itself: that is another
 * object's.
 */
export function meant(
	m: Machine,
	receiver: Value,
	functions: readonly FunctionValue[],
	args: readonly Value[],
): FunctionValue[] {
	if (receiver.t !== 'term' || receiver.symbol?.kind === 'this') return [...functions];
	return functions.filter(({ node }) => !leavesOut(node, args) && !handsOn(m, node, args));
}

function handsOn(m: Machine, node: Node, args: readonly Value[]): boolean {
	const isOfMessage = args.some((one) => (depsOf(one) & OF_MESSAGE) !== 0);
	return m.run.active.includes(node) && isOfMessage && !args.some(isEvent);
}

const isEvent = (value: Value | undefined): boolean => value?.t === 'term' && value.op === 'event';

function leavesOut(node: Node, args: readonly Value[]): boolean {
	if (!isFunction(node) || node.params.some(({ type }) => type === 'RestElement')) return false;
	const left = args.slice(node.params.length).some((one) => (depsOf(one) & OF_MESSAGE) !== 0);
	return left && !usesArguments(node);
}

/** Whether a value has no methods of the script: the message cannot bring any, and collections have their own. */
export function hasOnlyBuiltIns(value: Value, depth = 0): boolean {
	if (isOfData(value) || isCollection(value)) return true;
	const { possible, openTo } = (value.t === 'term' && value.symbol) || {};
	if (!possible || depth > 2 || openTo?.()) return false;
	const values = possible().filter((one) => !isNullish(one));
	return values.length > 0 && values.every((one) => hasOnlyBuiltIns(one, depth + 1));
}

function isCollection(value: Value): boolean {
	if (value.t === 'object') return BUILT_IN.has(value.kind);
	const { node, kind, name = '' } = (value.t === 'term' && value.symbol) || {};
	return kind === 'result' && node?.type === 'NewExpression' && /^(Weak)?(Map|Set)(@\d+)?$/.test(name);
}

/**
 * Whether a log of the script's own is meant: one function, and not that which is running, since what hands on to a log
 * of the same name hands on to another.
 */
export function isOneOther(m: Machine, [only, ...more]: readonly FunctionValue[]): boolean {
	return only !== undefined && more.length === 0 && !m.run.active.includes(only.node);
}

/** Whether `call` or `apply` is a method of the script's own: nobody runs a function with a message as its `this`. */
export function isOwnApply(args: readonly Value[]): boolean {
	return args.length === 1 && args[0] !== undefined && (depsOf(args[0]) & DATA) !== 0;
}
