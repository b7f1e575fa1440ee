/**
 * Wrappers of listeners. A library that replaces addEventListener hands the browser a function of its own, which gives
 * all that it gets to the page's handler. Where no property leads from one to the other, the registration does: up the
 * stack stands the page's own call, with the handler as its argument.
 */

import { ListenerSession } from './listener-session.ts';
import type { Position } from './locate.ts';
import { eachChild, type FunctionNode, isFunction, keyName, type Node, unwrap } from './syntax/node.ts';
import { parseFunctionText } from './syntax/parse.ts';
import type { Registration } from './syntax/registration.ts';
import { ownText, registrationAt, type Script, scriptOf } from './syntax/script.ts';
import type { RuntimeContext, Verdict } from './verdict.ts';

/** The handler that a registration hands over, where its code is in the script. */
export interface HandedOver {
	verdict: Verdict;
	/** Its text, as written. */
	source: string;
	/** The name under which it is known there; '' where it has none. */
	name: string;
	/** Where its text starts. */
	start: Position;
}

/** A script and where in it a registration was made; absent where only the script is known. */
export interface RegistrationPlace {
	text: string;
	at?: Position | undefined;
	context: RuntimeContext;
}

const NATIVE = /\{\s*\[native code\]\s*\}\s*$/;
/** What a handler looks at itself. */
const MESSAGE_PARTS = /\b(?:data|origin|source)\b/;

/** Whether a callback's text is of a bound function or a proxy, of which the browser tells nothing. */
export const isNativeText = (text: string): boolean => NATIVE.test(text);

/** Whether a callback looks at nothing of a message itself, and gives what it is given to another function. */
export function passesOn(text: string): boolean {
	if (isNativeText(text)) return true;
	if (MESSAGE_PARTS.test(text)) return false;
	try {
		const { ast, source } = parseFunctionText(text);
		const first = outermost(ast, source.prefix);
		return first !== undefined && handsOver(first);
	} catch {
		return false;
	}
}

/** Outermost function of a lone text; the last of the parser's helpers wraps it in one more. */
function outermost(ast: Node, prefix: number): FunctionNode | undefined {
	const stack: Node[] = [ast];
	for (let node = stack.pop(); node; node = stack.pop()) {
		if (isFunction(node) && (prefix <= 10 || node.start > 1)) return node;
		const children: Node[] = [];
		eachChild(node, (child) => children.unshift(child));
		stack.push(...children);
	}
	return undefined;
}

function handsOver(wrapper: FunctionNode): boolean {
	const [param] = wrapper.params;
	if (param?.type === 'RestElement') return true;
	const isEvent = (node: Node): boolean =>
		node.type === 'Identifier' &&
		(node.name === 'arguments' || (param?.type === 'Identifier' && node.name === param.name));
	const stack: Node[] = [wrapper.body];
	for (let node = stack.pop(), count = 0; node && count < 5_000; node = stack.pop(), count++) {
		if (node.type === 'Identifier' && node.name === 'arguments') return true;
		if (node.type === 'CallExpression' && node.arguments.some((one) => isEvent(unwrap(one)))) return true;
		eachChild(node, (child) => stack.push(child));
	}
	return false;
}

/**
 * Judges the handler handed over where a script registers a `message` listener. `undefined`: no such registration there
 * (without a place: none or several); `unseen`: its argument's code is not in the script. Throws what the parser throws.
 */
export function handedOver(place: RegistrationPlace): HandedOver | 'unseen' | undefined {
	const { text, at, context } = place;
	const script = scriptOf(text, false);
	const registration = findRegistration(script, at);
	if (!registration) return undefined;
	const session = new ListenerSession(script, context);
	session.nextBudget();
	const handler = session.handlerOf(registration);
	if (!handler) return 'unseen';
	const verdict = session.judgeFunction(handler, registration.how);
	const own = ownText(script, handler);
	const { line, column } = script.source.place(own);
	return {
		verdict,
		source: text.slice(own.start, own.end),
		name:
			handler.type !== 'ArrowFunctionExpression' && handler.id
				? handler.id.name
				: nameOf(registration.listener),
		start: { line, column },
	};
}

function findRegistration(script: Script, at: Position | undefined): Registration | undefined {
	if (!at) return script.registrations.length === 1 ? script.registrations[0] : undefined;
	const offset = script.source.offset(at.line, at.column);
	return offset === undefined ? undefined : registrationAt(script, offset);
}

/** What a listener expression calls its function: `this.onMessage.bind(this)` is onMessage. */
function nameOf(node: Node): string {
	const inner = unwrap(node);
	switch (inner.type) {
		case 'Identifier':
			return inner.name;
		case 'MemberExpression':
			return keyName(inner.property, inner.computed) ?? '';
		case 'CallExpression': {
			const callee = unwrap(inner.callee);
			if (callee.type === 'MemberExpression' && keyName(callee.property, callee.computed) === 'bind')
				return nameOf(callee.object);
			const [given] = inner.arguments;
			return given ? nameOf(given) : '';
		}
		default:
			return '';
	}
}
