import type { CallExpression } from 'acorn';
import { assignmentsTo } from './by-binding.ts';
import { givenByAll } from './callers.ts';
import { isHandedOut } from './handed-out.ts';
import { isFunction, keyName, type Node, unwrap } from './node.ts';
import { resolveFunction } from './resolve-function.ts';
import { returnsOf } from './returns.ts';
import { inheritedKeysOf, isNullish, keysOf, passingValue, valuesKept } from './same-object.ts';
import type { Binding, Definition, Scope } from './scope.ts';
import type { Placed, ScriptIndex } from './script-index.ts';

const DEEPEST = 6;
const MOST_VALUES = 12;
/** Properties of the platform's objects that hold ports, workers, and what service workers are asked by. */
const HOLDS = /^(port[12]|serviceWorker)$/;
/** Methods that make channels and sessions. */
const MAKES = /^(createDataChannel|createSession)$/;

/** Whether it is evident where an expression has its value from, and that it is no window: all that it may be is something else. */
export function isNoWindow(index: ScriptIndex, node: Node, scope: Scope, depth = 0): boolean {
	const inner = unwrap(node);
	if (depth > DEEPEST) return false;
	const again = (one: Node, its = scope) => isNoWindow(index, one, its, depth + 1);
	switch (inner.type) {
		// Nobody makes a window by `new`: what is made is a worker, socket, channel or emitter.
		case 'NewExpression':
		case 'Super':
			return true;
		case 'AssignmentExpression':
			return again(inner.right);
		case 'AwaitExpression':
			return again(inner.argument);
		case 'ConditionalExpression':
			return areAll(
				[inner.consequent, inner.alternate].map((one) => ({ node: one, scope })),
				again,
			);
		case 'LogicalExpression':
			if (inner.operator === '&&') return again(inner.right);
			return areAll(
				[inner.left, inner.right].map((one) => ({ node: one, scope })),
				again,
			);
		case 'CallExpression': {
			const callee = unwrap(inner.callee);
			if (callee.type === 'MemberExpression' && MAKES.test(keyName(callee.property, callee.computed) ?? ''))
				return true;
			const called = callee.type === 'Identifier' ? resolveFunction(index, callee, scope) : undefined;
			if (called && !called.generator) return areAll(returnsOf(index, called), again);
			return isKept(index, inner, scope, again) || isMadeFor(index, inner, again);
		}
		case 'MemberExpression': {
			const name = keyName(inner.property, inner.computed);
			if (name !== undefined && HOLDS.test(name)) return true;
			if ((name === undefined || /^\d+$/.test(name)) && arePorts(inner.object, scope)) return true;
			// Only shared workers have one that is made with them.
			if (name === 'port' && unwrap(inner.object).type === 'NewExpression') return true;
			return isKept(index, inner, scope, again);
		}
		case 'Identifier': {
			const binding = scope.lookup(inner.name);
			if (!binding) return false;
			const passing = passingValue(index, inner, binding);
			return passing ? again(passing.node, passing.scope) : holdsNoWindow(index, binding, again);
		}
		default:
			return false;
	}
}

type Ask = (node: Node, scope: Scope) => boolean;

/** Whether all values but those that are nothing are such ones, and there are some. */
function areAll(values: readonly Placed[] | undefined, ask: Ask): boolean {
	if (!values || values.length > MOST_VALUES) return false;
	const some = values.filter(({ node, scope }) => !isNullish(node, scope));
	return some.length > 0 && some.every(({ node, scope }) => ask(node, scope));
}

/** Whether the script keeps nothing else there. */
function isKept(index: ScriptIndex, node: Node, scope: Scope, ask: Ask): boolean {
	const all = [...keysOf(index, node, scope), ...inheritedKeysOf(index, node, scope)];
	return all.some((key) => areAll(valuesKept(index, key), ask));
}

/** Whether code that is not here is told how to make it, with nothing given, to keep it: `keep(() => new Worker(url))`. */
function isMadeFor(index: ScriptIndex, { arguments: [make] }: CallExpression, ask: Ask): boolean {
	return isFunction(make) && make.params.length === 0 && areAll(returnsOf(index, make), ask);
}

/** Whether a variable never holds a window, by all that it may be. */
function holdsNoWindow(index: ScriptIndex, binding: Binding, ask: Ask): boolean {
	const given: Placed[] = [];
	let isTaken = false;
	for (const one of binding.definitions) {
		if (one.kind === 'none') continue;
		if (takesPort(one, binding.name)) {
			isTaken = true;
			continue;
		}
		const values = valuesOf(index, one, binding.name);
		if (!values) return false;
		given.push(...values);
	}
	for (const { node, scope } of assignmentsTo(index, binding.name, binding)) {
		if (node.type !== 'AssignmentExpression' || node.left.type !== 'Identifier') return false;
		given.push({ node: node.right, scope });
	}
	if (given.length === 0) return isTaken;
	const isHanded = ({ kind, owner }: Definition) =>
		kind === 'param' && owner !== undefined && isHandedOut(index, owner);
	return areAll(given, ask) && !binding.definitions.some(isHanded);
}

/** What a definition gives a variable; undefined where that is not in the script. */
function valuesOf(index: ScriptIndex, definition: Definition, name: string): Placed[] | undefined {
	const { kind, pattern, value, scope } = definition;
	// `const [made, change] = keep(() => new Worker(url))`.
	const [first] = pattern.type === 'ArrayPattern' ? pattern.elements : [];
	if (first?.type === 'Identifier' && first.name === name && value?.type === 'CallExpression')
		return kind === 'init' ? [{ node: value, scope }] : undefined;
	if (pattern.type !== 'Identifier') return undefined;
	if (kind === 'param') return givenByAll(index, definition);
	return kind === 'init' && value ? [{ node: value, scope }] : undefined;
}

/** Whether it takes a port out of what has ports: `const { port1 } = channel`, `const [port] = event.ports`. */
function takesPort({ pattern, value, scope }: Definition, name: string): boolean {
	const isIt = (one: Node | null) => {
		const inner = one?.type === 'AssignmentPattern' ? one.left : one;
		return inner?.type === 'Identifier' && inner.name === name;
	};
	if (pattern.type === 'ArrayPattern')
		return value !== undefined && pattern.elements.some(isIt) && arePorts(value, scope);
	if (pattern.type !== 'ObjectPattern') return false;
	return pattern.properties.some((one) => {
		if (one.type !== 'Property') return false;
		const key = keyName(one.key, one.computed);
		const isList = key === 'ports' && one.value.type === 'ArrayPattern' && one.value.elements.some(isIt);
		return isList || (isIt(one.value) && HOLDS.test(key ?? ''));
	});
}

/** Whether it is the list of the ports that came with a message. */
function arePorts(node: Node, scope: Scope): boolean {
	const inner = unwrap(node);
	if (inner.type === 'MemberExpression') return keyName(inner.property, inner.computed) === 'ports';
	if (inner.type !== 'Identifier') return false;
	const only = scope.definition(inner.name);
	if (only?.kind === 'init' && only.pattern.type === 'Identifier' && only.value?.type === 'MemberExpression')
		return arePorts(only.value, only.scope);
	if (only?.pattern.type !== 'ObjectPattern') return false;
	return only.pattern.properties.some(
		(one) =>
			one.type === 'Property' &&
			one.value.type === 'Identifier' &&
			one.value.name === inner.name &&
			keyName(one.key, one.computed) === 'ports',
	);
}
