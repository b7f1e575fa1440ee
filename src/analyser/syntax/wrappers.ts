import type { CallExpression, NewExpression } from 'acorn';
import { assignmentsTo, callsByBinding } from './by-binding.ts';
import { isMessageName, textsOf } from './constant-text.ts';
import { callsOfVariables } from './indirect.ts';
import {
	type ClassNode,
	type FunctionNode,
	isClass,
	isFunction,
	keyName,
	type Node,
	unwrap,
} from './node.ts';
import type { Registration } from './registration.ts';
import { resolveFunction } from './resolve-function.ts';
import { isNullish, keysOf, valuesKept } from './same-object.ts';
import type { Scope } from './scope.ts';
import type { Placed, ScriptIndex } from './script-index.ts';
import { couldBeWindow, isWindow } from './targets.ts';

const REGISTERS = ['addEventListener', 'attachEvent'];

/**
 * The argument that a function of the script registers as a listener: somewhere in it the window (its own, or one it is
 * given) gets what it is given there for the event that the call names. `usual`: the argument where it is not told.
 */
export function registeredBy(
	index: ScriptIndex,
	node: CallExpression,
	usual: Node,
	scope: Scope,
): Node | undefined {
	const callee = unwrap(node.callee);
	const helper = helperOf(index, callee, scope);
	if (!helper || (callee.type === 'MemberExpression' && isOfOthers(index, callee.object, scope, helper)))
		return undefined;
	const registration = registrationsIn(index, helper).find(({ node: inner, scope: at }) => {
		const [first] = inner.arguments;
		const type = first && unwrap(first.type === 'SpreadElement' ? first.argument : first);
		const position = type && paramOf(helper, withoutPrefix(index, type, at), at);
		if (position === undefined || !namesMessage(index, helper, position, { node, scope })) return false;
		const callee = unwrap(inner.callee);
		if (callee.type !== 'MemberExpression') return true;
		const target = unwrap(callee.object);
		const given = paramOf(helper, target, at);
		if (given === undefined) return couldBeWindow(index, target, at);
		const argument = node.arguments[given];
		if (argument) return isWindow(index, argument, scope);
		return defaultsTo(index, helper, given, at).some((one) => isWindow(index, one, at));
	});
	if (!registration) return undefined;
	const handed = registration.node.arguments[1];
	const position = handed && paramOf(helper, unwrap(handed), registration.scope);
	return (position === undefined ? undefined : node.arguments[position]) ?? usual;
}

/** Whether a call of a function, or what it has where the call leaves that out, names the message event there. */
function namesMessage(
	index: ScriptIndex,
	helper: FunctionNode,
	position: number,
	{ node, scope }: Placed<CallExpression>,
): boolean {
	const given = node.arguments[position];
	if (given) return given.type !== 'SpreadElement' && textsOf(index, given, scope).some(isMessageName);
	const own = index.scopes.get(helper) ?? scope;
	return defaultsTo(index, helper, position, own).some((one) => textsOf(index, one, own).some(isMessageName));
}

/** Calls of functions that register what they are given for an event that the call names by a constant, or leaves out. */
export function findThroughHelpers(index: ScriptIndex): Registration[] {
	const helpers = new Set<FunctionNode>();
	for (const { node, scope } of callsThatRegister(index)) {
		const [type] = node.arguments;
		const only = type?.type === 'Identifier' ? scope.definition(type.name) : undefined;
		if (only?.kind === 'param' && only.owner) helpers.add(only.owner);
	}
	return [...helpers].flatMap((helper) => {
		const own = index.scopes.get(helper);
		const name = own?.variableName;
		if (name === undefined) return [];
		const calls = callsByBinding(index, name).get(own?.parent?.lookup(name)) ?? [];
		return calls.flatMap(({ node, scope }): Registration[] => {
			const last = node.arguments.at(-1);
			if (node.type !== 'CallExpression' || !last) return [];
			const listener = registeredBy(index, node, last, scope);
			return listener ? [{ how: `wrapper:${name}`, node, listener: unwrap(listener), scope }] : [];
		});
	});
}

/** The event's name, before which old browsers want `on`. */
function withoutPrefix(index: ScriptIndex, type: Node, scope: Scope): Node {
	if (type.type !== 'BinaryExpression' || type.operator !== '+') return type;
	const { left, right } = type;
	const isPrefix =
		left.type !== 'PrivateIdentifier' &&
		textsOf(index, left, scope).some((one) => one === '' || one === 'on');
	return isPrefix ? unwrap(right) : type;
}

/** What a parameter is where a call leaves it out: its default, or what is put into it instead. */
function defaultsTo(index: ScriptIndex, { params }: FunctionNode, position: number, scope: Scope): Node[] {
	const param = params[position];
	if (param?.type === 'AssignmentPattern') return [param.right];
	if (param?.type !== 'Identifier') return [];
	return assignmentsTo(index, param.name, scope.lookup(param.name)).flatMap(({ node }) =>
		node.type === 'AssignmentExpression' ? [node.right] : [],
	);
}

/** Whether an object is made by others than whoever has that method: of another class, or by code that is not here. */
function isOfOthers(index: ScriptIndex, object: Node, scope: Scope, method: FunctionNode): boolean {
	const named = unwrap(object);
	if (named.type === 'MemberExpression') {
		const values = keysOf(index, named, scope).flatMap((key) => valuesKept(index, key));
		const made = values.filter((one) => !isNullish(one.node, one.scope));
		const owner = index.scopes.get(method)?.ownerClass;
		return (
			made.length > 0 &&
			made.every(({ node, scope: its }) => {
				const value = unwrap(node);
				return value.type === 'NewExpression' && isMadeByOthers(value.callee, its, owner);
			})
		);
	}
	if (named.type !== 'Identifier') return false;
	const only = scope.definition(named.name);
	const made = only?.kind === 'init' && only.value ? unwrap(only.value) : undefined;
	if (made?.type !== 'NewExpression' && made?.type !== 'CallExpression') return false;
	return isMadeByOthers(made.callee, scope, index.scopes.get(method)?.ownerClass);
}

function isMadeByOthers(callee: Node, scope: Scope, owner: ClassNode | undefined): boolean {
	const maker = unwrap(callee);
	const root = maker.type === 'MemberExpression' ? unwrap(maker.object) : maker;
	if (root.type !== 'Identifier') return false;
	const definitions = scope.lookup(root.name)?.definitions;
	if (!definitions || definitions.every(({ kind }) => kind === 'import')) return true;
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
	if (functions.length <= 1) return functions[0];
	const maker = classOf(index, callee.object, scope);
	return maker && functions.find((one) => index.scopes.get(one)?.ownerClass === maker);
}

/** The class of which an object is an instance, where the script makes it by `new` and never sets it again. */
function classOf(index: ScriptIndex, object: Node, scope: Scope): ClassNode | undefined {
	const inner = unwrap(object);
	if (isClass(inner)) return inner;
	if (inner.type === 'NewExpression') return classOf(index, inner.callee, scope);
	if (inner.type !== 'Identifier') return undefined;
	const binding = scope.lookup(inner.name);
	const [only, ...more] = binding?.definitions ?? [];
	if (!only?.value || more.length > 0 || assignmentsTo(index, inner.name, binding).length > 0)
		return undefined;
	const value = unwrap(only.value);
	return isClass(value) || value.type === 'NewExpression' ? classOf(index, value, only.scope) : undefined;
}

const callsThatRegister = (index: ScriptIndex): Placed<CallExpression | NewExpression>[] =>
	REGISTERS.flatMap((name) => [
		...(index.callsByProperty.get(name) ?? []),
		...(index.callsByName.get(name) ?? []),
	]);

function registrationsIn(index: ScriptIndex, { start, end }: FunctionNode): Placed<CallExpression>[] {
	return [...callsThatRegister(index), ...callsOfVariables(index)].flatMap(({ node, scope }) =>
		node.type === 'CallExpression' && start < node.start && node.end <= end ? [{ node, scope }] : [],
	);
}

/** The position of a function's parameter that an expression within it names. */
function paramOf(owner: FunctionNode, node: Node, scope: Scope): number | undefined {
	if (node.type !== 'Identifier') return undefined;
	const definition = scope.lookup(node.name)?.definitions.find((one) => one.kind === 'param');
	return definition?.owner === owner ? definition.index : undefined;
}
