import type { CallExpression, Identifier, NewExpression } from 'acorn';
import { assignmentsTo } from './by-binding.ts';
import { allDescribedIn } from './descriptors.ts';
import { methodOf } from './immediate.ts';
import { push } from './index-names.ts';
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
	if (one.object && isSelf(one.object, one.scope)) return makerOfThis(index, one.scope);
	return methodsOf(index).get(unwrap(one.node));
}

/** Whether a property of that name may be one of the global object: what classes give to their instances alone is none. */
export function mayBeGlobal(index: ScriptIndex, name: string): boolean {
	const given = index.propertyValues.get(name)?.filter((one) => one.object) ?? [];
	return given.some((one) => makerOfProperty(index, one) === undefined);
}

/** The class or constructor function that a function is a method of, or that it is itself. */
export function makerOfMethod(index: ScriptIndex, node: FunctionNode): Maker | undefined {
	return index.scopes.get(node)?.ownerClass ?? methodsOf(index).get(node);
}

const names = new WeakMap<ScriptIndex, ReadonlyMap<Maker, readonly string[]>>();

/** The names of the methods of a class or constructor function. */
export function methodNamesOf(index: ScriptIndex, maker: Maker): readonly string[] {
	const before = names.get(index);
	if (before) return before.get(maker) ?? [];
	const found = new Map<Maker, string[]>();
	for (const [name, values] of index.propertyValues) {
		for (const one of values) {
			const own = isFunction(unwrap(one.node)) && !one.getter ? makerOfProperty(index, one) : undefined;
			if (own && !found.get(own)?.includes(name)) push(found, own, name);
		}
	}
	names.set(index, found);
	return found.get(maker) ?? [];
}

/** Whether a function has a prototype with methods. */
export function isMaker(index: ScriptIndex, node: FunctionNode): boolean {
	return methodsOf(index).get(node) === node;
}

/** Whether it is `this`, or the variable that a compiled constructor returns in its place, also through a helper. */
export function isSelf(object: Node, scope: Scope): boolean {
	const inner = unwrap(object);
	if (inner.type === 'ThisExpression') return true;
	const [only, ...more] = inner.type === 'CallExpression' ? inner.arguments : [inner];
	const maker = scope.thisScope()?.node;
	if (only?.type !== 'Identifier' || more.length > 0 || !isFunction(maker)) return false;
	if (maker.body.type !== 'BlockStatement') return false;
	return maker.body.body.some((one) => {
		const returned = one.type === 'ReturnStatement' && one.argument ? unwrap(one.argument) : undefined;
		return returned?.type === 'Identifier' && returned.name === only.name;
	});
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
		const maker = object && constructorAt(index, object, scope);
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

/**
 * `createClass(Made, [{ key: 'name', value: function … }])`, `define(Made.prototype, list)` with such a list, and
 * `Object.assign(Made.prototype, { … })`.
 */
function ofCall(
	index: ScriptIndex,
	{ node, scope }: Placed<CallExpression | NewExpression>,
	{ add, addAll }: Adding,
): void {
	const [first, second, third] = node.arguments;
	if (third?.type === 'ObjectExpression' && first?.type === 'Identifier') {
		// `define(Made, ofTheClass, { name: { writable: true, value: function … } })`
		const described = allDescribedIn(third);
		const maker = described.length > 0 ? resolveFunction(index, first, scope) : undefined;
		if (maker) for (const one of described) add(one, maker);
		return;
	}
	if (!second || (first?.type !== 'Identifier' && first?.type !== 'MemberExpression')) return;
	const list = second.type === 'Identifier' ? listIn(index, second, scope) : second;
	if (list?.type === 'ArrayExpression') {
		const described = list.elements.flatMap((one) => (one ? methodIn(one) : []));
		if (described.length === 0) return;
		const maker =
			first.type === 'Identifier' ? resolveFunction(index, first, scope) : ofPrototype(index, first, scope);
		if (maker) for (const one of described) add(one, maker);
		return;
	}
	if (first.type !== 'MemberExpression' || list?.type !== 'ObjectExpression') return;
	const maker = ofPrototype(index, first, scope);
	if (!maker) return;
	addAll(list, maker);
	for (const one of allDescribedIn(list)) add(one, maker);
}

/** The array that a variable is given once. */
function listIn(index: ScriptIndex, variable: Identifier, scope: Scope): Node | undefined {
	const binding = scope.lookup(variable.name);
	const given = [
		...(binding?.definitions ?? []).flatMap(({ kind, value }) => (kind === 'init' && value ? [value] : [])),
		...assignmentsTo(index, variable.name, binding).flatMap(({ node }) =>
			node.type === 'AssignmentExpression' ? [node.right] : [],
		),
	];
	const [only, ...more] = given;
	return only && more.length === 0 && only.type === 'ArrayExpression' ? only : undefined;
}

/** The function in `{ key: 'name', value: function … }`. */
function methodIn(node: Node): Node[] {
	if (node.type !== 'ObjectExpression') return [];
	const named = (name: string) =>
		node.properties.flatMap((one) =>
			one.type === 'Property' && keyName(one.key, one.computed) === name ? [one.value] : [],
		);
	return named('key').length > 0
		? [...named('value'), ...named('get')].flatMap((one) => methodOf(one) ?? [])
		: [];
}

/** The constructor function whose prototype an expression is: `Made.prototype`, or a variable that holds it. */
function ofPrototype(index: ScriptIndex, node: Node, scope: Scope, depth = 0): FunctionNode | undefined {
	const inner = unwrap(node);
	if (inner.type === 'MemberExpression')
		return keyName(inner.property, inner.computed) === 'prototype'
			? constructorAt(index, inner.object, scope)
			: undefined;
	if (inner.type !== 'Identifier' || depth > 0) return undefined;
	const only = scope.definition(inner.name);
	return only?.kind === 'init' && only.value && only.pattern.type === 'Identifier'
		? ofPrototype(index, only.value, only.scope, depth + 1)
		: undefined;
}

/** The function that is called by a variable's name, or as the member of a namespace: `api.Player`. */
function constructorAt(index: ScriptIndex, node: Node, scope: Scope): FunctionNode | undefined {
	const inner = unwrap(node);
	if (inner.type !== 'MemberExpression') return resolveFunction(index, inner, scope);
	const name = keyName(inner.property, inner.computed);
	const all = name === undefined ? [] : (index.propertyValues.get(name) ?? []);
	const [only, ...more] = all.filter((one) =>
		one.object ? isSame([one.object, one.scope], [inner.object, scope]) : !one.owner,
	);
	return only && more.length === 0 ? resolveFunction(index, only.node, only.scope) : undefined;
}

/** Whether two expressions are the same variable, or the same member of one. */
function isSame(one: readonly [Node, Scope], other: readonly [Node, Scope]): boolean {
	const [first, second] = [unwrap(one[0]), unwrap(other[0])];
	if (first.type === 'Identifier' && second.type === 'Identifier')
		return first.name === second.name && one[1].lookup(first.name) === other[1].lookup(second.name);
	if (first.type !== 'MemberExpression' || second.type !== 'MemberExpression') return false;
	const key = keyName(first.property, first.computed);
	return (
		key !== undefined &&
		key === keyName(second.property, second.computed) &&
		isSame([first.object, one[1]], [second.object, other[1]])
	);
}
