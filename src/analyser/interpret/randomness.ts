import type { Identifier } from 'acorn';
import { exportedFunction } from '../syntax/bundled.ts';
import { assignmentsTo, onlyValue } from '../syntax/by-binding.ts';
import { isImported } from '../syntax/imported.ts';
import { type FunctionNode, keyName, type Node, unwrap } from '../syntax/node.ts';
import { compiledNullish } from '../syntax/nullish.ts';
import { resolveFunction } from '../syntax/resolve-function.ts';
import { returnsOf } from '../syntax/returns.ts';
import type { Scope } from '../syntax/scope.ts';
import type { Placed, ScriptIndex } from '../syntax/script-index.ts';
import { ATTACKER, DATA, EVENT, ORIGIN, RANDOM, SOURCE, UNSEEN, type Value } from '../value/value.ts';
import { MOST_RETURNS } from './outcomes.ts';

/** What depends on a message, or is known to be random. */
const TOLD = DATA | EVENT | ORIGIN | SOURCE | ATTACKER | RANDOM;
const DEEPEST = 10;
/** So many random numbers must a list have that is written out: fewer could be tried out. */
const FEWEST = 4;
/** So many assignments to a variable, or to elements of a list, are followed. */
const MOST_WRITES = 2;
const SOURCES = /Math\.random|getRandomValues|randomUUID/;

/**
 * Whether code makes something at random, also by a function of the script, whichever way that goes, as bits of a
 * value.
 */
export function randomnessOf(
	index: ScriptIndex,
	node: Node,
	scope: Scope,
	textOf: (node: Node) => string,
	depth = 0,
): number {
	const go = (one: Node, own = scope) => randomnessOf(index, one, own, textOf, depth + 1);
	const inner = unwrap(node);
	if (inner.type === 'ConditionalExpression') {
		const compiled = compiledNullish(inner);
		if (compiled) return go(compiled.rest);
		const { test, consequent, alternate } = inner;
		// `given ? given : made`: what somebody sets, if anybody does, or this.
		const isGiven =
			test.type === 'Identifier' && consequent.type === 'Identifier' && test.name === consequent.name;
		return isGiven ? go(alternate) : allOf([go(consequent), go(alternate)]);
	}
	if (inner.type === 'AssignmentExpression') return go(inner.right);
	if (SOURCES.test(textOf(inner))) return RANDOM;
	if (depth > DEEPEST) return 0;
	switch (inner.type) {
		case 'Identifier': {
			const first = valueWithin(index, inner.name, scope);
			if (!first) return 0;
			const made = go(first.node, first.scope);
			return made || !isNewList(first.node) ? made : copiedInto(index, inner.name, scope, textOf, depth);
		}
		case 'LogicalExpression':
			// The other one is what somebody sets, if anybody does.
			return inner.operator === '&&' ? 0 : go(inner.right);
		case 'TemplateLiteral':
			return anyOf(inner.expressions.map((one) => go(one)));
		case 'BinaryExpression':
			return inner.operator === '+' ? anyOf([go(inner.left), go(inner.right)]) : 0;
		case 'CallExpression':
			break;
		default:
			return 0;
	}
	const callee = unwrap(inner.callee);
	const named = callee.type === 'LogicalExpression' ? callee.right : callee;
	const called = resolveFunction(index, named, scope) ?? exportedFunction(index, named, scope);
	if (!called) return isImported(named, scope) ? madeUnseen(methodOf(named), inner.arguments) : 0;
	if (called.async || called.generator) return 0;
	// What it is given back to fill is not given to it here.
	const returns = returnsOf(index, called, MOST_RETURNS).filter(
		(one) => !isLeftOut(called, one.node, inner.arguments),
	);
	const [only, ...more] = returns;
	// What it returns may be made of bytes that it filled before.
	const fills = only && more.length === 0 && unwrap(only.node).type !== 'ConditionalExpression';
	if (fills && SOURCES.test(textOf(called))) return RANDOM;
	if (only === undefined) return 0;
	let random: Map<string, number> | undefined;
	const given = () => {
		random ??= new Map(
			inner.arguments.flatMap((one, at) => {
				const param = called.params[at];
				const name = param?.type === 'AssignmentPattern' ? param.left : param;
				const bits = name?.type === 'Identifier' && one.type !== 'SpreadElement' ? go(one) : 0;
				return name?.type === 'Identifier' && bits ? [[name.name, bits]] : [];
			}),
		);
		return random;
	};
	return allOf(
		returns.map((one) => {
			const bits = go(one.node, one.scope);
			if (bits) return bits;
			const names = [...given().keys()];
			return isMadeOf(index, one, names) ? anyOf([...given().values()]) : 0;
		}),
	);
}

/** Whether an expression gives a new list, unless somebody gave another. */
function isNewList(node: Node): boolean {
	const inner = unwrap(node);
	if (inner.type === 'LogicalExpression') return isNewList(inner.right);
	// Minifiers leave out the `new` of `new Array(16)`.
	const isArray =
		inner.type === 'CallExpression' && inner.callee.type === 'Identifier' && inner.callee.name === 'Array';
	return isArray || inner.type === 'ArrayExpression' || inner.type === 'NewExpression';
}

/** What is random of what a list gets, one element of another after the other. */
function copiedInto(
	index: ScriptIndex,
	name: string,
	scope: Scope,
	textOf: (node: Node) => string,
	depth: number,
): number {
	const binding = scope.lookup(name);
	let tried = 0;
	for (const { node, scope: place } of index.computedWrites) {
		const { left, right } = node;
		if (left.type !== 'MemberExpression' || left.property.type === 'Literal') continue;
		if (left.object.type !== 'Identifier' || left.object.name !== name) continue;
		const from = unwrap(right);
		// One element alone, under a number that is written out, could be tried out.
		if (from.type !== 'MemberExpression' || !from.computed || from.property.type === 'Literal') continue;
		if (place.lookup(name) !== binding) continue;
		if (++tried > MOST_WRITES) break;
		const bits = drawn(index, from.object, place, textOf, depth);
		if (bits) return bits;
	}
	return 0;
}

/** Whether a list has random numbers, whenever it has any: also one that is kept outside of the function. */
function drawn(
	index: ScriptIndex,
	node: Node,
	scope: Scope,
	textOf: (node: Node) => string,
	depth: number,
): number {
	const go = (one: Node, own = scope, deeper = depth) => drawn(index, one, own, textOf, deeper);
	const inner = unwrap(node);
	switch (inner.type) {
		case 'Identifier': {
			const values = depth < DEEPEST ? valuesOf(index, inner.name, scope) : [];
			return allOf(values.map((one) => go(one.node, one.scope, depth + 1)));
		}
		case 'AssignmentExpression':
			return /^(\|\||\?\?)?=$/.test(inner.operator) && inner.left.type === 'Identifier' ? go(inner.right) : 0;
		case 'LogicalExpression':
			return inner.operator === '&&' ? 0 : go(inner.right);
		case 'ArrayExpression': {
			const lists = inner.elements.flatMap((one) => listOf(one) ?? []);
			const [list] = lists;
			return list && lists.filter(({ name }) => name === list.name).length >= FEWEST ? go(list) : 0;
		}
		case 'CallExpression':
			return randomnessOf(index, inner, scope, textOf, depth);
		default:
			return 0;
	}
}

/** The list that a number is taken of, also with some of its bits set. */
function listOf(element: Node | null): Identifier | undefined {
	const inner = element ? unwrap(element) : undefined;
	if (inner?.type === 'BinaryExpression' && inner.operator === '|') return listOf(inner.left);
	if (inner?.type !== 'MemberExpression' || !inner.computed) return undefined;
	return inner.object.type === 'Identifier' ? inner.object : undefined;
}

/** What a variable is ever given, where all of that is seen. */
function valuesOf(index: ScriptIndex, name: string, scope: Scope): Placed[] {
	const first = scope.definition(name);
	if (first?.pattern.type !== 'Identifier') return [];
	// What a loop gives it in turn is not written down.
	const declared = first.kind === 'init' || (first.kind === 'none' && !/^For/.test(first.scope.node.type));
	if (!declared) return [];
	const assigned = assignmentsTo(index, name, scope.lookup(name));
	if (assigned.length > MOST_WRITES) return [];
	return [...(first.value ? [{ node: first.value, scope: first.scope }] : []), ...assigned];
}

/** Of several ways, each of which must be random; of none it is nothing. */
const allOf = (ways: readonly number[]): number =>
	ways.every(Boolean) ? ways.reduce((bits, one) => bits | one, 0) : 0;

/** Of parts, one of which makes the whole random; one that is seen to be tells more than one that is not. */
const anyOf = (parts: readonly number[]): number =>
	parts.find((one) => one === RANDOM) ?? parts.find(Boolean) ?? 0;

/**
 * What imported code makes that is told nothing: mostly an identifier, new each time, but nothing here shows it. The
 * next one of a row is none.
 */
export const madeUnseen = (method: string, given: readonly unknown[]): number =>
	given.length > 0 || /^((get|make)N|n)ext([A-Z]|$)/.test(method) ? 0 : RANDOM | UNSEEN;

const methodOf = (callee: Node): string =>
	callee.type === 'MemberExpression' ? (keyName(callee.property, callee.computed) ?? '') : '';

/** The one value that a variable of a function has. */
const valueWithin = (index: ScriptIndex, name: string, scope: Scope): Placed | undefined =>
	scope.lookup(name)?.scope.parent && onlyValue(index, name, scope);

/** Whether what a function returns is a parameter that a call leaves out. */
function isLeftOut({ params }: FunctionNode, returned: Node, given: readonly Node[]): boolean {
	const inner = unwrap(returned);
	if (inner.type !== 'Identifier' || given.some((one) => one.type === 'SpreadElement')) return false;
	return params.slice(given.length).some((one) => one.type === 'Identifier' && one.name === inner.name);
}

/** Whether elements of one of these parameters are put together to a text, directly or by way of a variable. */
function isMadeOf(index: ScriptIndex, { node, scope }: Placed, names: readonly string[], depth = 0): boolean {
	if (names.length === 0) return false;
	const inner = unwrap(node);
	switch (inner.type) {
		case 'Identifier': {
			if (names.includes(inner.name)) return true;
			const first = depth < DEEPEST ? valueWithin(index, inner.name, scope) : undefined;
			return first !== undefined && isMadeOf(index, first, names, depth + 1);
		}
		case 'BinaryExpression':
			return (
				inner.operator === '+' &&
				[inner.left, inner.right].some((one) => isMadeOf(index, { node: one, scope }, names, depth))
			);
		case 'CallExpression': {
			const parts = [inner.callee, ...inner.arguments];
			return parts.some((one) => isMadeOf(index, { node: one, scope }, names, depth));
		}
		case 'MemberExpression': {
			const parts = inner.computed ? [inner.object, inner.property] : [inner.object];
			return parts.some((one) => isMadeOf(index, { node: one, scope }, names, depth));
		}
		default:
			return false;
	}
}

/** What a text is that a function of the script puts together anew: random where that draws random numbers. */
export function randomnessOfReplaced(
	name: string,
	args: readonly Value[],
	textOf: (node: Node) => string,
): number {
	const by = name === 'replace' || name === 'replaceAll' ? args[1] : undefined;
	return by?.t === 'function' && SOURCES.test(textOf(by.node)) ? RANDOM : 0;
}

const MAY_MAKE = new Set(['CallExpression', 'TemplateLiteral', 'BinaryExpression']);

/** What a call of a helper gives that makes it at random, or a text with it, marked so. */
export function orRandom(value: Value, node: Node, randomness: () => number): Value {
	if (value.t !== 'term' || !MAY_MAKE.has(node.type) || value.deps & TOLD) return value;
	const bits = randomness();
	return bits ? { ...value, deps: value.deps | bits } : value;
}
