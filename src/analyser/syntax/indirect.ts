import type { CallExpression } from 'acorn';
import { callsByBinding } from './by-binding.ts';
import { isMessageName, textsOf } from './constant-text.ts';
import { goneThrough } from './gone-through.ts';
import { beginsWithJQuery } from './jquery.ts';
import { isBinding, keyName, type Node, unwrap } from './node.ts';
import { premiseOf } from './premises.ts';
import type { Registration } from './registration.ts';
import type { Binding, Scope } from './scope.ts';
import type { Placed, ScriptIndex } from './script-index.ts';
import { couldBeWindow, isWindow, isWrappedWindow } from './targets.ts';
import { isWorkerScope } from './worker-scope.ts';

const METHODS = ['addEventListener', 'attachEvent'];
/** What cannot be an expression's only meaning is left to its own registration. */
const MOST = 400;

/** Registrations whose parts are named elsewhere: the event, the method, or a table of listeners. */
export function findIndirect(index: ScriptIndex): Registration[] {
	const byMethod = METHODS.flatMap((name) => index.callsByProperty.get(name) ?? []);
	const found: Registration[] = [];
	for (const { node, scope } of byMethod.slice(0, MOST)) {
		const callee = unwrap(node.callee);
		if (node.type !== 'CallExpression' || callee.type !== 'MemberExpression') continue;
		const [type] = node.arguments;
		if (!type || isSpelledOut(type) || !couldBeWindow(index, callee.object, scope)) continue;
		found.push(...named(index, { node, scope }, 'addEventListener'), ...ofTable(index, { node, scope }));
	}
	for (const one of index.computedCalls.slice(0, MOST)) {
		const callee = unwrap(one.node.callee);
		if (callee.type !== 'MemberExpression' || !isWindow(index, callee.object, one.scope)) continue;
		if (isMethod(index, callee.property, one.scope)) found.push(...named(index, one, 'addEventListener'));
	}
	return [...found, ...ofVariables(index), ...written(index), ...assigned(index), ...mapped(index)];
}

function isSpelledOut(node: Node): boolean {
	return unwrap(node).type === 'Literal';
}

const isMethod = (index: ScriptIndex, node: Node, scope: Scope): boolean =>
	textsOf(index, node, scope).some((one) => METHODS.includes(one));

/** A call with the event's name first, as a constant or as one of several. */
function named(index: ScriptIndex, { node, scope }: Placed<CallExpression>, how: string): Registration[] {
	const [type, listener] = node.arguments;
	if (!type || !listener || listener.type === 'SpreadElement') return [];
	if (!textsOf(index, type, scope).some(isMessageName)) return [];
	return [{ how, node, listener: unwrap(listener), scope, when: premiseOf(index, type, scope) }];
}

/** Whether an expression is, or may be, `window.addEventListener`. */
export function isMethodOfWindow(index: ScriptIndex, node: Node, scope: Scope): boolean {
	const inner = unwrap(node);
	const again = (one: Node) => isMethodOfWindow(index, one, scope);
	if (inner.type === 'LogicalExpression') return again(inner.left) || again(inner.right);
	if (inner.type === 'ConditionalExpression') return again(inner.consequent) || again(inner.alternate);
	if (isBinding(inner)) return again(inner.callee.object);
	if (inner.type !== 'MemberExpression' || !isWindow(index, inner.object, scope)) return false;
	const key = keyName(inner.property, inner.computed);
	return key === undefined ? isMethod(index, inner.property, scope) : METHODS.includes(key);
}

const known = new WeakMap<ScriptIndex, Placed<CallExpression>[]>();

/** Calls of the window's `addEventListener` by a name of the script's own: `const add = window[method]; add(type, listener)`. */
export function callsOfVariables(index: ScriptIndex): readonly Placed<CallExpression>[] {
	const found = known.get(index) ?? [];
	if (known.has(index)) return found;
	known.set(index, found);
	const holding = [...index.methodVariables.values()].filter((one) => holdsMethod(index, one));
	for (const binding of [...holding, ...paramsGivenMethods(index)])
		for (const { node, scope } of (callsByBinding(index, binding.name).get(binding) ?? []).slice(0, MOST))
			if (node.type === 'CallExpression') found.push({ node, scope });
	return found;
}

/** Whether a variable's value is, or may be, the window's method. */
function holdsMethod(index: ScriptIndex, { scope, definitions }: Binding): boolean {
	return definitions.some(({ value, pattern }) => {
		if (pattern.type === 'ObjectPattern') return value !== undefined && isWindow(index, value, scope);
		const given = pattern.type === 'AssignmentPattern' ? pattern.right : value;
		return given !== undefined && isMethodOfWindow(index, given, scope);
	});
}

/** Parameters of functions that are called where they stand: `(function (on) { … })(window.addEventListener)`. */
function paramsGivenMethods(index: ScriptIndex): Binding[] {
	return index.functions.flatMap((node) => {
		const own = index.scopes.get(node);
		return (own?.immediate ?? []).flatMap((given, at) => {
			const param = node.params[at];
			const binding = param?.type === 'Identifier' ? own?.bindings.get(param.name) : undefined;
			return binding && own?.parent && isMethodOfWindow(index, given, own.parent) ? [binding] : [];
		});
	});
}

const ofVariables = (index: ScriptIndex): Registration[] =>
	callsOfVariables(index).flatMap((one) => named(index, one, 'addEventListener'));

/** `window[name] = listener`, with the name given elsewhere. */
function written(index: ScriptIndex): Registration[] {
	return index.computedWrites.slice(0, MOST).flatMap(({ node, scope }) => {
		if (node.type !== 'AssignmentExpression' || node.left.type !== 'MemberExpression') return [];
		const { object, property } = node.left;
		if (!isWindow(index, object, scope) || isWorkerScope(index, scope)) return [];
		if (!textsOf(index, property, scope).includes('onmessage')) return [];
		return [{ how: 'onmessage', node, listener: unwrap(node.right), scope }];
	});
}

/** A call in a loop over a list of events, or over a table of listeners by event. */
function ofTable(index: ScriptIndex, { node, scope }: Placed<CallExpression>): Registration[] {
	const [type, listener] = node.arguments.map(unwrap);
	if (type?.type !== 'Identifier' || !listener || listener.type === 'SpreadElement') return [];
	for (const definition of scope.lookup(type.name)?.definitions ?? []) {
		const list = goneThrough(index, definition);
		if (!list) continue;
		const { node: over, scope: at } = resolved(index, list);
		if (over.type === 'ArrayExpression') {
			if (over.elements.some((one) => one && textsOf(index, one, at).some(isMessageName)))
				return [{ how: 'addEventListener', node, listener, scope }];
		}
		const entry = entryOf(over);
		if (entry) return [{ how: 'addEventListener', node, listener: unwrap(entry), scope: at }];
	}
	return [];
}

/** The literal that an expression is: itself, a variable's value, or the object of `Object.keys` and `Object.entries`. */
function resolved(index: ScriptIndex, { node, scope }: Placed, depth = 0): Placed {
	const inner = unwrap(node);
	if (depth > 4) return { node: inner, scope };
	if (inner.type === 'Identifier') {
		const [only] = scope.lookup(inner.name)?.definitions ?? [];
		if (only?.kind === 'init' && only.value && only.pattern.type === 'Identifier')
			return resolved(index, { node: only.value, scope: only.scope }, depth + 1);
	}
	if (inner.type === 'NewExpression' && inner.callee.type === 'Identifier' && inner.callee.name === 'Map') {
		const [pairs] = inner.arguments;
		return pairs ? resolved(index, { node: pairs, scope }, depth + 1) : { node: inner, scope };
	}
	if (inner.type === 'CallExpression') {
		const callee = unwrap(inner.callee);
		const name = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
		const [object] = inner.arguments;
		if (object && (name === 'keys' || name === 'entries'))
			return resolved(index, { node: object, scope }, depth + 1);
	}
	return { node: inner, scope };
}

/** What stands beside the event's name in an object or a list of pairs. */
function entryOf(table: Node): Node | undefined {
	if (table.type === 'ArrayExpression') {
		for (const one of table.elements) {
			const [name, value] = one?.type === 'ArrayExpression' ? one.elements : [];
			if (name?.type === 'Literal' && value && isMessageName(String(name.value))) return value;
		}
		return undefined;
	}
	if (table.type !== 'ObjectExpression') return undefined;
	for (const one of table.properties)
		if (one.type === 'Property' && isMessageName(keyName(one.key, one.computed) ?? '')) return one.value;
	return undefined;
}

/** `Object.assign(window, { onmessage })` and `Object.defineProperty(window, 'onmessage', { value })`. */
function assigned(index: ScriptIndex): Registration[] {
	const found: Registration[] = [];
	const add = (node: Node, scope: Scope, object: Node | undefined, key: string) => {
		if (object?.type !== 'ObjectExpression') return;
		for (const one of object.properties)
			if (one.type === 'Property' && keyName(one.key, one.computed) === key)
				found.push({ how: 'onmessage', node, listener: unwrap(one.value), scope });
	};
	const calls = [
		...(index.callsByProperty.get('assign') ?? []),
		...(index.callsByProperty.get('defineProperty') ?? []),
	];
	for (const { node, scope } of calls) {
		const [target, ...more] = node.arguments;
		if (!target || target.type === 'SpreadElement' || !isWindow(index, target, scope)) continue;
		if (isWorkerScope(index, scope)) continue;
		const [name, descriptor] = more;
		if (name?.type === 'Literal') {
			if (name.value === 'onmessage') add(node, scope, descriptor, 'value');
		} else for (const one of more) add(node, scope, unwrap(one), 'onmessage');
	}
	return found;
}

/** `$(window).on({ message: listener })`. */
function mapped(index: ScriptIndex): Registration[] {
	const calls = ['on', 'bind', 'one'].flatMap((name) => index.callsByProperty.get(name) ?? []);
	return calls.flatMap(({ node, scope }) => {
		const callee = unwrap(node.callee);
		const [map] = node.arguments;
		if (map?.type !== 'ObjectExpression' || callee.type !== 'MemberExpression') return [];
		const entry = entryOf(map);
		if (!entry || !isWrappedWindow(index, callee.object, scope)) return [];
		const jQueryEvent = beginsWithJQuery(index, callee.object, scope);
		return [{ how: 'jquery', node, listener: unwrap(entry), scope, jQueryEvent }];
	});
}
