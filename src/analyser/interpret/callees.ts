import { isFunction, type Node, unwrap } from '../syntax/node.ts';
import type { FunctionValue, Term, Value } from '../value/value.ts';
import type { Machine } from './machine.ts';

/** The values a setting may have, where it may have another's. */
export function flatten(values: readonly Value[]): Value[] {
	const found: Value[] = [];
	/** Settings often have each other's values: each is looked into once, unless it is met again nearer to the top. */
	const seen = new Map<Value, number>();
	const visit = (one: Value, depth: number): void => {
		if (one.t !== 'term' || !one.symbol?.possible || depth >= 3) {
			found.push(one);
			return;
		}
		const before = seen.get(one);
		if (before !== undefined && before <= depth) return;
		seen.set(one, depth);
		for (const each of one.symbol.possible()) visit(each, depth + 1);
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

/** Whether a value comes from whoever uses the script, as callbacks do. */
export function isGivenIn(value: Value): boolean {
	return value.t === 'term' && (value.symbol?.kind === 'parameter' || value.symbol?.kind === 'property');
}
