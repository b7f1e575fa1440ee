import { textsOf } from './constant-text.ts';
import { keyName, type Node, unwrap } from './node.ts';
import type { Scope } from './scope.ts';
import type { ScriptIndex } from './script-index.ts';

const DEEPEST = 4;
/** Elements whose `onmessage` attribute is the window's (https://html.spec.whatwg.org/#handler-window-onmessage). */
const REFLECTS = /^(body|frameset)$/i;

/** An event handler attribute that a script sets on an element which gives it to the window. */
export interface Attribute {
	/** The call that sets it. */
	node: Node;
	/** The code as the script spells it. */
	value: Node;
	code: string;
}

/** Finds `document.body.setAttribute('onmessage', code)`, where the code is spelled out. */
export function findAttributes(index: ScriptIndex): Attribute[] {
	return (index.callsByProperty.get('setAttribute') ?? []).flatMap(({ node, scope }) => {
		const callee = unwrap(node.callee);
		const [name, value] = node.arguments;
		if (callee.type !== 'MemberExpression' || !name || !value) return [];
		if (name.type === 'SpreadElement' || value.type === 'SpreadElement') return [];
		if (!textsOf(index, name, scope).some((one) => one.toLowerCase() === 'onmessage')) return [];
		if (!isReflecting(index, callee.object, scope)) return [];
		return textsOf(index, value, scope).map((code) => ({ node, value: unwrap(value), code }));
	});
}

/** Whether an expression is the document's body: by its name, or asked for by its tag. */
function isReflecting(index: ScriptIndex, node: Node, scope: Scope, depth = 0): boolean {
	const inner = unwrap(node);
	if (depth > DEEPEST) return false;
	switch (inner.type) {
		case 'MemberExpression':
			return (
				keyName(inner.property, inner.computed) === 'body' ||
				isReflecting(index, inner.object, scope, depth + 1)
			);
		case 'CallExpression':
			return inner.arguments.some(
				(one) =>
					one.type !== 'SpreadElement' && textsOf(index, one, scope).some((text) => REFLECTS.test(text)),
			);
		case 'LogicalExpression':
			return [inner.left, inner.right].some((one) => isReflecting(index, one, scope, depth + 1));
		case 'Identifier': {
			const definitions = scope.lookup(inner.name)?.definitions ?? [];
			return definitions.some(
				({ kind, value, pattern, scope: own }) =>
					kind === 'init' &&
					value !== undefined &&
					pattern.type === 'Identifier' &&
					isReflecting(index, value, own, depth + 1),
			);
		}
		default:
			return false;
	}
}
