import type { CallExpression, NewExpression } from 'acorn';
import { textsOf } from './constant-text.ts';
import { childAround, eachChild, keyName, type Node, unwrap } from './node.ts';
import { allKeysOf, type Key, keysOf } from './same-object.ts';
import type { Scope } from './scope.ts';
import type { Placed, ScriptIndex } from './script-index.ts';

type Call = Placed<CallExpression | NewExpression>;

/** Methods of ports, sockets, workers, sessions and emitters that windows do not have. */
const NOT_OF_WINDOWS = ['send', 'terminate', 'start', 'generateRequest', 'on', 'emit'];
/** Events that windows do not get. */
const EVENTS =
	/^(open|close|connect|install|activate|fetch|push|datachannel|bufferedamountlow|controllerchange|statechange|keystatuseschange)$/;

/**
 * Whether the script uses an object as a port, worker or socket: it posts to it without a target origin, or with a list
 * of what to transfer, and never as to a window; or it does what cannot be done with windows.
 */
export function isUsedAsChannel(index: ScriptIndex, object: Node, scope: Scope): boolean {
	const keys = allKeysOf(index, object, scope);
	if (keys.size === 0) return false;
	const isIt = (node: Node, its: Scope) => keysOf(index, node, its).some((one: Key) => keys.has(one));
	const same = ({ node, scope: its }: Call) => {
		const callee = unwrap(node.callee);
		return callee.type === 'MemberExpression' && isIt(callee.object, its);
	};
	const calls = (name: string) => (index.callsByProperty.get(name) ?? []).filter(same);
	const posts = calls('postMessage');
	if (posts.some((one) => isToWindow(index, one))) return false;
	const isSure = (one: Call) => !isAskedFor(index, one, isIt);
	if (posts.some((one) => isToChannel(index, one) && isSure(one))) return true;
	if (NOT_OF_WINDOWS.some((name) => calls(name).some(isSure))) return true;
	// Sockets are told why they are closed.
	if (calls('close').some((one) => one.node.arguments.length > 0 && isSure(one))) return true;
	if (calls('addEventListener').some((one) => isEvent(one.node.arguments[0], EVENTS) && isSure(one)))
		return true;
	return index.channels.some(({ node, scope: its }) => isIt(node, its));
}

export function isEvent(type: Node | undefined, names: RegExp): boolean {
	return type?.type === 'Literal' && names.test(String(type.value));
}

/** Whether a call of `postMessage` is as for a port or worker: without a target origin, or with what to transfer. */
export function isToChannel(index: ScriptIndex, { node, scope }: Call): boolean {
	const [, second, ...more] = node.arguments;
	if (second === undefined) return node.arguments.every(({ type }) => type !== 'SpreadElement');
	if (more.length > 0 || second.type === 'SpreadElement') return false;
	const given = givenValue(second, scope);
	if (given.type === 'ObjectExpression')
		return given.properties.every(
			(one) => one.type === 'Property' && keyName(one.key, one.computed) !== 'targetOrigin',
		);
	return given.type === 'ArrayExpression' && !isToWindow(index, { node, scope });
}

/** Whether a call of `postMessage` gives a target origin. */
export function isToWindow(index: ScriptIndex, { node, scope }: Call): boolean {
	const [, second, ...more] = node.arguments;
	if (second === undefined) return false;
	return more.length > 0 || isOrigin(index, second, scope);
}

function isOrigin(index: ScriptIndex, node: Node, scope: Scope): boolean {
	const inner = unwrap(node);
	switch (inner.type) {
		case 'TemplateLiteral':
			return true;
		case 'BinaryExpression':
			return inner.operator === '+';
		case 'ConditionalExpression':
			return [inner.consequent, inner.alternate].some((one) => isOrigin(index, one, scope));
		case 'LogicalExpression':
			return [inner.left, inner.right].some((one) => isOrigin(index, one, scope));
		case 'ObjectExpression':
			return inner.properties.some(
				(one) => one.type === 'Property' && keyName(one.key, one.computed) === 'targetOrigin',
			);
		case 'MemberExpression':
			return keyName(inner.property, inner.computed) === 'origin' || textsOf(index, inner, scope).length > 0;
		default:
			return textsOf(index, inner, scope).length > 0;
	}
}

/** An expression, or the one value of the variable that it is. */
function givenValue(node: Node, scope: Scope): Node {
	const inner = unwrap(node);
	const only = inner.type === 'Identifier' ? scope.definition(inner.name) : undefined;
	return only?.kind === 'init' && only.value && only.pattern.type === 'Identifier'
		? unwrap(only.value)
		: inner;
}

/** Whether a method is called only where it is there, or where the object was asked what it is: there it may be no window. */
function isAskedFor(index: ScriptIndex, { node: call, scope }: Call, isIt: Is): boolean {
	const callee = unwrap(call.callee);
	if (callee.type !== 'MemberExpression' || ('optional' in call && call.optional)) return true;
	const name = keyName(callee.property, callee.computed);
	for (let outer: Node | undefined = index.root.node; outer && outer !== call; ) {
		const inner: Node | undefined = childAround(outer, call);
		const test = inner && testAround(outer, inner);
		if (test && asks(test, name, (one) => isIt(one, scope))) return true;
		outer = inner;
	}
	return false;
}

type Is = (node: Node, scope: Scope) => boolean;

function testAround(outer: Node, inner: Node): Node | undefined {
	if (outer.type === 'LogicalExpression') return outer.right === inner ? outer.left : undefined;
	if (outer.type !== 'IfStatement' && outer.type !== 'ConditionalExpression') return undefined;
	return outer.test === inner ? undefined : outer.test;
}

/** Whether a test asks for a property of that name, or for the kind of an object. */
function asks(test: Node, name: string | undefined, isIt: (node: Node) => boolean): boolean {
	const stack = [test];
	for (let one = stack.pop(); one; one = stack.pop()) {
		if (one.type === 'MemberExpression' && keyName(one.property, one.computed) === name) return true;
		if (one.type === 'Literal' && one.value === name) return true;
		if (one.type === 'BinaryExpression' && /^(instanceof|in)$/.test(one.operator)) return true;
		if (one.type === 'CallExpression' && one.arguments.some(isIt)) return true;
		eachChild(one, (child) => stack.push(child));
	}
	return false;
}
