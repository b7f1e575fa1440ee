import { type FunctionNode, isFunction, type Node } from './node.ts';
import type { ScriptIndex } from './script-index.ts';

const settlers = new WeakMap<ScriptIndex, ReadonlyMap<Node, FunctionNode>>();

/** The functions that promises are made with, by the parameters that settle those. */
export function executorsIn(index: ScriptIndex): ReadonlyMap<Node, FunctionNode> {
	const known = settlers.get(index);
	if (known) return known;
	const found = new Map<Node, FunctionNode>();
	for (const { node } of index.callsByName.get('Promise') ?? []) {
		const [executor] = node.arguments;
		if (node.type !== 'NewExpression' || !executor || !isFunction(executor)) continue;
		for (const one of executor.params.slice(0, 2)) found.set(one, executor);
	}
	settlers.set(index, found);
	return found;
}
