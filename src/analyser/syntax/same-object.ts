import type { CallExpression, NewExpression } from 'acorn';
import { assignmentsTo, onlyValue } from './by-binding.ts';
import { push } from './index-names.ts';
import { makersAbove } from './inheritance.ts';
import { keyName, type Node, unwrap } from './node.ts';
import { type Maker, makerOfThis } from './prototypes.ts';
import { type Binding, isGlobal, type Scope } from './scope.ts';
import type { Placed, PropertyValue, ScriptIndex } from './script-index.ts';

/** What tells objects apart: the variable that holds one, or where it is kept in the instances of a class. */
export type Key = Binding | Kept;

/** A property, or one in it, of what an owner makes or holds. */
export interface Kept {
	owner: unknown;
	path: string;
}

const DEEPEST = 4;
/** Stands for the keys of a list's elements. */
const ANY = '[]';

/** What an expression is known by: one key in common, and two expressions mean the same object. */
export function keysOf(index: ScriptIndex, node: Node, scope: Scope, depth = 0): Key[] {
	const inner = unwrap(node);
	if (depth > DEEPEST) return [];
	const again = (one: Node, its = scope) => keysOf(index, one, its, depth + 1);
	switch (inner.type) {
		case 'AssignmentExpression':
			return inner.operator === '=' ? [...again(inner.left), ...again(inner.right)] : again(inner.left);
		case 'Identifier': {
			const binding = scope.lookup(inner.name);
			if (!binding) return [];
			const passing = passingValue(index, inner, binding);
			if (passing) return again(passing.node, passing.scope);
			const only = onlyValue(index, inner.name, scope) ?? onlyAssigned(index, binding);
			return [binding, ...(only ? again(only.node, only.scope) : [])];
		}
		case 'MemberExpression': {
			const kept = keptAt(index, inner, scope);
			return kept ? [kept] : [];
		}
		case 'CallExpression': {
			const field = privateField(inner, scope);
			return field ? [field] : [];
		}
		default:
			return [];
	}
}

/** The keys of an expression, with those of the properties in which its variable is kept as well. */
export function allKeysOf(index: ScriptIndex, node: Node, scope: Scope): ReadonlySet<Key> {
	const found = new Set([...keysOf(index, node, scope), ...inheritedKeysOf(index, node, scope)]);
	for (const one of found) if ('definitions' in one) for (const kept of keptIn(index, one)) found.add(kept);
	return found;
}

/** Where classes that this one extends keep a property that it is given there alone: `this.x`. */
export function inheritedKeysOf(index: ScriptIndex, node: Node, scope: Scope): Key[] {
	const inner = unwrap(node);
	if (inner.type !== 'MemberExpression' || unwrap(inner.object).type !== 'ThisExpression') return [];
	const name = keyName(inner.property, inner.computed);
	const own = makerAround(index, scope);
	if (name === undefined || !own || (index.propertyValues.get(name) ?? []).length === 0) return [];
	for (const maker of [own, ...makersAbove(index, own)]) {
		const kept = keptAs(index, maker, name);
		if (kept && valuesKept(index, kept).length > 0) return maker === own ? [] : [kept];
	}
	return [];
}

/** What compilers' `(t = this.x) == null || t.post()` has put into a variable just before. */
export function passingValue(index: ScriptIndex, node: Node, binding: Binding): Placed | undefined {
	if (binding.definitions.some(({ kind }) => kind !== 'none')) return undefined;
	const all = assignmentsTo(index, binding.name, binding);
	const isPassing = ({ node: one }: Placed) => {
		if (one.type !== 'AssignmentExpression') return false;
		const right = unwrap(one.right);
		return right.type === 'MemberExpression' || (right.type === 'CallExpression' && takesThis(right));
	};
	if (all.length < 2 || !all.every(isPassing)) return undefined;
	const last = all
		.filter(({ node: one }) => one.start < node.start)
		.sort((a, b) => a.node.start - b.node.start)
		.at(-1);
	return last?.node.type === 'AssignmentExpression'
		? { node: last.node.right, scope: last.scope }
		: undefined;
}

function onlyAssigned(index: ScriptIndex, binding: Binding): Placed | undefined {
	if (binding.definitions.some(({ kind }) => kind !== 'none')) return undefined;
	const [only, ...more] = assignmentsTo(index, binding.name, binding);
	return only?.node.type === 'AssignmentExpression' && more.length === 0 && only.node.operator === '='
		? { node: only.node.right, scope: only.scope }
		: undefined;
}

const takesThis = ({ arguments: given }: CallExpression): boolean =>
	given.some((one) => one.type === 'ThisExpression');

/** The variable that stands for a private field in `get(this, field)`. */
function privateField(call: CallExpression, scope: Scope): Binding | undefined {
	const field = takesThis(call) ? call.arguments.find((one) => one.type === 'Identifier') : undefined;
	return field?.type === 'Identifier' ? scope.lookup(field.name) : undefined;
}

const kepts = new WeakMap<ScriptIndex, Map<unknown, Map<string, Kept>>>();

function keptAs(index: ScriptIndex, owner: unknown, path: string): Kept | undefined {
	if (owner === undefined) return undefined;
	const all = kepts.get(index) ?? new Map<unknown, Map<string, Kept>>();
	kepts.set(index, all);
	const own = all.get(owner) ?? new Map<string, Kept>();
	all.set(owner, own);
	const kept = own.get(path) ?? { owner, path };
	own.set(path, kept);
	return kept;
}

/** Where a member of something is kept; `last`: the name of one more member. */
function keptAt(index: ScriptIndex, node: Node, scope: Scope, last?: string): Kept | undefined {
	const path = last === undefined ? [] : [last];
	let root = unwrap(node);
	while (root.type === 'MemberExpression' && path.length < DEEPEST) {
		path.unshift(keyName(root.property, root.computed) ?? ANY);
		root = unwrap(root.object);
	}
	return keptAs(index, ownerOf(index, root, scope), path.join('.'));
}

/** Whose property it is: the class or constructor function of `this`, or the variable that holds something else. */
function ownerOf(index: ScriptIndex, root: Node, scope: Scope): unknown {
	if (root.type === 'ThisExpression') return makerAround(index, scope) ?? index.root;
	if (root.type !== 'Identifier') return undefined;
	const binding = scope.lookup(root.name);
	const only = binding && onlyValue(index, root.name, scope);
	return only?.node.type === 'ThisExpression' ? ownerOf(index, only.node, only.scope) : binding;
}

function makerAround(index: ScriptIndex, scope: Scope): Maker | undefined {
	for (let one: Scope | undefined = scope; one; one = one.parent) if (one.ownerClass) return one.ownerClass;
	return makerOfThis(index, scope);
}

/**
 * The values that the script gives a property of what a class makes or of what a variable holds, or a private field by
 * the variable that stands for it. None where others may give it values too.
 */
export function valuesKept(index: ScriptIndex, kept: Key): Placed[] {
	if ('definitions' in kept) return valuesOfField(index, kept);
	if (isOfCallers(kept.owner)) return [];
	const name = kept.path.split('.').at(-1) ?? '';
	if (name === ANY) return elementsPut(index, kept);
	return (index.propertyValues.get(name) ?? []).filter(
		(one) => !one.getter && keyOf(index, name, one) === kept,
	);
}

/** Whether it is a parameter: who calls the function knows what that has besides. */
function isOfCallers(owner: unknown): boolean {
	const definitions =
		typeof owner === 'object' && owner !== null && 'definitions' in owner && owner.definitions;
	return Array.isArray(definitions) && definitions.some(({ kind }) => kind === 'param');
}

/** `set(this, field, value)`, `field.set(this, value)`, and `init(this, field, { value })`, as compilers write private fields. */
function valuesOfField(index: ScriptIndex, field: Binding): Placed[] {
	const isField = (node: Node | undefined, scope: Scope) =>
		node?.type === 'Identifier' && node.name === field.name && scope.lookup(node.name) === field;
	const put = (value: Node | undefined, scope: Scope): Placed[] => {
		const held =
			value?.type === 'ObjectExpression'
				? value.properties.find(
						(one) => one.type === 'Property' && keyName(one.key, one.computed) === 'value',
					)
				: undefined;
		const node = held?.type === 'Property' ? held.value : value;
		return node ? [{ node, scope }] : [];
	};
	const bySet = (index.callsByProperty.get('set') ?? []).flatMap(({ node, scope }) => {
		const callee = unwrap(node.callee);
		const isIt = callee.type === 'MemberExpression' && isField(unwrap(callee.object), scope);
		return isIt ? put(node.arguments[1], scope) : [];
	});
	const byHelpers = (helperCallsOf(index).get(field.name) ?? []).flatMap(({ node, scope }) => {
		const [, second, value] = node.arguments;
		return isField(second, scope) && value?.type !== 'Literal' ? put(value, scope) : [];
	});
	return [...bySet, ...byHelpers];
}

type HelperCalls = ReadonlyMap<string, readonly Placed<CallExpression | NewExpression>[]>;

const helperCalls = new WeakMap<ScriptIndex, HelperCalls>();

/** Calls `helper(this, field, …)`, by the name of the field. */
function helperCallsOf(index: ScriptIndex): HelperCalls {
	const known = helperCalls.get(index);
	if (known) return known;
	const found = new Map<string, Placed<CallExpression | NewExpression>[]>();
	for (const calls of index.callsByName.values())
		for (const one of calls) {
			const [self, field] = one.node.arguments;
			if (self?.type === 'ThisExpression' && field?.type === 'Identifier') push(found, field.name, one);
		}
	helperCalls.set(index, found);
	return found;
}

/** What is put into a list: `list[i] = one`, `list.push(one)`. */
function elementsPut(index: ScriptIndex, kept: Kept): Placed[] {
	const written = index.computedWrites.flatMap(({ node, scope }) =>
		keysOf(index, node.left, scope).includes(kept) ? [{ node: node.right, scope }] : [],
	);
	const pushed = (index.callsByProperty.get('push') ?? []).flatMap(({ node, scope }) => {
		const callee = unwrap(node.callee);
		if (callee.type !== 'MemberExpression' || keptAt(index, callee.object, scope, ANY) !== kept) return [];
		return node.arguments.map((one) => ({ node: one, scope }));
	});
	return [...written, ...pushed];
}

function keyOf(index: ScriptIndex, name: string, { object, owner, scope }: PropertyValue): Kept | undefined {
	if (object) return keptAt(index, object, scope, name);
	return owner && keptAs(index, owner, name);
}

const holders = new WeakMap<ScriptIndex, ReadonlyMap<string, readonly Holding[]>>();

/** A variable that is put somewhere. */
interface Holding extends Placed {
	key: () => Key | undefined;
}

/** Properties and private fields that have nothing but what a variable holds. */
function keptIn(index: ScriptIndex, binding: Binding): Key[] {
	const all = holders.get(index) ?? holdings(index);
	holders.set(index, all);
	return (all.get(binding.name) ?? []).flatMap(({ scope, key }): Key[] => {
		const found = scope.lookup(binding.name) === binding ? key() : undefined;
		if (!found || 'definitions' in found) return found ? [found] : [];
		const others = valuesKept(index, found).filter(({ node, scope: own }) => {
			const inner = unwrap(node);
			const isIt = inner.type === 'Identifier' && own.lookup(inner.name) === binding;
			return !isIt && !isNullish(inner, own);
		});
		return others.length === 0 ? [found] : [];
	});
}

function holdings(index: ScriptIndex): ReadonlyMap<string, readonly Holding[]> {
	const found = new Map<string, Holding[]>();
	for (const [name, values] of index.propertyValues) {
		for (const one of values) {
			const inner = unwrap(one.node);
			if (inner.type !== 'Identifier' || !one.object) continue;
			push(found, inner.name, { node: inner, scope: one.scope, key: () => keyOf(index, name, one) });
		}
	}
	// `set(this, field, variable)`, as compilers write private fields.
	for (const [name, calls] of helperCallsOf(index))
		for (const { node, scope } of calls) {
			const value = node.arguments[2];
			if (value?.type === 'Identifier')
				push(found, value.name, { node: value, scope, key: () => scope.lookup(name) });
		}
	return found;
}

/** Whether it is `null`, `undefined` or `void 0`. */
export function isNullish(node: Node, scope: Scope): boolean {
	const inner = unwrap(node);
	if (inner.type === 'Literal') return inner.value === null;
	return (
		(inner.type === 'UnaryExpression' && inner.operator === 'void') || isGlobal(inner, 'undefined', scope)
	);
}
