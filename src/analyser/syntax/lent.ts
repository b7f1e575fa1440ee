import { assignmentsTo } from './by-binding.ts';
import { eachNode } from './each-node.ts';
import { givenAt, madeBy } from './handed-out.ts';
import { push } from './index-names.ts';
import { type ClassNode, isClass, isFunction, type Node, unwrap } from './node.ts';
import { makerOfThis } from './prototypes.ts';
import { resolveFunction } from './resolve-function.ts';
import { returnsOf } from './returns.ts';
import type { Scope } from './scope.ts';
import type { Placed, ScriptIndex } from './script-index.ts';

/** Things within things that others have. */
const DEEPEST = 8;
const NONE: readonly Node[] = [];
const known = new WeakMap<ScriptIndex, ReadonlySet<Node>>();

/**
 * Whether others than the script get to have a function, a class, or instances of one: what is exported, what they are
 * given by functions that they may call, and classes that unseen code is given to make instances of. They may put
 * something else in the place of what such things hold.
 */
export function isLent(index: ScriptIndex, node: Node): boolean {
	const before = known.get(index);
	const all = before ?? lentBy(index);
	if (!before) known.set(index, all);
	return all.has(node);
}

function lentBy(index: ScriptIndex): ReadonlySet<Node> {
	const all = new Set<Node>();
	const fields = new Map<Node, Placed[]>();
	const todo: (Placed & { depth: number })[] = [];
	eachNode(index, (node, scope) => {
		const made = fieldMadeAt(node);
		const maker = made && makerOfThis(index, scope);
		if (maker) push(fields, maker, { node: made, scope });
		for (const one of givenAt(node, scope)) todo.push({ node: one, scope, depth: 0 });
		for (const one of classesGiven(index, node, scope)) todo.push({ node: one, scope, depth: 0 });
	});
	for (let one = todo.pop(); one; one = todo.pop()) {
		const { node, scope, depth } = one;
		const inner = unwrap(node);
		if (depth > DEEPEST || all.has(inner)) continue;
		all.add(inner);
		for (const next of [...within(index, inner, scope), ...(fields.get(inner) ?? [])])
			todo.push({ ...next, depth: depth + 1 });
	}
	return all;
}

/** What instances hold in a field: `this.name = {}`, and what compilers make of fields, `define(this, 'name', {})`. */
function fieldMadeAt(node: Node): Node | undefined {
	let value: Node | undefined;
	if (node.type === 'AssignmentExpression') {
		const { left, right } = node;
		const isField = left.type === 'MemberExpression' && left.object.type === 'ThisExpression';
		if (isField && left.property.type !== 'PrivateIdentifier') value = right;
	} else if (node.type === 'CallExpression') {
		const [self, name, given] = node.arguments;
		if (self?.type === 'ThisExpression' && name?.type === 'Literal') value = given;
	}
	const inner = value && unwrap(value);
	return inner && /^(Object|Array)Expression$/.test(inner.type) ? inner : undefined;
}

/** Classes that unseen code is given: it makes their instances, as `customElements.define(name, Made)` does. */
function classesGiven(index: ScriptIndex, node: Node, scope: Scope): readonly Node[] {
	if (node.type !== 'CallExpression') return NONE;
	const given = node.arguments.filter(
		(one) => isClass(one) || (one.type === 'Identifier' && isClass(classOf(one.name, scope))),
	);
	return given.length > 0 && !resolveFunction(index, node.callee, scope) ? given : NONE;
}

function classOf(name: string, scope: Scope): Node | undefined {
	const only = scope.definition(name);
	return only?.value ? unwrap(only.value) : undefined;
}

/** What whoever has a value can get from it. */
function within(index: ScriptIndex, node: Node, scope: Scope): Placed[] {
	if (isClass(node)) return membersOf(index, node, scope);
	if (isFunction(node)) return returnsOf(index, node);
	const here = (...all: Node[]): Placed[] => all.map((one) => ({ node: one, scope }));
	switch (node.type) {
		case 'Identifier': {
			const binding = scope.lookup(node.name);
			const given = (binding?.definitions ?? []).flatMap(({ value, scope: own }) =>
				value ? [{ node: value, scope: own }] : [],
			);
			const later = assignmentsTo(index, node.name, binding).flatMap((one) =>
				binding && one.node.type === 'AssignmentExpression'
					? [{ node: one.node.right, scope: one.scope }]
					: [],
			);
			return [...given, ...later.slice(0, DEEPEST)];
		}
		case 'ObjectExpression':
			return here(...node.properties.map((one) => (one.type === 'Property' ? one.value : one.argument)));
		case 'ArrayExpression':
			return here(...node.elements.flatMap((one) => (one && one.type !== 'SpreadElement' ? [one] : [])));
		case 'AssignmentExpression':
			return here(node.right);
		case 'AwaitExpression':
			return here(node.argument);
		case 'ConditionalExpression':
			return here(node.consequent, node.alternate);
		case 'LogicalExpression':
			return here(node.left, node.right);
		case 'NewExpression':
			return here(node.callee);
		case 'CallExpression':
			return madeBy(index, node).map((one) => ({ node: one.node, scope: one.scope ?? scope }));
		default:
			return [];
	}
}

function membersOf(index: ScriptIndex, node: ClassNode, scope: Scope): Placed[] {
	const own = index.scopes.get(node) ?? scope;
	return node.body.body.flatMap((one) =>
		(one.type === 'MethodDefinition' || one.type === 'PropertyDefinition') &&
		one.value &&
		one.key.type !== 'PrivateIdentifier'
			? [{ node: one.value, scope: own }]
			: [],
	);
}
