import type { CallExpression } from 'acorn';
import { isUsedAsChannel, isWorkerScope } from './channels.ts';
import { type FunctionNode, isFunction, keyName, type Node, unwrap } from './node.ts';
import type { Scope } from './scope.ts';
import type { Placed, ScriptIndex } from './script-index.ts';
import { findStreams } from './streams.ts';

/** A message listener and how it was registered. */
export interface Registration {
	how: string;
	/** The call, assignment or property that registers it. */
	node: Node;
	/** The listener expression as written. */
	listener: Node;
	scope: Scope;
	/** What messages go through before they reach the listener of a stream. */
	operators?: readonly CallExpression[];
}

const WINDOW_NAMES = new Set(['window', 'self', 'globalThis', 'top', 'parent', 'frames']);

/** Finds what registers message listeners of windows; ports, workers, sockets and channels are left out. */
export function findRegistrations(index: ScriptIndex): Registration[] {
	const found: Registration[] = [];
	const seen = new Set<Node>();
	for (const one of index.suspects) {
		if (seen.has(one.node)) continue;
		seen.add(one.node);
		const registration = registrationOf(index, one);
		if (registration) found.push(registration);
	}
	for (const { node, scope, listener, operators, begin } of findStreams(index)) {
		if (begin.arguments.some((one) => one.type !== 'SpreadElement' && isWindow(index, one, scope)))
			found.push({ how: 'stream', node, listener: unwrap(listener), scope, operators });
	}
	return found.sort((a, b) => a.listener.start - b.listener.start);
}

function registrationOf(index: ScriptIndex, { node, scope }: Placed): Registration | undefined {
	switch (node.type) {
		case 'AssignmentExpression': {
			const left = node.left;
			if (left.type === 'Identifier') {
				if (scope.lookup(left.name) || isWorkerScope(index, scope)) return undefined;
				return make('onmessage', node, node.right, scope);
			}
			if (left.type !== 'MemberExpression' || !isWindow(index, left.object, scope)) return undefined;
			if (isWorker(index, left.object, scope)) return undefined;
			return make('onmessage', node, node.right, scope);
		}
		case 'CallExpression':
			return fromCall(index, node, scope);
		default:
			return undefined;
	}
}

function make(how: string, node: Node, listener: Node, scope: Scope): Registration | undefined {
	const inner = unwrap(listener);
	if (inner.type === 'Literal' || (inner.type === 'Identifier' && inner.name === 'undefined'))
		return undefined;
	if (inner.type === 'UnaryExpression') return undefined;
	return { how, node, listener: inner, scope };
}

function fromCall(index: ScriptIndex, node: CallExpression, scope: Scope): Registration | undefined {
	const callee = unwrap(node.callee);
	const at = node.arguments.findIndex((one) => isMessageType(one));
	const listener = node.arguments[at + 1];
	if (at < 0 || !listener || listener.type === 'SpreadElement') return undefined;
	if (callee.type === 'Identifier') {
		if ((callee.name === 'addEventListener' || callee.name === 'attachEvent') && !scope.lookup(callee.name)) {
			if (isWorkerScope(index, scope)) return undefined;
			return make('addEventListener', node, listener, scope);
		}
		return wrapper(index, node, callee.name, listener, scope);
	}
	if (callee.type !== 'MemberExpression') return undefined;
	const name = keyName(callee.property, callee.computed);
	if (name === 'addEventListener' || name === 'attachEvent') {
		if (!couldBeWindow(index, callee.object, scope)) return undefined;
		return make('addEventListener', node, listener, scope);
	}
	if (name === 'on' || name === 'bind' || name === 'one') {
		const target = unwrap(callee.object);
		if (
			target.type === 'CallExpression' &&
			target.arguments.length === 1 &&
			target.arguments[0] &&
			isWindow(index, target.arguments[0], scope)
		) {
			return make('jquery', node, listener, scope);
		}
	}
	if (
		name &&
		/^(remove|detach|off|unbind|emit|dispatch|trigger|postMessage|log|debug|warn|error|info)/i.test(name)
	)
		return undefined;
	return name === undefined ? undefined : wrapper(index, node, name, listener, scope);
}

/** A function that takes the event's name and the listener, and the window or an own addEventListener inside. */
function wrapper(
	index: ScriptIndex,
	node: CallExpression,
	name: string,
	listener: Node,
	scope: Scope,
): Registration | undefined {
	const inner = unwrap(listener);
	if (!isFunction(inner) && inner.type !== 'Identifier' && inner.type !== 'MemberExpression')
		return undefined;
	if (/^(remove|detach|off|unbind|emit|dispatch|trigger)/i.test(name)) return undefined;
	const toWindow = node.arguments.some((one) => one.type !== 'SpreadElement' && isWindow(index, one, scope));
	if (toWindow) {
		if (!isFunction(resolveFunction(index, inner, scope))) return undefined;
		if (callsRemove(index, node, scope)) return undefined;
		return make(`wrapper:${name}`, node, listener, scope);
	}
	return undefined;
}

/** A wrapper whose body only takes listeners away. */
function callsRemove(index: ScriptIndex, node: CallExpression, scope: Scope): boolean {
	const callee = unwrap(node.callee);
	const target = callee.type === 'Identifier' ? resolveFunction(index, callee, scope) : undefined;
	if (!target) return false;
	let adds = false;
	let removes = false;
	const stack: Node[] = [target];
	for (let one = stack.pop(), count = 0; one && count < 400; one = stack.pop(), count++) {
		if (one.type === 'MemberExpression') {
			const name = keyName(one.property, one.computed);
			adds ||= name === 'addEventListener' || name === 'attachEvent';
			removes ||= name === 'removeEventListener' || name === 'detachEvent';
		}
		for (const field of Object.values(one)) {
			for (const item of Array.isArray(field) ? field : [field]) {
				if (typeof item === 'object' && item !== null && 'type' in item && 'start' in item) stack.push(item);
			}
		}
	}
	return removes && !adds;
}

function isMessageType(node: Node): boolean {
	if (node.type === 'TemplateLiteral')
		return node.quasis[0]?.value.cooked === 'message' && node.expressions.length === 0;
	if (node.type !== 'Literal' || typeof node.value !== 'string') return false;
	return node.value.split(/\s+/).some((one) => /^(on)?message(\.|$)/.test(one));
}

/** Whether an expression is the window for certain. */
export function isWindow(index: ScriptIndex, node: Node, scope: Scope, depth = 0): boolean {
	const inner = unwrap(node);
	if (depth > 6) return false;
	if (inner.type === 'ThisExpression') return scope.thisScope() === undefined;
	if (inner.type === 'MemberExpression') {
		const name = keyName(inner.property, inner.computed);
		return (
			name !== undefined &&
			(WINDOW_NAMES.has(name) || name === 'defaultView' || name === 'contentWindow') &&
			name !== 'parent'
		);
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
	if (!binding) return WINDOW_NAMES.has(inner.name);
	return binding.definitions.some((one) => {
		if (one.kind === 'init' && one.value && one.pattern.type === 'Identifier')
			return isWindow(index, one.value, one.scope, depth + 1);
		if (one.kind !== 'param' || !one.owner) return false;
		const own = index.scopes.get(one.owner);
		const given = own?.immediate?.[one.index ?? 0];
		return given !== undefined && own?.parent !== undefined && isWindow(index, given, own.parent, depth + 1);
	});
}

/** Whether an expression is a worker's own global. */
function isWorker(index: ScriptIndex, node: Node, scope: Scope): boolean {
	const inner = unwrap(node);
	return inner.type === 'Identifier' && inner.name === 'self' && isWorkerScope(index, scope);
}

const CHANNELS =
	/^(MessageChannel|BroadcastChannel|Worker|SharedWorker|WebSocket|EventSource|EventEmitter|MessagePort)$/;

/** Whether an expression may be a window: it is not known to be a port, worker, socket or channel. */
function couldBeWindow(index: ScriptIndex, node: Node, scope: Scope): boolean {
	if (isWindow(index, node, scope)) return !isWorker(index, node, scope);
	if (isUsedAsChannel(index, node, scope)) return false;
	const inner = unwrap(node);
	if (inner.type === 'NewExpression')
		return !CHANNELS.test(inner.callee.type === 'Identifier' ? inner.callee.name : '');
	if (inner.type === 'MemberExpression') {
		const name = keyName(inner.property, inner.computed) ?? '';
		if (/^#?(port\d?|serviceWorker|worker|socket|ws)$/.test(name)) return false;
		const values = index.propertyValues.get(name) ?? [];
		return !values.some((one) => isChannel(unwrap(one.node)));
	}
	if (inner.type !== 'Identifier') return inner.type !== 'CallExpression' || true;
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
		!(index.assignments.get(inner.name) ?? []).some(
			(one) => one.node.type === 'AssignmentExpression' && isChannel(unwrap(one.node.right)),
		)
	);
}

function isChannel(node: Node): boolean {
	return (
		node.type === 'NewExpression' && node.callee.type === 'Identifier' && CHANNELS.test(node.callee.name)
	);
}

/** The function an expression names, following one variable or property. */
export function resolveFunction(
	index: ScriptIndex,
	node: Node,
	scope: Scope,
	depth = 0,
): FunctionNode | undefined {
	const inner = unwrap(node);
	if (isFunction(inner)) return inner;
	if (depth > 6) return undefined;
	if (inner.type === 'Identifier') {
		const binding = scope.lookup(inner.name);
		for (const one of binding?.definitions ?? []) {
			if (
				one.value &&
				(one.kind === 'function' || one.kind === 'init') &&
				one.pattern.type === 'Identifier'
			) {
				const found = resolveFunction(index, one.value, one.scope, depth + 1);
				if (found) return found;
			}
		}
		for (const one of index.assignments.get(inner.name) ?? []) {
			if (one.node.type !== 'AssignmentExpression' || one.scope.lookup(inner.name) !== binding) continue;
			const found = resolveFunction(index, one.node.right, one.scope, depth + 1);
			if (found) return found;
		}
	}
	return undefined;
}
