import { type Node, unwrap } from '../syntax/node.ts';
import { resolveFunction } from '../syntax/resolve-function.ts';
import { returnsOf } from '../syntax/returns.ts';
import type { Scope } from '../syntax/scope.ts';
import type { ScriptIndex } from '../syntax/script-index.ts';
import { ATTACKER, DATA, EVENT, ORIGIN, RANDOM, SOURCE, type Value } from '../value/value.ts';
import { MOST_RETURNS } from './outcomes.ts';

/** What depends on a message, or is known to be random. */
const TOLD = DATA | EVENT | ORIGIN | SOURCE | ATTACKER | RANDOM;
const DEEPEST = 3;
const SOURCES = /Math\.random|getRandomValues|randomUUID/;

/** Whether code makes something at random, also by a function of the script, whichever way that goes. */
export function isMadeAtRandom(
	index: ScriptIndex,
	node: Node,
	scope: Scope,
	textOf: (node: Node) => string,
	depth = 0,
): boolean {
	const go = (one: Node, own = scope) => isMadeAtRandom(index, one, own, textOf, depth + 1);
	const inner = unwrap(node);
	if (inner.type === 'ConditionalExpression') return go(inner.consequent) && go(inner.alternate);
	if (inner.type === 'AssignmentExpression') return go(inner.right);
	if (SOURCES.test(textOf(inner))) return true;
	if (inner.type !== 'CallExpression' || depth > DEEPEST) return false;
	const called = resolveFunction(index, inner.callee, scope);
	if (!called || called.async || called.generator) return false;
	const returns = returnsOf(index, called, MOST_RETURNS);
	const [only, ...more] = returns;
	// What it returns may be made of bytes that it filled before.
	const fills = only && more.length === 0 && unwrap(only.node).type !== 'ConditionalExpression';
	if (fills && SOURCES.test(textOf(called))) return true;
	return only !== undefined && returns.every((one) => go(one.node, one.scope));
}

/** What a call of a helper gives that makes it at random, marked so. */
export function orRandom(value: Value, node: Node, isRandom: () => boolean): Value {
	if (value.t !== 'term' || node.type !== 'CallExpression' || value.deps & TOLD || !isRandom()) return value;
	return { ...value, deps: value.deps | RANDOM };
}
