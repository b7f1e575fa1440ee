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
