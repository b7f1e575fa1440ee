import type { CallExpression, NewExpression } from 'acorn';
import { functionScope, nameIfFunction, push } from './index-names.ts';
import { isFunction, keyName, type Node, unwrap } from './node.ts';
import { isUndefined } from './nullish.ts';
import { isSelf } from './prototypes.ts';
import type { Scope } from './scope.ts';
import type { Placed, ScriptIndex } from './script-index.ts';

/** Indexes a call by its name, and what it says of the names of properties. */
export function enterCall(index: ScriptIndex, node: CallExpression | NewExpression, scope: Scope): void {
	const callee = unwrap(node.callee);
	if (callee.type === 'Identifier') push(index.callsByName, callee.name, { node, scope });
	else if (callee.type === 'MemberExpression') {
		const name = keyName(callee.property, callee.computed);
		if (name !== undefined) push(index.callsByProperty, name, { node, scope });
		else if (node.type === 'CallExpression' && node.arguments.length > 1)
			index.computedCalls.push({ node, scope });
		const inner = unwrap(callee.object);
		if (name === 'setState' && isSelf(inner, scope)) enterState(index, callee, node.arguments[0], scope);
		if ((name === 'call' || name === 'apply') && isFunction(inner)) {
			const called = functionScope(index, inner, scope);
			called.immediate = name === 'call' ? node.arguments.slice(1) : [];
			called.sharesThis = node.arguments[0]?.type === 'ThisExpression';
		}
	} else if (isFunction(callee)) functionScope(index, callee, scope).immediate = node.arguments;
	enterGenerator(index, node, scope);
	enterExport(index, node, scope);
	// As compilers hand over what async functions were, and lists what is to be called for each entry.
	if (node.arguments.at(0)?.type === 'ThisExpression' || node.arguments.at(-1)?.type === 'ThisExpression')
		for (const one of node.arguments) if (isFunction(one)) functionScope(index, one, scope).sharesThis = true;
	for (const argument of node.arguments) {
		if (
			argument.type === 'Literal' &&
			typeof argument.value === 'string' &&
			/\b(on)?message\b/.test(argument.value)
		) {
			index.suspects.push({ node, scope });
			break;
		}
		if (argument.type === 'TemplateLiteral' && argument.quasis[0]?.value.cooked === 'message') {
			index.suspects.push({ node, scope });
			break;
		}
	}
}

/** `helper(this, arguments, function* (…) { … })`, as compilers write async functions: what the generator is given. */
function enterGenerator(
	index: ScriptIndex,
	{ arguments: all }: CallExpression | NewExpression,
	scope: Scope,
) {
	const [self, given] = all;
	const body = all.at(-1);
	if (all.length < 3 || all.length > 4 || !isFunction(body) || body.params.length === 0) return;
	if (!self || !/^(ThisExpression|Literal|UnaryExpression|Identifier)$/.test(self.type)) return;
	const own = functionScope(index, body, scope);
	if (given?.type === 'Identifier' && given.name === 'arguments') own.hasArgumentsOfOuter = true;
	else if (given?.type === 'ArrayExpression' && body.generator)
		own.immediate = given.elements.map((one) => one ?? given);
}

/** `this.setState({ name: value })`, as components have it: what `this.state` holds from then on. */
function enterState(index: ScriptIndex, object: Node, given: Node | undefined, scope: Scope): void {
	if (given?.type !== 'ObjectExpression') return;
	for (const one of given.properties) {
		if (one.type !== 'Property') continue;
		const key = keyName(one.key, one.computed);
		if (key !== undefined) push(index.propertyValues, key, { node: one.value, scope, object });
	}
}

/** `Object.defineProperty(x, 'name', { get: … })` and the like, with the getter or value given by name. */
function enterExport(index: ScriptIndex, node: CallExpression | NewExpression, scope: Scope): void {
	const [target, name, last] = node.arguments;
	if (name?.type !== 'Literal' || typeof name.value !== 'string' || !last || node.arguments.length !== 3)
		return;
	const described = last.type === 'ObjectExpression' && isDefinition(node);
	if (target && !described && (isInstance(target) || isCompiledField(node, target, last, scope))) {
		// A class's field as compilers write it: `field(this, 'name', value)`; one without a value is only named.
		if (isUndefined(last)) return;
		push(index.propertyValues, name.value, { node: last, scope, object: target });
		nameIfFunction(index, last, scope, undefined, name.value);
		return;
	}
	if (last.type === 'ObjectExpression') {
		for (const one of last.properties) {
			if (one.type !== 'Property') continue;
			const key = keyName(one.key, one.computed);
			if (key !== 'get' && key !== 'value') continue;
			const own = described && target && isInstance(target) ? target : undefined;
			const getter = key === 'get' && (own !== undefined || isPrototype(target));
			const passed = key === 'get' && !getter ? passedOn(index, one.value, scope) : undefined;
			if (passed) push(index.propertyValues, name.value, passed);
			else
				push(index.propertyValues, name.value, {
					node: one.value,
					scope,
					getter,
					...(own && { object: own }),
				});
			if (own) nameIfFunction(index, one.value, scope, undefined, name.value);
		}
	} else if (isFunction(last) && last.params.length === 0)
		push(index.propertyValues, name.value, { node: last, scope });
}

/** What a module gives on of another: `get: function () { return other.name; }`. */
function passedOn(index: ScriptIndex, getter: Node, scope: Scope): Placed | undefined {
	if (!isFunction(getter) || getter.body.type !== 'BlockStatement') return undefined;
	const [only, ...more] = getter.body.body;
	if (only?.type !== 'ReturnStatement' || only.argument?.type !== 'MemberExpression' || more.length > 0)
		return undefined;
	return { node: only.argument, scope: functionScope(index, getter, scope) };
}

/** Whether it is a call of `Object.defineProperty`, which takes a description of the property. */
function isDefinition({ callee }: CallExpression | NewExpression): boolean {
	const inner = unwrap(callee);
	return inner.type === 'MemberExpression' && keyName(inner.property, inner.computed) === 'defineProperty';
}

/** Whether it is `Made.prototype`, whose getters are those of instances. */
function isPrototype(target: Node | undefined): boolean {
	return target?.type === 'MemberExpression' && keyName(target.property, target.computed) === 'prototype';
}

/** `this`, or what a compiler's helper makes sure of being it: `field(assertThis(self), 'name', value)`. */
function isInstance(target: Node): boolean {
	if (target.type === 'ThisExpression') return true;
	if (target.type !== 'CallExpression' || target.arguments.length !== 1) return false;
	return target.arguments[0]?.type === 'Identifier' && unwrap(target.callee).type === 'Identifier';
}

/** Whether it is `field(Class, 'name', value)`, a static field, or `field(self, 'name', value)` in a compiled constructor. */
function isCompiledField(
	{ callee }: CallExpression | NewExpression,
	target: Node,
	value: Node,
	scope: Scope,
): boolean {
	if (target.type !== 'Identifier' || unwrap(callee).type !== 'Identifier') return false;
	if (isFunction(value)) return isSelf(target, scope);
	return /^(Literal|ArrayExpression|NewExpression|TemplateLiteral)$/.test(value.type);
}
