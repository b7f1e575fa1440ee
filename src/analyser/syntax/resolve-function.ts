import { assignmentsTo } from './by-binding.ts';
import { type FunctionNode, isFunction, type Node, unwrap } from './node.ts';
import type { Scope } from './scope.ts';
import type { ScriptIndex } from './script-index.ts';

/** The function an expression names, following one variable or property. */
export function resolveFunction(
	index: ScriptIndex,
	node: Node,
	scope: Scope,
	depth = 0,
): FunctionNode | undefined {
	const inner = unwrap(node);
	if (isFunction(inner)) return inner;
	if (depth > 6) return undefined;
	if (inner.type === 'Identifier') {
		const binding = scope.lookup(inner.name);
		for (const one of binding?.definitions ?? []) {
			if (
				one.value &&
				(one.kind === 'function' || one.kind === 'init') &&
				one.pattern.type === 'Identifier'
			) {
				const found = resolveFunction(index, one.value, one.scope, depth + 1);
				if (found) return found;
			}
		}
		for (const one of assignmentsTo(index, inner.name, binding)) {
			if (one.node.type !== 'AssignmentExpression') continue;
			const found = resolveFunction(index, one.node.right, one.scope, depth + 1);
			if (found) return found;
		}
	}
	return undefined;
}
