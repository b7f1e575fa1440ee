import { eachChild, type FunctionNode, isFunction } from './node.ts';
import type { Placed, ScriptIndex } from './script-index.ts';

/**
 * What the return statements of a function give, not those of functions in it, the last one first.
 *
 * @param most so many of them are looked for, among so many nodes
 */
export function returnsOf(
	index: ScriptIndex,
	fn: FunctionNode,
	most = { found: Number.POSITIVE_INFINITY, nodes: Number.POSITIVE_INFINITY },
): Placed[] {
	const own = index.scopes.get(fn);
	if (!own) return [];
	if (fn.body.type !== 'BlockStatement') return [{ node: fn.body, scope: own }];
	const found: Placed[] = [];
	const stack: Placed[] = [{ node: fn.body, scope: own }];
	for (
		let one = stack.pop(), count = 0;
		one && count < most.nodes && found.length < most.found;
		one = stack.pop(), count++
	) {
		const { node } = one;
		const scope = index.scopes.get(node) ?? one.scope;
		if (node.type === 'ReturnStatement') {
			if (node.argument) found.push({ node: node.argument, scope });
			continue;
		}
		eachChild(node, (child) => {
			if (!isFunction(child) && !/Expression$/.test(child.type)) stack.push({ node: child, scope });
		});
	}
	return found;
}
