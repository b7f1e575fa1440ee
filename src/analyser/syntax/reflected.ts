import type { CallExpression, NewExpression } from 'acorn';
import { assignmentsTo } from './by-binding.ts';
import { isMessageName, textsOf } from './constant-text.ts';
import { isBinding, keyName, type Node, unwrap } from './node.ts';
import type { Registration } from './registration.ts';
import { type Definition, isGlobal, type Scope } from './scope.ts';
import type { Placed, ScriptIndex } from './script-index.ts';
import { isWindow } from './targets.ts';
import { isWorkerScope } from './worker-scope.ts';

/** What a function value is: the method that adds listeners, or the setter of `onmessage`. */
type Native = 'listen' | 'setter';

const DEEPEST = 6;
const MOST = 400;
const LISTEN = /^(addEventListener|attachEvent)$/;

/** Registrations by natives that are kept, and called by `call`, `apply`, `Reflect` or with a spread list. */
export function findReflected(index: ScriptIndex): Registration[] {
	return [...byReflection(index), ...bySpread(index), ...byVariable(index)];
}

/** `native.call(window, …)`, `native.apply(window, […])`, `Reflect.apply(native, window, […])`. */
function byReflection(index: ScriptIndex): Registration[] {
	const found: Registration[] = [];
	const calls = ['call', 'apply'].flatMap((name) => (index.callsByProperty.get(name) ?? []).slice(0, MOST));
	for (const { node, scope } of calls) {
		const callee = unwrap(node.callee);
		if (callee.type !== 'MemberExpression') continue;
		const isReflect = isGlobal(callee.object, 'Reflect', scope);
		const [native, target, ...given] = isReflect ? node.arguments : [callee.object, ...node.arguments];
		if (!native || !target || !isWindow(index, target, scope)) continue;
		const kind = nativeOf(index, native, scope);
		const isList = keyName(callee.property, callee.computed) === 'apply';
		const list = isList ? listOf(index, given[0], scope) : given;
		found.push(...registered(index, { node, scope }, kind, list));
	}
	return found;
}

/** `addEventListener(...['message', listener])`. */
function bySpread(index: ScriptIndex): Registration[] {
	const calls = ['addEventListener', 'attachEvent'].flatMap((name) => [
		...(index.callsByProperty.get(name) ?? []),
		...(index.callsByName.get(name) ?? []),
	]);
	return calls.slice(0, MOST).flatMap(({ node, scope }) => {
		const [first] = node.arguments;
		if (first?.type !== 'SpreadElement' || !nativeOf(index, node.callee, scope)) return [];
		return registered(index, { node, scope }, 'listen', listOf(index, first.argument, scope));
	});
}

/** `set(listener)`, where `set` is the setter bound to the window. */
function byVariable(index: ScriptIndex): Registration[] {
	const isKept = index.suspects.some(({ node }) => node.type === 'CallExpression' && namesProperty(node));
	if (!isKept) return [];
	const calls = [...index.callsByName.values()].flat().filter(({ node }) => node.arguments.length === 1);
	return calls.slice(0, MOST).flatMap((one) => {
		const kind = nativeOf(index, one.node.callee, one.scope);
		return kind === 'setter' ? registered(index, one, kind, one.node.arguments) : [];
	});
}

function registered(
	index: ScriptIndex,
	{ node, scope }: Placed<CallExpression | NewExpression>,
	kind: Native | undefined,
	list: readonly (Node | null)[] | undefined,
): Registration[] {
	const [first, second] = list ?? [];
	if (!kind || !first || isWorkerScope(index, scope)) return [];
	if (kind === 'setter') return [{ how: 'onmessage', node, listener: unwrap(first), scope }];
	if (!second || !textsOf(index, first, scope).some(isMessageName)) return [];
	return [{ how: 'addEventListener', node, listener: unwrap(second), scope }];
}

/** The elements of an array that an expression spells out. */
function listOf(index: ScriptIndex, node: Node | undefined, scope: Scope): (Node | null)[] | undefined {
	const inner = node && unwrap(node);
	if (inner?.type === 'ArrayExpression') return inner.elements;
	if (inner?.type !== 'Identifier') return undefined;
	const only = scope.definition(inner.name);
	if (only?.kind !== 'init' || !only.value) return undefined;
	return only.value.type === 'ArrayExpression' ? listOf(index, only.value, only.scope) : undefined;
}

/** Which native an expression is, following variables, properties and bindings. */
function nativeOf(index: ScriptIndex, node: Node, scope: Scope, depth = 0): Native | undefined {
	if (depth > DEEPEST) return undefined;
	const inner = unwrap(node);
	const of = (one: Node, its = scope) => nativeOf(index, one, its, depth + 1);
	if (isBinding(inner)) return of(inner.callee.object);
	switch (inner.type) {
		case 'LogicalExpression':
			return of(inner.left) ?? of(inner.right);
		case 'ConditionalExpression':
			return of(inner.consequent) ?? of(inner.alternate);
		case 'CallExpression':
			return namesProperty(inner, /^__lookupSetter__$/) ? 'setter' : undefined;
		case 'MemberExpression': {
			const name = keyName(inner.property, inner.computed);
			if (name === undefined) return undefined;
			const own = memberOf(index, name, inner.object, scope);
			if (own) return own;
			const [only, ...more] = index.propertyValues.get(name) ?? [];
			return only && more.length === 0 ? of(only.node, only.scope) : undefined;
		}
		case 'Identifier': {
			const binding = scope.lookup(inner.name);
			if (!binding) return LISTEN.test(inner.name) ? 'listen' : undefined;
			for (const one of binding.definitions) {
				const found = defined(index, one, inner.name, of);
				if (found) return found;
			}
			for (const one of assignmentsTo(index, inner.name, binding)) {
				const found = one.node.type === 'AssignmentExpression' && of(one.node.right, one.scope);
				if (found) return found;
			}
			return undefined;
		}
		default:
			return undefined;
	}
}

function defined(
	index: ScriptIndex,
	{ kind, value, pattern, scope }: Definition,
	name: string,
	of: (node: Node, scope: Scope) => Native | undefined,
): Native | undefined {
	if (kind !== 'init' || !value) return undefined;
	if (pattern.type === 'Identifier') return of(value, scope);
	if (pattern.type !== 'ObjectPattern') return undefined;
	for (const one of pattern.properties) {
		if (one.type !== 'Property' || one.value.type !== 'Identifier' || one.value.name !== name) continue;
		const key = keyName(one.key, one.computed);
		return key === undefined ? undefined : memberOf(index, key, value, scope);
	}
	return undefined;
}

function memberOf(index: ScriptIndex, name: string, object: Node, scope: Scope): Native | undefined {
	if (name === 'set' && isDescriptor(index, object, scope)) return 'setter';
	if (!LISTEN.test(name)) return undefined;
	const inner = unwrap(object);
	const isPrototype =
		inner.type === 'MemberExpression' &&
		keyName(inner.property, inner.computed) === 'prototype' &&
		['EventTarget', 'Window'].some((one) => isGlobal(inner.object, one, scope));
	return isPrototype || isWindow(index, inner, scope) ? 'listen' : undefined;
}

/** Whether an expression is the description of the window's property `onmessage`. */
function isDescriptor(index: ScriptIndex, node: Node, scope: Scope, depth = 0): boolean {
	const inner = unwrap(node);
	if (inner.type === 'CallExpression') return namesProperty(inner, /^getOwnPropertyDescriptor$/);
	if (depth > DEEPEST) return false;
	if (inner.type === 'MemberExpression') {
		const name = keyName(inner.property, inner.computed) ?? '';
		if (name === 'onmessage') return isDescription(inner.object);
		const [only, ...more] = index.propertyValues.get(name) ?? [];
		return only !== undefined && more.length === 0 && isDescriptor(index, only.node, only.scope, depth + 1);
	}
	if (inner.type !== 'Identifier') return false;
	return (scope.lookup(inner.name)?.definitions ?? []).some(
		(one) =>
			one.kind === 'init' &&
			one.value !== undefined &&
			one.pattern.type === 'Identifier' &&
			isDescriptor(index, one.value, one.scope, depth + 1),
	);
}

/** Whether it is what describes all properties of an object. */
function isDescription(node: Node): boolean {
	const inner = unwrap(node);
	const callee = inner.type === 'CallExpression' ? unwrap(inner.callee) : undefined;
	if (callee?.type !== 'MemberExpression') return false;
	return keyName(callee.property, callee.computed) === 'getOwnPropertyDescriptors';
}

/** Whether a call asks by its name for what a window's property `onmessage` is made of. */
function namesProperty(
	{ callee, arguments: args }: CallExpression,
	method = /^(getOwnPropertyDescriptor|__lookupSetter__)$/,
): boolean {
	const inner = unwrap(callee);
	const name = inner.type === 'MemberExpression' ? keyName(inner.property, inner.computed) : undefined;
	if (name === undefined || !method.test(name)) return false;
	return args.some((one) => one.type === 'Literal' && one.value === 'onmessage');
}
