import type { CallExpression, NewExpression } from 'acorn';
import { callsByBinding } from './by-binding.ts';
import { isHandedOut } from './handed-out.ts';
import { givenAtOnce } from './immediate.ts';
import { type FunctionNode, isFunction, unwrap } from './node.ts';
import type { Definition } from './scope.ts';
import type { Placed, ScriptIndex } from './script-index.ts';

const MOST_CALLS = 20;

/**
 * What all callers in the script give a function for a parameter; undefined where that cannot be told. Whether there may
 * be others, its caller asks (`isHandedOut`): of most that is not worth a walk over the script.
 */
export function givenByAll(index: ScriptIndex, param: Definition): Placed[] | undefined {
	const { owner, index: position = 0 } = param;
	const atOnce = givenAtOnce(index, param);
	if (atOnce) return [atOnce];
	const calls = owner && callsTo(index, owner);
	if (!owner || !calls || calls.length === 0 || calls.length > MOST_CALLS) return undefined;
	const given = calls.flatMap(({ node, scope }) => {
		const one = node.arguments[position];
		const isSpread = node.arguments.slice(0, position + 1).some(({ type }) => type === 'SpreadElement');
		return one && !isSpread ? [{ node: unwrap(one), scope }] : [];
	});
	return given.length < calls.length ? undefined : given;
}

function callsTo(index: ScriptIndex, owner: FunctionNode): readonly Placed<CallExpression | NewExpression>[] {
	const { variableName, propertyName, ownerClass, parent } = index.scopes.get(owner) ?? {};
	if (propertyName === 'constructor' && ownerClass) {
		const name = ownerClass.id?.name;
		if (name === undefined || isHandedOut(index, ownerClass)) return [];
		const binding = index.scopes.get(ownerClass)?.parent?.lookup(name);
		return callsByBinding(index, name).get(binding) ?? [];
	}
	if (variableName !== undefined && propertyName === undefined)
		return callsByBinding(index, variableName).get(parent?.lookup(variableName)) ?? [];
	const named = propertyName === undefined ? [] : (index.propertyValues.get(propertyName) ?? []);
	const isOnly = named.filter(({ node }) => isFunction(unwrap(node))).length === 1;
	return propertyName !== undefined && isOnly && variableName === undefined
		? (index.callsByProperty.get(propertyName) ?? [])
		: [];
}
