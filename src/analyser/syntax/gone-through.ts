import { type Node, unwrap } from './node.ts';
import type { Definition } from './scope.ts';
import type { Placed, ScriptIndex } from './script-index.ts';

/** What a loop, or an array method, goes through to give a variable its values. */
export function goneThrough(index: ScriptIndex, definition: Definition): Placed | undefined {
	const { kind, scope, owner } = definition;
	if (kind === 'none' && (scope.node.type === 'ForOfStatement' || scope.node.type === 'ForInStatement'))
		return { node: scope.node.right, scope };
	return kind === 'param' && owner && definition.index === 0 ? listOfForEach(index, owner) : undefined;
}

/** The list of which a function is given each element: `list.forEach(owner)`. */
export function listOfForEach(index: ScriptIndex, owner: Node): Placed | undefined {
	for (const { node, scope } of index.callsByProperty.get('forEach') ?? []) {
		const callee = unwrap(node.callee);
		if (node.arguments[0] === owner && callee.type === 'MemberExpression')
			return { node: callee.object, scope };
	}
	return undefined;
}
