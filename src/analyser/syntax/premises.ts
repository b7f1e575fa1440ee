import { onlyValue } from './by-binding.ts';
import { isMessageName, textsOf } from './constant-text.ts';
import { isFunction, type Node, unwrap } from './node.ts';
import type { Premise, Registration } from './registration.ts';
import { resolveFunction } from './resolve-function.ts';
import type { Scope } from './scope.ts';
import type { Placed, ScriptIndex } from './script-index.ts';

/** What holds where an event's name is that of messages: `const type = inApp ? 'reply' : 'message'`. */
export function premiseOf(index: ScriptIndex, type: Node, scope: Scope): Premise | undefined {
	const { node, scope: at } = valueHeld(index, type, scope) ?? { node: unwrap(type), scope };
	if (node.type !== 'ConditionalExpression') return undefined;
	const [held, failed] = [node.consequent, node.alternate].map((one) => textsOf(index, one, at));
	if (!held?.length || !failed?.length) return undefined;
	if (held.some(isMessageName) === failed.some(isMessageName)) return undefined;
	let test = unwrap(node.test);
	let truth = held.some(isMessageName);
	for (; test.type === 'UnaryExpression' && test.operator === '!'; truth = !truth)
		test = unwrap(test.argument);
	// What is not set again is the same when a message comes.
	return valueHeld(index, test, at) && { test, scope: at, truth };
}

function valueHeld(index: ScriptIndex, node: Node, scope: Scope): Placed | undefined {
	const inner = unwrap(node);
	return inner.type === 'Identifier' ? onlyValue(index, inner.name, scope) : undefined;
}

/** What holds whenever handlers get a message, whichever registration they get it by. */
export function premisesOf(
	index: ScriptIndex,
	registrations: readonly Registration[],
): ReadonlyMap<Node, Premise> {
	const found = new Map<Node, Premise>();
	if (!registrations.some(({ when }) => when)) return found;
	const others = new Set<Node>();
	for (const { listener, scope, when } of registrations) {
		const meant = isFunction(listener) ? listener : resolveFunction(index, listener, scope);
		if (!meant) continue;
		if (when && !found.has(meant)) found.set(meant, when);
		else others.add(meant);
	}
	for (const one of others) found.delete(one);
	return found;
}
