import { onlyValue } from './by-binding.ts';
import { childAround, type FunctionNode, isFunction, keyName, type Node, unwrap } from './node.ts';
import { isUndefined } from './nullish.ts';
import { resolveFunction } from './resolve-function.ts';
import type { Scope } from './scope.ts';
import type { Placed, PropertyValue, ScriptIndex } from './script-index.ts';

const DEEPEST = 4;
/** More modules of one name, or more ways to a module in the tree, are not looked at. */
const MOST = 400;

/**
 * What a module of a bundle exports whole or as its default, where another one of it takes that: `load(4)` in one of the
 * functions of a list or table, each of which is given `(module, exports, load)`.
 */
function exportOf(index: ScriptIndex, node: Node, scope: Scope): Placed | undefined {
	const module = moduleOf(index, node, scope);
	if (!module || !isFunction(module)) return undefined;
	return (
		assignedTo(index, module, 'exports', module.params[0]) ??
		assignedTo(index, module, 'default', module.params[1])
	);
}

/** The function that another module of the bundle exports so, or under the name by which it is taken. */
export function exportedFunction(index: ScriptIndex, node: Node, scope: Scope): FunctionNode | undefined {
	const exported = exportOf(index, node, scope) ?? namedExportOf(index, node, scope);
	return exported && resolveFunction(index, exported.node, exported.scope);
}

/** What `load(4).name` is, also as it is called: `(0, made.name)()`, `Object(made.name)()`. */
function namedExportOf(index: ScriptIndex, node: Node, scope: Scope): Placed | undefined {
	const inner = unwrap(node);
	const [only] = inner.type === 'CallExpression' && isObject(inner.callee) ? inner.arguments : [];
	const member = only ? unwrap(only) : inner;
	if (member.type !== 'MemberExpression') return undefined;
	const name = keyName(member.property, member.computed);
	const module = name === undefined ? undefined : moduleOf(index, member.object, scope);
	return module && isFunction(module) && name !== undefined ? exportNamed(index, module, name) : undefined;
}

const isObject = (callee: Node): boolean => callee.type === 'Identifier' && callee.name === 'Object';

/** The module that a function `load` gives for a key, of which this is the parameter in a module beside it. */
export function moduleBeside(index: ScriptIndex, load: Node, name: string): FunctionNode | undefined {
	const held = heldBy(index.root.node, load);
	const module = held?.fn.params[2] === load ? elementOf(held, name) : undefined;
	return module && isFunction(module) ? module : undefined;
}

/**
 * What a module of a bundle exports under a name: `load.d(exports, 'name', () => value)` as bundlers write it, also of
 * several names, or `exports.name = value`.
 */
export function exportNamed(
	index: ScriptIndex,
	module: FunctionNode,
	name: string,
): PropertyValue | undefined {
	const scope = index.scopes.get(module);
	return (
		(scope && definedExports(index).get(scope)?.get(name)) ??
		assignedTo(index, module, name, module.params[1])
	);
}

const defined = new WeakMap<ScriptIndex, ReadonlyMap<Scope, ReadonlyMap<string, Placed>>>();

/** What `load.d(exports, …)` says, by the scope of the module whose exports these are. */
function definedExports(index: ScriptIndex): ReadonlyMap<Scope, ReadonlyMap<string, Placed>> {
	const before = defined.get(index);
	if (before) return before;
	const all = new Map<Scope, Map<string, Placed>>();
	for (const { node, scope } of index.callsByProperty.get('d') ?? []) {
		const [target, what, value] = node.arguments;
		const own = target?.type === 'Identifier' ? scope.lookup(target.name) : undefined;
		if (own?.definitions[0]?.index !== 1) continue;
		const names = all.get(own.scope) ?? new Map<string, Placed>();
		all.set(own.scope, names);
		const add = (key: string | undefined, getter: Node) => {
			const given = isFunction(getter) ? givenBy(index, getter) : undefined;
			if (key !== undefined && given) names.set(key, given);
		};
		if (what?.type === 'Literal' && value) add(String(what.value), value);
		if (what?.type === 'ObjectExpression')
			for (const one of what.properties)
				if (one.type === 'Property') add(keyName(one.key, one.computed), one.value);
	}
	defined.set(index, all);
	return all;
}

/** What `() => value` and `function () { return value }` give. */
function givenBy(index: ScriptIndex, getter: FunctionNode): Placed | undefined {
	const scope = index.scopes.get(getter);
	if (!scope || getter.params.length > 0) return undefined;
	if (getter.body.type !== 'BlockStatement') return { node: getter.body, scope };
	const [only, ...more] = getter.body.body;
	const node = only?.type === 'ReturnStatement' && more.length === 0 ? only.argument : undefined;
	return node ? { node, scope } : undefined;
}

/** The module that an expression stands for, also by way of variables and of a helper that gives it a default. */
function moduleOf(index: ScriptIndex, node: Node, scope: Scope, depth = 0): Node | undefined {
	if (depth > DEEPEST) return undefined;
	const inner = unwrap(node);
	const go = (one: Node, own = scope) => moduleOf(index, one, own, depth + 1);
	switch (inner.type) {
		case 'Identifier': {
			const only = onlyValue(index, inner.name, scope);
			return only && /^(Call|Member)Expression$/.test(only.node.type) ? go(only.node, only.scope) : undefined;
		}
		case 'MemberExpression':
			return keyName(inner.property, inner.computed) === 'default' ? go(inner.object) : undefined;
		case 'CallExpression': {
			const [only, ...more] = inner.arguments;
			if (!only || more.length > 0 || only.type === 'SpreadElement') return undefined;
			return only.type === 'Literal' ? loaded(index, inner.callee, only, scope) : go(only);
		}
		default:
			return undefined;
	}
}

/** The module that `load(4)` gives, `load` being the third parameter of a module beside it. */
function loaded(index: ScriptIndex, callee: Node, key: Node, scope: Scope): Node | undefined {
	const name = keyName(key, true);
	const inner = unwrap(callee);
	const load = inner.type === 'Identifier' ? scope.definition(inner.name) : undefined;
	if (name === undefined || load?.kind !== 'param' || load.index !== 2 || !load.owner) return undefined;
	return besideOf(index.root.node, load.owner, name);
}

/** The element or property of that name in the list or table that has a function. */
function besideOf(root: Node, fn: FunctionNode, name: string): Node | undefined {
	const held = heldBy(root, fn);
	return held && elementOf(held, name);
}

/** The innermost function at a place, and the two nodes around it. */
interface Held {
	fn: FunctionNode;
	holder: Node | undefined;
	table: Node | undefined;
}

function heldBy(root: Node, place: Node): Held | undefined {
	const around: Node[] = [];
	let held: Held | undefined;
	for (let one: Node | undefined = root; one && around.length < MOST; one = childAround(one, place)) {
		if (isFunction(one)) held = { fn: one, holder: around.at(-1), table: around.at(-2) };
		if (one === place) break;
		around.push(one);
	}
	return held;
}

function elementOf({ holder, table }: Held, name: string): Node | undefined {
	if (holder?.type === 'ArrayExpression') return holder.elements[Number(name)] ?? undefined;
	if (holder?.type !== 'Property' || table?.type !== 'ObjectExpression') return undefined;
	for (const one of table.properties)
		if (one.type === 'Property' && keyName(one.key, one.computed) === name) return one.value;
	return undefined;
}

/** What is assigned to a property of a module's parameter in it, where only one thing is. */
function assignedTo(
	index: ScriptIndex,
	module: FunctionNode,
	name: string,
	param: Node | undefined,
): Placed | undefined {
	if (param?.type !== 'Identifier') return undefined;
	const own = index.scopes.get(module);
	const all = index.propertyValues.get(name) ?? [];
	const found = all.filter(
		({ object, scope }) =>
			object?.type === 'Identifier' &&
			object.name === param.name &&
			scope.lookup(param.name)?.scope === own &&
			own !== undefined,
	);
	// `module.exports = exports['default']` hands on what is assigned to that; compilers first name what there will be.
	const [only, ...more] = found.filter(
		({ node }) => unwrap(node).type !== 'MemberExpression' && !isOnlyNamed(node),
	);
	return more.length === 0 ? only : undefined;
}

/** `exports.name = exports.other = void 0`. */
function isOnlyNamed(node: Node): boolean {
	const inner = unwrap(node);
	return inner.type === 'AssignmentExpression' ? isOnlyNamed(inner.right) : isUndefined(inner);
}
