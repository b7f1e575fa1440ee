import { type FunctionNode, type Node, perhapsNamed, unwrap } from './node.ts';
import { resolveFunction } from './resolve-function.ts';
import { returnsOf } from './returns.ts';
import type { Scope } from './scope.ts';
import type { ScriptIndex } from './script-index.ts';

/** So much is looked at of a helper. */
const MOST = { found: 2, nodes: 50 };

/** The function of such a call where the helper gives back what it is given: `(fn, value) => define(fn, 'name', { value })`. */
export function namedFunction(index: ScriptIndex, node: Node, scope: Scope): FunctionNode | undefined {
	const fn = perhapsNamed(node);
	const call = unwrap(node);
	if (!fn || call.type !== 'CallExpression') return undefined;
	const helper = resolveFunction(index, call.callee, scope);
	const [param] = helper?.params ?? [];
	const [only, ...more] = helper ? returnsOf(index, helper, MOST) : [];
	const made = only && unwrap(only.node);
	if (param?.type !== 'Identifier' || more.length > 0 || made?.type !== 'CallExpression') return undefined;
	const [target, key] = made.arguments;
	const isDefined = key?.type === 'Literal' && key.value === 'name';
	return isDefined && target?.type === 'Identifier' && target.name === param.name ? fn : undefined;
}
