import { onlyValue } from './by-binding.ts';
import { childAround, type FunctionNode, isFunction, keyName, type Node, unwrap } from './node.ts';
import { resolveFunction } from './resolve-function.ts';
import type { Scope } from './scope.ts';
import type { Placed, ScriptIndex } from './script-index.ts';

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

/** The function that another module of the bundle exports so. */
export function exportedFunction(index: ScriptIndex, node: Node, scope: Scope): FunctionNode | undefined {
	const exported = exportOf(index, node, scope);
	return exported && resolveFunction(index, exported.node, exported.scope);
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
	let holder: Node | undefined;
	let table: Node | undefined;
	for (let one: Node | undefined = root, count = 0; one && one !== fn && count < MOST; count++) {
		table = holder;
		holder = one;
		one = childAround(one, fn);
	}
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
	// `module.exports = exports['default']` hands on what is assigned to that.
	const [only, ...more] = found.filter(({ node }) => unwrap(node).type !== 'MemberExpression');
	return more.length === 0 ? only : undefined;
}
