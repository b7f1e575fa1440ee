import type { CallExpression } from 'acorn';
import { isMessageName } from './constant-text.ts';
import { findDecorated } from './decorated.ts';
import { findIndirect, isMethodOfWindow } from './indirect.ts';
import { beginsWithJQuery } from './jquery.ts';
import { eachChild, isBinding, isFunction, keyName, type Node, unwrap } from './node.ts';
import { findReflected } from './reflected.ts';
import type { Registration } from './registration.ts';
import { resolveFunction } from './resolve-function.ts';
import { isGlobal, type Scope } from './scope.ts';
import type { Placed, ScriptIndex } from './script-index.ts';
import { findOpenStreams, findStreams } from './streams.ts';
import { couldBeWindow, givesWindow, isWindow, isWorker, isWrappedWindow } from './targets.ts';
import { isForWorkers } from './worker-guards.ts';
import { isWorkerFile, isWorkerScope } from './worker-scope.ts';
import { findThroughHelpers, registeredBy } from './wrappers.ts';

/** Finds what registers message listeners of windows; ports, workers, sockets and channels are left out. */
export function findRegistrations(index: ScriptIndex): Registration[] {
	const found: Registration[] = [];
	const seen = new Set<Node>();
	if (isWorkerFile(index)) return found;
	for (const one of index.suspects) {
		if (seen.has(one.node)) continue;
		seen.add(one.node);
		const registration = registrationOf(index, one);
		if (registration && !isForWorkers(index, one)) found.push(registration);
	}
	found.push(...ofStreams(index));
	const known = new Set(found.map((one) => one.node));
	const others = [findIndirect, findThroughHelpers, findDecorated, findReflected].flatMap((find) =>
		find(index),
	);
	for (const one of others) if (!known.has(one.node)) found.push(one);
	return found.sort((a, b) => a.listener.start - b.listener.start);
}

function ofStreams(index: ScriptIndex): Registration[] {
	const isOfWindow = ({ node, scope }: Placed<CallExpression>) =>
		isWhenOfWindow(index, node, scope) ||
		node.arguments.some((one) => one.type !== 'SpreadElement' && isWindow(index, one, scope));
	const streams = findStreams(index);
	const open = findOpenStreams(index, new Set(streams.map(({ begin }) => begin.node)));
	const how = 'stream';
	return [
		...streams
			.filter(({ begin }) => isOfWindow(begin))
			.map(({ node, scope, listener, operators, begin }) => ({
				how,
				node,
				begin: begin.node,
				scope,
				operators,
				listener: unwrap(listener),
			})),
		...open
			.filter(({ begin }) => isOfWindow(begin))
			.map(({ node, scope, operators, begin, unheard }) => ({
				how,
				node,
				begin: begin.node,
				scope,
				operators,
				listener: node,
				unheard,
			})),
	];
}

/** Whether a call is the window's own `when(…)`. */
function isWhenOfWindow(index: ScriptIndex, { callee }: CallExpression, scope: Scope): boolean {
	const inner = unwrap(callee);
	if (inner.type === 'Identifier') return isGlobal(inner, 'when', scope);
	if (inner.type !== 'MemberExpression' || keyName(inner.property, inner.computed) !== 'when') return false;
	return isWindow(index, inner.object, scope);
}

function registrationOf(index: ScriptIndex, { node, scope }: Placed): Registration | undefined {
	switch (node.type) {
		case 'AssignmentExpression': {
			const left = node.left;
			if (left.type === 'Identifier') {
				if (scope.lookup(left.name) || isWorkerScope(index, scope)) return undefined;
				return make('onmessage', node, node.right, scope);
			}
			if (left.type !== 'MemberExpression') return undefined;
			if (!isWindow(index, left.object, scope) && !isBody(left.object, scope)) return undefined;
			if (isWorker(index, left.object, scope)) return undefined;
			return make('onmessage', node, node.right, scope);
		}
		case 'CallExpression':
			return fromCall(index, node, scope);
		default:
			return undefined;
	}
}

/** Whether an expression is the document's body, whose `onmessage` is the window's. */
function isBody(node: Node, scope: Scope): boolean {
	const inner = unwrap(node);
	if (inner.type !== 'MemberExpression' || keyName(inner.property, inner.computed) !== 'body') return false;
	return isGlobal(inner.object, 'document', scope);
}

function make(how: string, node: Node, listener: Node, scope: Scope): Registration | undefined {
	const inner = unwrap(listener);
	if (inner.type === 'Literal' || (inner.type === 'Identifier' && inner.name === 'undefined'))
		return undefined;
	if (inner.type === 'UnaryExpression' || isOfBefore(inner, scope)) return undefined;
	return { how, node, listener: inner, scope };
}

/** Whether it is the listener that was there before, which is put back: `const old = x.onmessage; …; x.onmessage = old`. */
function isOfBefore(listener: Node, scope: Scope): boolean {
	const only = listener.type === 'Identifier' ? scope.definition(listener.name) : undefined;
	const value =
		only?.kind === 'init' && only.pattern.type === 'Identifier' && only.value && unwrap(only.value);
	return value && value.type === 'MemberExpression'
		? keyName(value.property, value.computed) === 'onmessage'
		: false;
}

function fromCall(index: ScriptIndex, node: CallExpression, scope: Scope): Registration | undefined {
	const callee = unwrap(node.callee);
	const at = node.arguments.findIndex((one) => isMessageType(one));
	const listener = listenerAfter(node, at);
	if (at < 0 || !listener || listener.type === 'SpreadElement') return undefined;
	if (callee.type === 'Identifier') {
		if ((callee.name === 'addEventListener' || callee.name === 'attachEvent') && !scope.lookup(callee.name)) {
			if (isWorkerScope(index, scope)) return undefined;
			return make('addEventListener', node, listener, scope);
		}
		return wrapper(index, node, callee.name, listener, scope);
	}
	if (callee.type !== 'MemberExpression')
		return isMethodOfWindow(index, callee, scope)
			? make('addEventListener', node, listener, scope)
			: undefined;
	const name = keyName(callee.property, callee.computed);
	if (name === 'addEventListener' || name === 'attachEvent') {
		if (!couldBeWindow(index, callee.object, scope)) return wrapper(index, node, name, listener, scope);
		return make('addEventListener', node, listener, scope);
	}
	if (name === 'on' || name === 'bind' || name === 'one') {
		if (isWrappedWindow(index, callee.object, scope)) {
			const made = make('jquery', node, listener, scope);
			return made && { ...made, jQueryEvent: beginsWithJQuery(index, callee.object, scope) };
		}
	}
	if (
		name &&
		/^(remove|detach|off|unbind|emit|dispatch|trigger|postMessage|log|debug|warn|error|info)/i.test(name)
	)
		return undefined;
	return name === undefined ? undefined : wrapper(index, node, name, listener, scope);
}

/** What follows the event's name; jQuery's come after a selector and data. */
function listenerAfter(node: CallExpression, at: number): CallExpression['arguments'][number] | undefined {
	const next = node.arguments[at + 1];
	const last = node.arguments.at(-1);
	const isBefore = next && at === 0 && /^(Literal|ObjectExpression)$/.test(next.type) && isFunction(last);
	return isBefore ? last : next;
}

/** A function that takes the event's name and the listener, and the window or an own addEventListener inside. */
function wrapper(
	index: ScriptIndex,
	node: CallExpression,
	name: string,
	listener: Node,
	scope: Scope,
): Registration | undefined {
	if (/^(remove|detach|off|unbind|emit|dispatch|trigger)/i.test(name)) return undefined;
	const how = `wrapper:${name}`;
	const registered = registeredBy(index, node, listener, scope);
	const inner = unwrap(registered ?? listener);
	const handed = isBinding(inner) ? unwrap(inner.callee.object) : inner;
	if (!isFunction(handed) && handed.type !== 'Identifier' && handed.type !== 'MemberExpression')
		return undefined;
	if (registered) return make(how, node, registered, scope);
	// A window that a method is given after the listener is what it runs on: `emitter.on('message', run, window)`.
	const isOfObject = unwrap(node.callee).type === 'MemberExpression';
	const isContext = (one: Node) => isOfObject && one.start > listener.end && isWindow(index, one, scope);
	const toWindow = node.arguments.some((one) => givesWindow(index, one, scope) && !isContext(one));
	if (!toWindow || callsRemove(index, node, scope)) return undefined;
	const isKnown = isFunction(resolveFunction(index, handed, scope)) || isMethod(index, handed);
	return isKnown ? make(how, node, listener, scope) : undefined;
}

/** Whether an expression names a member that the script makes a function. */
function isMethod(index: ScriptIndex, node: Node): boolean {
	if (node.type !== 'MemberExpression') return false;
	const values = index.propertyValues.get(keyName(node.property, node.computed) ?? '') ?? [];
	return values.some((one) => isFunction(unwrap(one.node)) || isBinding(unwrap(one.node)));
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
		eachChild(one, (child) => stack.push(child));
	}
	return removes && !adds;
}

function isMessageType(node: Node): boolean {
	if (node.type === 'TemplateLiteral')
		return node.quasis[0]?.value.cooked === 'message' && node.expressions.length === 0;
	if (node.type !== 'Literal' || typeof node.value !== 'string') return false;
	return isMessageName(node.value);
}
