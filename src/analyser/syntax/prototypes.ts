import type { CallExpression, NewExpression } from 'acorn';
import { type ClassNode, type FunctionNode, isFunction, keyName, type Node, unwrap } from './node.ts';
import { resolveFunction } from './resolve-function.ts';
import type { Scope } from './scope.ts';
import type { Placed, PropertyValue, ScriptIndex } from './script-index.ts';

/** What instances are made by: a class, or a function with a prototype. */
export type Maker = ClassNode | FunctionNode;

/** The functions that stand for methods of constructor functions, with those. */
type Methods = ReadonlyMap<Node, FunctionNode>;

const known = new WeakMap<ScriptIndex, Methods>();

/** What makes the `this` of code: the class it stands in, or the constructor function that it is or is a method of. */
export function makerOfThis(index: ScriptIndex, scope: Scope | undefined): Maker | undefined {
	const own = scope?.thisScope();
	if (!own) return undefined;
	return own.ownerClass ?? methodsOf(index).get(own.node);
}

/** Whose instances have a property that the script gives a value. */
export function makerOfProperty(index: ScriptIndex, one: PropertyValue): Maker | undefined {
	if (one.owner) return one.owner;
	if (one.object && unwrap(one.object).type === 'ThisExpression') return makerOfThis(index, one.scope);
	return methodsOf(index).get(unwrap(one.node));
}

function methodsOf(index: ScriptIndex): Methods {
	const before = known.get(index);
	if (before) return before;
	const found = new Map<Node, FunctionNode>();
	known.set(index, found);
	const add = (value: Node, maker: FunctionNode) => {
		const inner = unwrap(value);
		if (!isFunction(inner) || found.has(inner)) return;
		found.set(inner, maker);
		found.set(maker, maker);
	};
	const addAll = (table: Node, maker: FunctionNode) => {
		if (table.type !== 'ObjectExpression') return;
		for (const one of table.properties) if (one.type === 'Property') add(one.value, maker);
	};
	for (const values of index.propertyValues.values()) {
		for (const { node, scope, object } of values) {
			const maker = object && isFunction(unwrap(node)) ? ofPrototype(index, object, scope) : undefined;
			if (maker) add(node, maker);
		}
	}
	// `Made.prototype = { … }`
	for (const { node, scope, object } of index.propertyValues.get('prototype') ?? []) {
		const maker = object && resolveFunction(index, object, scope);
		if (maker) addAll(unwrap(node), maker);
	}
	for (const calls of [...index.callsByName.values(), ...index.callsByProperty.values()])
		for (const { node, scope } of calls) ofCall(index, { node, scope }, { add, addAll });
	return found;
}

interface Adding {
	add: (value: Node, maker: FunctionNode) => void;
	addAll: (table: Node, maker: FunctionNode) => void;
}

/** `createClass(Made, [{ key: 'name', value: function … }])` and `Object.assign(Made.prototype, { … })`. */
function ofCall(
	index: ScriptIndex,
	{ node, scope }: Placed<CallExpression | NewExpression>,
	{ add, addAll }: Adding,
): void {
	const [first, second] = node.arguments;
	if (first?.type === 'Identifier' && second?.type === 'ArrayExpression') {
		const described = second.elements.flatMap((one) => (one ? methodIn(one) : []));
		const maker = described.length > 0 ? resolveFunction(index, first, scope) : undefined;
		if (maker) for (const one of described) add(one, maker);
		return;
	}
	if (first?.type !== 'MemberExpression' || second?.type !== 'ObjectExpression') return;
	const maker = ofPrototype(index, first, scope);
	if (maker) addAll(second, maker);
}

/** The function in `{ key: 'name', value: function … }`. */
function methodIn(node: Node): Node[] {
	if (node.type !== 'ObjectExpression') return [];
	const named = (name: string) =>
		node.properties.flatMap((one) =>
			one.type === 'Property' && keyName(one.key, one.computed) === name ? [one.value] : [],
		);
	return named('key').length > 0 ? [...named('value'), ...named('get')].filter(isFunction) : [];
}

/** The constructor function whose prototype an expression is: `Made.prototype`, or a variable that holds it. */
function ofPrototype(index: ScriptIndex, node: Node, scope: Scope, depth = 0): FunctionNode | undefined {
	const inner = unwrap(node);
	if (inner.type === 'MemberExpression')
		return keyName(inner.property, inner.computed) === 'prototype'
			? resolveFunction(index, inner.object, scope)
			: undefined;
	if (inner.type !== 'Identifier' || depth > 0) return undefined;
	const [only, ...more] = scope.lookup(inner.name)?.definitions ?? [];
	return only?.kind === 'init' && only.value && more.length === 0 && only.pattern.type === 'Identifier'
		? ofPrototype(index, only.value, only.scope, depth + 1)
		: undefined;
}
