import { eachChild, type Node } from './node.ts';
import type { Scope } from './scope.ts';
import type { ScriptIndex } from './script-index.ts';

/** Calls `visit` for every node of a script, with the scope around it or, of a node that has one, its own. */
export function eachNode(index: ScriptIndex, visit: (node: Node, scope: Scope) => void): void {
	const stack: { node: Node; scope: Scope }[] = [{ node: index.root.node, scope: index.root }];
	for (let one = stack.pop(); one; one = stack.pop()) {
		const scope = index.scopes.get(one.node) ?? one.scope;
		visit(one.node, scope);
		eachChild(one.node, (child) => stack.push({ node: child, scope }));
	}
}
