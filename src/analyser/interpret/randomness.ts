import { assignmentsTo } from '../syntax/by-binding.ts';
import { importedPath } from '../syntax/imported-path.ts';
import { type FunctionNode, type Node, unwrap } from '../syntax/node.ts';
import { resolveFunction } from '../syntax/resolve-function.ts';
import { returnsOf } from '../syntax/returns.ts';
import type { Scope } from '../syntax/scope.ts';
import type { Placed, ScriptIndex } from '../syntax/script-index.ts';
import { ATTACKER, DATA, EVENT, ORIGIN, RANDOM, SOURCE, type Value } from '../value/value.ts';
import { MOST_RETURNS } from './outcomes.ts';

/** What depends on a message, or is known to be random. */
const TOLD = DATA | EVENT | ORIGIN | SOURCE | ATTACKER | RANDOM;
const DEEPEST = 6;
const SOURCES = /Math\.random|getRandomValues|randomUUID/;

/** Whether code makes something at random, also by a function of the script, whichever way that goes. */
export function isMadeAtRandom(
	index: ScriptIndex,
	node: Node,
	scope: Scope,
	textOf: (node: Node) => string,
	depth = 0,
): boolean {
	const go = (one: Node, own = scope) => isMadeAtRandom(index, one, own, textOf, depth + 1);
	const inner = unwrap(node);
	if (inner.type === 'ConditionalExpression') return go(inner.consequent) && go(inner.alternate);
	if (inner.type === 'AssignmentExpression') return go(inner.right);
	if (SOURCES.test(textOf(inner))) return true;
	if (depth > DEEPEST) return false;
	if (inner.type === 'Identifier') {
		const first = onlyValue(index, inner.name, scope);
		return first !== undefined && go(first.node, first.scope);
	}
	// The other one is what somebody sets, if anybody does.
	if (inner.type === 'LogicalExpression') return inner.operator !== '&&' && go(inner.right);
	if (inner.type === 'TemplateLiteral') return inner.expressions.some((one) => go(one));
	if (inner.type === 'BinaryExpression')
		return inner.operator === '+' && [inner.left, inner.right].some((one) => go(one));
	if (inner.type !== 'CallExpression') return false;
	const callee = unwrap(inner.callee);
	const named = callee.type === 'LogicalExpression' ? callee.right : callee;
	const called = resolveFunction(index, named, scope);
	if (!called) return isNamedSo(importedPath(named, scope));
	if (called.async || called.generator) return false;
	// What it is given back to fill is not given to it here.
	const returns = returnsOf(index, called, MOST_RETURNS).filter(
		(one) => !isLeftOut(called, one.node, inner.arguments),
	);
	const [only, ...more] = returns;
	// What it returns may be made of bytes that it filled before.
	const fills = only && more.length === 0 && unwrap(only.node).type !== 'ConditionalExpression';
	if (fills && SOURCES.test(textOf(called))) return true;
	if (only === undefined) return false;
	let random: string[] | undefined;
	const given = () => {
		random ??= inner.arguments.flatMap((one, at) => {
			const param = called.params[at];
			const name = param?.type === 'AssignmentPattern' ? param.left : param;
			return name?.type === 'Identifier' && one.type !== 'SpreadElement' && go(one) ? [name.name] : [];
		});
		return random;
	};
	return returns.every((one) => go(one.node, one.scope) || isMadeOf(index, one, given()));
}

/** Whether something imported is called as those are that make identifiers at random, itself or the module it is of. */
function isNamedSo(path: readonly string[] | undefined): boolean {
	const [module = '', ...names] = path ?? [];
	const parts = module.replace(/\.[cm]?js$/, '').split('/');
	const [name = '', before = ''] = [...parts, ...names.filter((one) => one !== 'default')].toReversed();
	return /^(uuid|nanoid)(-?v?4)?$/i.test(name) || (/^v4$/i.test(name) && /uuid/i.test(before));
}

/** The one value that a variable of a function has. */
function onlyValue(index: ScriptIndex, name: string, scope: Scope): Placed | undefined {
	const binding = scope.lookup(name);
	const [first, ...others] = binding?.definitions ?? [];
	if (!binding?.scope.parent || first?.kind !== 'init' || first.pattern.type !== 'Identifier')
		return undefined;
	if (!first.value || others.length > 0 || assignmentsTo(index, name, binding).length > 0) return undefined;
	return { node: first.value, scope: first.scope };
}

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
			const first = depth < DEEPEST ? onlyValue(index, inner.name, scope) : undefined;
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

const MAY_MAKE = new Set(['CallExpression', 'TemplateLiteral', 'BinaryExpression']);

/** What a call of a helper gives that makes it at random, or a text with it, marked so. */
export function orRandom(value: Value, node: Node, isRandom: () => boolean): Value {
	if (value.t !== 'term' || !MAY_MAKE.has(node.type) || value.deps & TOLD || !isRandom()) return value;
	return { ...value, deps: value.deps | RANDOM };
}
