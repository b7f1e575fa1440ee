import { eachChild, isFunction, type Node, unwrap } from './node.ts';
import type { Scope } from './scope.ts';

const MOST_NODES = 4000;

/**
 * What compiled asynchronous code waited for last before a place: of `case 0: return [4, ask()]; case 1: x = _a.sent()`
 * and `_a.next = 2; return ask(); case 2: x = _a.sent` that is `ask()`. `context`: what the answer is read of, `_a`.
 */
export function awaitedBefore(place: Node, context: Node, scope: Scope): Node | undefined {
	const body = scope.variableScope.node;
	if (!isFunction(body) || context.type !== 'Identifier') return undefined;
	const own = scope.definition(context.name);
	if (own?.kind !== 'param' || own.owner !== body || own.index !== 0) return undefined;
	let last: Node | undefined;
	const stack: Node[] = [body.body];
	for (let one = stack.pop(), count = 0; one && count < MOST_NODES; one = stack.pop(), count++) {
		if (one.start >= place.start || (isFunction(one) && one !== body)) continue;
		if (one.type === 'ReturnStatement' && one.end <= place.start && (!last || one.start > last.start))
			last = one;
		eachChild(one, (child) => stack.push(child));
	}
	const given = last?.type === 'ReturnStatement' && last.argument ? unwrap(last.argument) : undefined;
	if (given?.type !== 'ArrayExpression') return given;
	const [operation, value] = given.elements;
	return operation?.type === 'Literal' && typeof operation.value === 'number' ? (value ?? undefined) : given;
}
