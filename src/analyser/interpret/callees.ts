import { isHandedOut } from '../syntax/handed-out.ts';
import { isFunction, type Node, unwrap } from '../syntax/node.ts';
import { makerOfMethod } from '../syntax/prototypes.ts';
import { type FunctionValue, OPAQUE, type Term, type Value } from '../value/value.ts';
import type { Machine } from './machine.ts';

/** Calls of `Object.assign` that are looked at. */
const MOST_MERGES = 20;

/** The values a setting may have, where it may have another's. */
export function flatten(values: readonly Value[]): Value[] {
	const found: Value[] = [];
	/** Settings often have each other's values: each is looked into once, unless it is met again nearer to the top. */
	const seen = new Map<Value, number>();
	const visit = (one: Value, depth: number): void => {
		const before = seen.get(one);
		if (before !== undefined && before <= depth) return;
		const inner = one.t === 'term' && depth < 3 ? (one.symbol?.possible?.() ?? []) : [];
		if (inner.length === 0) {
			found.push(one);
			return;
		}
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

/** A setting that holds a function, with the first arguments given to it. */
export function partial(m: Machine, setting: Term, args: Value[], site: Node): Value {
	const { symbol } = setting;
	const possible = () => functionsAmong(flatten(symbol?.possible?.() ?? [])).map((one) => bound(one, args));
	const name = `${symbol?.name}.bind@${site.start}`;
	return m.values.symbol({ name, kind: 'variable', node: site, possible }, setting.deps);
}

/** Whether a function does nothing with what it is given: it stands in until somebody sets another. */
export function isPlaceholder({ node }: FunctionValue): boolean {
	if (!isFunction(node)) return false;
	if (node.body.type !== 'BlockStatement') return isFixed(unwrap(node.body));
	return node.body.body.every(
		(one) =>
			one.type === 'ThrowStatement' ||
			(one.type === 'ReturnStatement' && (!one.argument || isFixed(unwrap(one.argument)))),
	);
}

/** Whether such a function gives an answer. */
export function isAnswering({ node }: FunctionValue): boolean {
	if (!isFunction(node)) return false;
	if (node.body.type !== 'BlockStatement') return true;
	return node.body.body.some((one) => one.type === 'ReturnStatement' && one.argument);
}

/** A constant, or a call of something without arguments, as `Promise.resolve()` is. */
function isFixed(node: Node): boolean {
	switch (node.type) {
		case 'Literal':
			return true;
		case 'UnaryExpression':
			return isFixed(unwrap(node.argument));
		case 'ArrayExpression':
			return node.elements.length === 0;
		case 'ObjectExpression':
			return node.properties.length === 0;
		case 'CallExpression':
			return node.arguments.length === 0 && node.callee.type === 'MemberExpression';
		default:
			return false;
	}
}

/** Whether others than the script may put another function in the place of one that does nothing. */
export function isReplaceable(m: Machine, fn: FunctionValue, name: string, receiver: Value): boolean {
	if (!isPlaceholder(fn)) return false;
	// An object of which nothing is known may have another method of that name.
	if (receiver.t === 'object' ? !receiver.of : receiver.t === 'term' && !receiver.symbol?.owner) return true;
	if (isSetElsewhere(m, name) || isHandedOut(m.index, fn.node)) return true;
	const self = m.thisOf(m.scopeOf(fn.node));
	const owner = self.t === 'term' ? self.symbol?.owner : undefined;
	const maker = owner ?? (isFunction(fn.node) ? makerOfMethod(m.index, fn.node) : undefined);
	return maker !== undefined && isHandedOut(m.index, maker);
}

/** The functions that an object may have under a name of which only those of other objects are known. */
export function methodsLike(m: Machine, object: Value, name: string, site: Node): Value[] {
	const found = m.methodNamed(object, name);
	if (!found.every(isPlaceholder)) return [...found];
	return [...found, m.values.symbol({ name: `${name}@${site.start}`, kind: 'property', node: site }, OPAQUE)];
}

/** Whether an object is given more properties at another place: `Object.assign(callbacks, options)`. */
export function isMergedInto(m: Machine, object: Value): boolean {
	return (m.index.callsByProperty.get('assign') ?? []).slice(0, MOST_MERGES).some(({ node, scope }) => {
		const [first] = node.arguments;
		if (!first || first.type === 'SpreadElement' || first.type === 'ObjectExpression') return false;
		return m.values.key(m.evaluateStatic(first, scope)) === m.values.key(object);
	});
}

/** Whether a value comes from whoever uses the script, as callbacks do. */
export function isGivenIn(value: Value): boolean {
	return value.t === 'term' && (value.symbol?.kind === 'parameter' || value.symbol?.kind === 'property');
}

/** Whether the script sets a property of that name to something that it does not write out as a function. */
function isSetElsewhere(m: Machine, name: string): boolean {
	return m.assignmentsTo(name).some((one) => !/^(Function|ArrowFunction|Call|New)/.test(unwrap(one).type));
}
