import { assignmentsTo } from './by-binding.ts';
import { isUsedAsChannel } from './channels.ts';
import { givenAtOnce } from './immediate.ts';
import { isNoWindow } from './no-windows.ts';
import { type FunctionNode, isFunction, keyName, type Node, unwrap } from './node.ts';
import { makerOfThis } from './prototypes.ts';
import { resolveFunction } from './resolve-function.ts';
import type { Binding, Scope } from './scope.ts';
import type { ScriptIndex } from './script-index.ts';
import { isOwnGlobal, isWorkerScope } from './worker-scope.ts';

const WINDOW_NAMES = new Set(['window', 'self', 'globalThis', 'top', 'parent', 'frames']);
/** As bundlers name it too, who give scripts for Node what they ask for. */
const GLOBAL_NAMES = new Set([...WINDOW_NAMES, 'global']);

/** Whether an expression is the window for certain. */
export function isWindow(index: ScriptIndex, node: Node, scope: Scope, depth = 0): boolean {
	const inner = unwrap(node);
	if (depth > 6) return false;
	if (inner.type === 'ThisExpression') return scope.thisScope() === undefined;
	if (inner.type === 'MemberExpression') {
		const name = keyName(inner.property, inner.computed);
		if (name === undefined) return false;
		if (WINDOW_NAMES.has(name)) return name !== 'parent';
		if (name === 'defaultView' || name === 'contentWindow') return true;
		const values = index.propertyValues.get(name) ?? [];
		return values.length > 0 && values.every((one) => isWindow(index, one.node, one.scope, depth + 1));
	}
	if (inner.type === 'ConditionalExpression') {
		return (
			isWindow(index, inner.consequent, scope, depth + 1) ||
			isWindow(index, inner.alternate, scope, depth + 1)
		);
	}
	if (inner.type === 'LogicalExpression') {
		return isWindow(index, inner.left, scope, depth + 1) || isWindow(index, inner.right, scope, depth + 1);
	}
	if (inner.type !== 'Identifier') return false;
	const binding = scope.lookup(inner.name);
	if (!binding) return GLOBAL_NAMES.has(inner.name);
	if (isInjected(index, binding)) return true;
	return binding.definitions.some((one) => {
		if (one.kind === 'init' && one.value && one.pattern.type === 'Identifier')
			return isWindow(index, one.value, one.scope, depth + 1);
		if (one.kind !== 'param' || !one.owner) return false;
		if (one.pattern.type === 'AssignmentPattern' && isWindow(index, one.pattern.right, one.scope, depth + 1))
			return true;
		const given = givenAtOnce(index, one);
		return given !== undefined && isWindow(index, given.node, given.scope, depth + 1);
	});
}

/** Whether a variable is what AngularJS gives a function for the name `$window`. */
function isInjected(index: ScriptIndex, { name, definitions }: Binding): boolean {
	const [only, ...more] = definitions;
	if (only?.kind !== 'param' || !only.owner || more.length > 0) return false;
	const asked = index.scopes.get(only.owner)?.injected?.[only.index ?? 0];
	return (asked ?? name) === '$window';
}

/** Whether an argument says that the window is meant: itself, its name, or a function that finds it. */
export function givesWindow(index: ScriptIndex, node: Node, scope: Scope): boolean {
	if (node.type === 'SpreadElement') return false;
	const inner = unwrap(node);
	if (inner.type === 'Literal') return inner.value === 'window';
	if (isWindow(index, inner, scope)) return true;
	// Angular's compiler names the function that finds it.
	if (inner.type === 'MemberExpression' && keyName(inner.property, inner.computed) === 'ɵɵresolveWindow')
		return true;
	const found = finderOf(index, inner, scope);
	if (found?.params.length !== 1) return false;
	const [only] = found.body.type === 'BlockStatement' ? found.body.body : [];
	const returned = only?.type === 'ReturnStatement' ? only.argument : found.body;
	const member = returned && unwrap(returned);
	return member?.type === 'MemberExpression' && keyName(member.property, member.computed) === 'defaultView';
}

function finderOf(index: ScriptIndex, node: Node, scope: Scope): FunctionNode | undefined {
	if (node.type === 'Identifier') return resolveFunction(index, node, scope);
	if (node.type !== 'MemberExpression') return undefined;
	const name = keyName(node.property, node.computed);
	const [only, ...more] = name === undefined ? [] : (index.propertyValues.get(name) ?? []);
	if (!only || more.length > 0) return undefined;
	const value = unwrap(only.node);
	// A module's export table: `name: () => fn`.
	const own = isFunction(value) && value.params.length === 0 ? index.scopes.get(value) : undefined;
	return own && isFunction(value)
		? resolveFunction(index, value.body, own)
		: resolveFunction(index, value, only.scope);
}

/** Whether an expression is a worker's own global. */
export function isWorker(index: ScriptIndex, node: Node, scope: Scope): boolean {
	return isOwnGlobal(index, node, scope) && isWorkerScope(index, scope);
}

/** Whether an expression may be a window: it is not known to be a port, worker, socket or channel. */
export function couldBeWindow(index: ScriptIndex, node: Node, scope: Scope): boolean {
	if (isWindow(index, node, scope)) return !isWorker(index, node, scope);
	if (isNoWindow(index, node, scope)) return false;
	if (isUsedAsChannel(index, node, scope)) return false;
	if (isChannel(node)) return false;
	const inner = unwrap(node);
	if (inner.type === 'ThisExpression') return makerOfThis(index, scope) === undefined;
	if (inner.type === 'MemberExpression') {
		const name = keyName(inner.property, inner.computed) ?? '';
		if (/^(port[12]|serviceWorker)$/.test(name)) return false;
		const values = index.propertyValues.get(name) ?? [];
		return (
			!values.some(({ node: one }) => isChannel(one)) ||
			values.some((one) => isWindow(index, one.node, one.scope))
		);
	}
	if (inner.type === 'AssignmentExpression') return couldBeWindow(index, inner.right, scope);
	if (inner.type !== 'Identifier') return true;
	const binding = scope.lookup(inner.name);
	if (!binding) return false;
	return (
		!binding.definitions.some((one) => {
			if (!one.value) return false;
			const value = unwrap(one.value);
			if (isChannel(value)) return true;
			return (
				value.type === 'MemberExpression' &&
				/^(ports|port\d?|serviceWorker)$/.test(keyName(value.property, value.computed) ?? '')
			);
		}) &&
		!assignmentsTo(index, inner.name, binding).some(
			({ node: one }) => one.type === 'AssignmentExpression' && isChannel(one.right),
		)
	);
}

/** Nobody makes a window by `new`: what is made is a worker, socket, channel or emitter. */
function isChannel(node: Node): boolean {
	const inner = unwrap(node);
	return inner.type === 'AssignmentExpression' ? isChannel(inner.right) : inner.type === 'NewExpression';
}

/** Whether an expression is the window as jQuery has it: `$(window)`, also at the beginning of a chain. */
export function isWrappedWindow(index: ScriptIndex, node: Node, scope: Scope): boolean {
	let inner = unwrap(node);
	for (let length = 0; inner.type === 'CallExpression' && length < 10; length++) {
		const callee = unwrap(inner.callee);
		const [first, ...more] = inner.arguments;
		if (first && more.length === 0 && first.type !== 'SpreadElement' && isWindow(index, first, scope))
			return true;
		if (callee.type !== 'MemberExpression') return false;
		inner = unwrap(callee.object);
	}
	return false;
}
