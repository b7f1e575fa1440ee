import { type FunctionNode, isFunction, type Node, unwrap } from './node.ts';
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

/** Whether it is what a function gives that is called where it stands, with nothing: `(function () { … })()`. */
export function isMadeAtOnce(node: Node): boolean {
	const inner = unwrap(node);
	return inner.type === 'CallExpression' && inner.arguments.length === 0 && isFunction(unwrap(inner.callee));
}

/** A method, also where a function called at once gives it, as compilers keep what belongs to it: the generator it runs. */
export function methodOf(node: Node): FunctionNode | undefined {
	const inner = unwrap(node);
	if (isFunction(inner)) return inner;
	const maker = isMadeAtOnce(inner) && inner.type === 'CallExpression' ? unwrap(inner.callee) : undefined;
	if (!isFunction(maker) || maker.body.type !== 'BlockStatement') return undefined;
	const last = maker.body.body.at(-1);
	const given = last?.type === 'ReturnStatement' && last.argument ? unwrap(last.argument) : undefined;
	if (given?.type !== 'Identifier') return isFunction(given) ? given : undefined;
	for (const one of maker.body.body)
		if (one.type === 'FunctionDeclaration' && one.id?.name === given.name) return one;
	return undefined;
}
