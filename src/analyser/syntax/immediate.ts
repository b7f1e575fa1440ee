import { type FunctionNode, isFunction } from './node.ts';
import type { Definition } from './scope.ts';
import type { Placed, ScriptIndex } from './script-index.ts';

/** What a parameter is given where its function is called where it stands: `(function (e) { … })(given)`. */
export function givenAtOnce(
	index: ScriptIndex,
	{ kind, owner, index: position = 0 }: Definition,
): Placed | undefined {
	const own = kind === 'param' && owner ? index.scopes.get(owner) : undefined;
	const node = own?.immediate?.[position];
	return node && own?.parent ? { node, scope: own.parent } : undefined;
}

/** The function that is called with what a parameter gets: its own, or the one that passes its arguments on to that. */
export function calledFor(index: ScriptIndex, { owner }: Definition): FunctionNode | undefined {
	const own = owner && index.scopes.get(owner);
	const outer = own?.hasArgumentsOfOuter ? own.parent?.thisScope()?.node : undefined;
	return isFunction(outer) ? outer : owner;
}
