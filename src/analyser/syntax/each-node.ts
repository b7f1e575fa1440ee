import { eachChild, isLeaf, type Node } from './node.ts';
import type { Scope } from './scope.ts';
import type { ScriptIndex } from './script-index.ts';

/**
 * Calls `visit` for every node of a script but names and constants, with the scope around it or, of a node that has one,
 * its own.
 */
export function eachNode(index: ScriptIndex, visit: (node: Node, scope: Scope) => void): void {
	// Scripts have a million nodes: nothing is made for each of them.
	const nodes: Node[] = [index.root.node];
	const scopes: Scope[] = [index.root];
	let current = index.root;
	const push = (child: Node) => {
		if (isLeaf(child)) return;
		nodes.push(child);
		scopes.push(current);
	};
	for (;;) {
		const node = nodes.pop();
		const around = scopes.pop();
		if (!node || !around) return;
		current = index.scopes.get(node) ?? around;
		visit(node, current);
		eachChild(node, push);
	}
}
