import { callsByBinding } from './by-binding.ts';
import { testOf } from './looked-up.ts';
import { childAround, isFunction, type Node, unwrap } from './node.ts';
import { resolveFunction } from './resolve-function.ts';
import type { Scope } from './scope.ts';
import type { Placed, ScriptIndex } from './script-index.ts';

const DEEPEST = 4;
const MOST_CALLS = 20;

/** Whether code only runs where a test says that this is a worker: `if (isWorker()) onmessage = …`, also by a function. */
export function isForWorkers(index: ScriptIndex, { node, scope }: Placed, depth = 0): boolean {
	if (isUnderTest(index, { node, scope })) return true;
	if (depth > DEEPEST) return false;
	const own = enclosing(scope);
	const name = own && index.scopes.get(own)?.variableName;
	if (name === undefined) return false;
	const calls = [...callsByBinding(index, name).values()].flatMap((group) => {
		const [first] = group;
		const isOwn = first && resolveFunction(index, unwrap(first.node.callee), first.scope) === own;
		return isOwn ? group.slice(0, MOST_CALLS + 1) : [];
	});
	return (
		calls.length > 0 &&
		calls.length <= MOST_CALLS &&
		calls.every((one) => isForWorkers(index, one, depth + 1))
	);
}

function enclosing(scope: Scope): Node | undefined {
	for (let one: Scope | undefined = scope; one; one = one.parent) if (isFunction(one.node)) return one.node;
	return undefined;
}

function isUnderTest(index: ScriptIndex, { node, scope }: Placed): boolean {
	let outer = index.root.node;
	while (outer !== node) {
		const inner = childAround(outer, node);
		if (!inner) return false;
		const test = testOf(outer, inner);
		if (test && saysWorker(index, test, scope)) return true;
		outer = inner;
	}
	return false;
}

/** Whether a test holds in workers alone. */
function saysWorker(index: ScriptIndex, test: Node, scope: Scope, depth = 0): boolean {
	const node = unwrap(test);
	const again = (one: Node, at: Scope) => saysWorker(index, one, at, depth + 1);
	if (depth > 2 * DEEPEST) return false;
	switch (node.type) {
		case 'LogicalExpression': {
			const sides = [node.left, node.right];
			return node.operator === '&&'
				? sides.some((one) => again(one, scope))
				: sides.every((one) => again(one, scope));
		}
		case 'BinaryExpression':
			if (node.operator === 'in') return node.left.type === 'Literal' && node.left.value === 'importScripts';
			return node.operator === 'instanceof' ? isWorkerGlobal(node.right) : asksForType(node);
		case 'Identifier': {
			const only = scope.definition(node.name);
			return only?.kind === 'init' && only.value ? again(only.value, only.scope) : false;
		}
		case 'CallExpression': {
			const asked = resolveFunction(index, unwrap(node.callee), scope);
			const own = asked && index.scopes.get(asked);
			if (!asked || !own) return false;
			if (asked.body.type !== 'BlockStatement') return again(asked.body, own);
			const [only, ...more] = asked.body.body;
			return only?.type === 'ReturnStatement' && only.argument && more.length === 0
				? again(only.argument, own)
				: false;
		}
		default:
			return false;
	}
}

const isWorkerGlobal = (node: Node): boolean =>
	node.type === 'Identifier' && /WorkerGlobalScope$/.test(node.name);

/** `typeof importScripts === 'function'`, `typeof WorkerGlobalScope !== 'undefined'`, `typeof window === 'undefined'`. */
function asksForType({ operator, left, right }: Node & { type: 'BinaryExpression' }): boolean {
	const [question, answer] = left.type === 'UnaryExpression' ? [left, right] : [right, left];
	if (question.type !== 'UnaryExpression' || question.operator !== 'typeof') return false;
	if (question.argument.type !== 'Identifier') return false;
	const { name } = question.argument;
	// Minifiers write `typeof x < 'u'` for a thing that is there.
	const text = answer.type === 'Literal' ? answer.value : undefined;
	const undefinedIs = text === 'undefined' && (operator === '===' || operator === '==');
	const isThere =
		(text === 'undefined' && (operator === '!==' || operator === '!=')) ||
		(text === 'u' && operator === (answer === right ? '<' : '>')) ||
		(text === 'function' && (operator === '===' || operator === '=='));
	const isMissing = undefinedIs || (text === 'u' && operator === (answer === right ? '>' : '<'));
	if (/^(window|document)$/.test(name)) return isMissing;
	return isThere && (name === 'importScripts' || /WorkerGlobalScope$/.test(name));
}
