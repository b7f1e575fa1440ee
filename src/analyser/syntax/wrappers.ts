import type { CallExpression } from 'acorn';
import { type FunctionNode, isClass, isFunction, keyName, type Node, unwrap } from './node.ts';
import { resolveFunction } from './resolve-function.ts';
import type { Scope } from './scope.ts';
import type { Placed, ScriptIndex } from './script-index.ts';
import { couldBeWindow, isWindow } from './targets.ts';

const REGISTERS = ['addEventListener', 'attachEvent'];

/**
 * Whether a call is of a function of the script that registers what it is given: somewhere in it the window (its own,
 * or one it is given) gets a listener for the event that the call names.
 */
export function registersFor(index: ScriptIndex, node: CallExpression, scope: Scope): boolean {
	const callee = unwrap(node.callee);
	const helper = helperOf(index, callee, scope);
	if (!helper || (callee.type === 'MemberExpression' && isOfOthers(index, callee.object, scope, helper)))
		return false;
	return registrationsIn(index, helper).some(({ node: inner, scope: at }) => {
		const [first] = inner.arguments;
		const type = first && unwrap(first.type === 'SpreadElement' ? first.argument : first);
		const position = type && paramOf(helper, type, at);
		if (position === undefined || !node.arguments[position]) return false;
		const named = unwrap(node.arguments[position]);
		if (named.type !== 'Literal' || named.value !== 'message') return false;
		const callee = unwrap(inner.callee);
		if (callee.type !== 'MemberExpression') return true;
		const target = unwrap(callee.object);
		const given = paramOf(helper, target, at);
		if (given === undefined) return couldBeWindow(index, target, at);
		const argument = node.arguments[given];
		if (argument) return isWindow(index, argument, scope);
		const fallback = helper.params[given];
		return fallback?.type === 'AssignmentPattern' && isWindow(index, fallback.right, at);
	});
}

/** Whether an object is made by others than whoever has that method: of another class, or by code that is not here. */
function isOfOthers(index: ScriptIndex, object: Node, scope: Scope, method: FunctionNode): boolean {
	const named = unwrap(object);
	if (named.type !== 'Identifier') return false;
	const [only, ...more] = scope.lookup(named.name)?.definitions ?? [];
	const made = only?.kind === 'init' && more.length === 0 && only.value ? unwrap(only.value) : undefined;
	if (made?.type !== 'NewExpression' && made?.type !== 'CallExpression') return false;
	const maker = unwrap(made.callee);
	const root = maker.type === 'MemberExpression' ? unwrap(maker.object) : maker;
	if (root.type !== 'Identifier') return false;
	const definitions = scope.lookup(root.name)?.definitions;
	if (!definitions || definitions.every(({ kind }) => kind === 'import')) return true;
	const owner = index.scopes.get(method)?.ownerClass;
	const own = definitions.map(({ value }) => value && unwrap(value)).filter(isClass);
	// A class may have the method from the one it extends.
	return owner !== undefined && own.length > 0 && own.every((one) => one !== owner && !one.superClass);
}

function helperOf(index: ScriptIndex, callee: Node, scope: Scope): FunctionNode | undefined {
	if (callee.type === 'Identifier') return resolveFunction(index, callee, scope);
	if (callee.type !== 'MemberExpression') return undefined;
	const name = keyName(callee.property, callee.computed);
	const functions = (name === undefined ? [] : (index.propertyValues.get(name) ?? [])).flatMap((one) => {
		const value = unwrap(one.node);
		return isFunction(value) ? [value] : [];
	});
	return functions.length === 1 ? functions[0] : undefined;
}

function registrationsIn(index: ScriptIndex, { start, end }: FunctionNode): Placed<CallExpression>[] {
	const all = REGISTERS.flatMap((name) => [
		...(index.callsByProperty.get(name) ?? []),
		...(index.callsByName.get(name) ?? []),
	]);
	return all.flatMap(({ node, scope }) =>
		node.type === 'CallExpression' && start < node.start && node.end <= end ? [{ node, scope }] : [],
	);
}

/** The position of a function's parameter that an expression within it names. */
function paramOf(owner: FunctionNode, node: Node, scope: Scope): number | undefined {
	if (node.type !== 'Identifier') return undefined;
	const definition = scope.lookup(node.name)?.definitions.find((one) => one.kind === 'param');
	return definition?.owner === owner ? definition.index : undefined;
}
