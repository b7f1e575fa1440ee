import type { CallExpression } from 'acorn';
import { isFunction, keyName, type Node, unwrap } from './node.ts';
import type { Placed, ScriptIndex } from './script-index.ts';

/** `fromEvent(window, 'message').pipe(filter(…), map(…)).subscribe(listener)`, and chains of such methods. */
export interface Stream extends Placed<CallExpression> {
	/** The listener expression. */
	listener: Node;
	/** Calls of the operators that messages go through first, in order. */
	operators: CallExpression[];
	/** The call that begins the stream. */
	begin: CallExpression;
}

/** The streams of a script that begin with a call about messages. */
export function findStreams(index: ScriptIndex): Stream[] {
	const found: Stream[] = [];
	const begins = new Set(index.suspects.map((one) => one.node));
	for (const { node, scope } of index.callsByProperty.get('subscribe') ?? []) {
		if (node.type !== 'CallExpression') continue;
		const [first] = node.arguments;
		const listener = first && listenerIn(unwrap(first));
		const operators: CallExpression[] = [];
		let from = sourceOf(node);
		while (from && !begins.has(from)) {
			operators.unshift(...stagesOf(from));
			from = sourceOf(from);
		}
		if (listener && from) found.push({ node, scope, listener, operators, begin: from });
	}
	return found;
}

/** What is called for each message: the function itself or an observer's `next`. */
function listenerIn(node: Node): Node | undefined {
	if (node.type !== 'ObjectExpression') return node;
	for (const one of node.properties)
		if (one.type === 'Property' && keyName(one.key, one.computed) === 'next') return one.value;
	return undefined;
}

/** The call that a method is called on. */
function sourceOf(node: CallExpression): CallExpression | undefined {
	const callee = unwrap(node.callee);
	const object = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
	return object?.type === 'CallExpression' ? object : undefined;
}

function stagesOf(call: CallExpression): CallExpression[] {
	if (operatorName(call) !== 'pipe') return [call];
	return call.arguments.flatMap((one) => {
		const inner = unwrap(one);
		return inner.type === 'CallExpression' ? [inner] : [];
	});
}

/** The name by which an operator is called. */
export function operatorName(call: CallExpression): string | undefined {
	const callee = unwrap(call.callee);
	if (callee.type === 'Identifier') return callee.name;
	return callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
}

/** The function that an operator is given, where it is written there. */
export function operand(call: CallExpression): Node | undefined {
	const [first] = call.arguments;
	const inner = first && unwrap(first);
	return isFunction(inner) || inner?.type === 'Identifier' ? inner : undefined;
}
