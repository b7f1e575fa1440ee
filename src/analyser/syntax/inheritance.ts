import { givenAtOnce } from './immediate.ts';
import { type FunctionNode, isClass, isFunction, type Node, unwrap } from './node.ts';
import { isMaker, type Maker } from './prototypes.ts';
import type { Scope } from './scope.ts';
import type { ScriptIndex } from './script-index.ts';

const DEEPEST = 6;
/** Classes below one that are looked at. */
const MOST_BELOW = 6;

const known = new WeakMap<ScriptIndex, ReadonlyMap<Maker, Maker>>();

/** What a class or constructor function has its other methods from, the nearest first. */
export function makersAbove(index: ScriptIndex, maker: Maker): Maker[] {
	const found: Maker[] = [];
	for (let one = above(index, maker); one && found.length < DEEPEST; one = above(index, one)) found.push(one);
	return found;
}

const families = new WeakMap<ScriptIndex, Map<Maker, readonly Maker[]>>();

/**
 * What the instances may be of that run the methods of a class: of those that the script makes, the class itself and those
 * below it; all of these where it makes none, as others may. The class alone where nothing extends it.
 */
export function makersOfInstances(index: ScriptIndex, owner: Maker): readonly Maker[] {
	const known = families.get(index) ?? new Map<Maker, readonly Maker[]>();
	families.set(index, known);
	const before = known.get(owner);
	if (before) return before;
	const below = heirsIn(index).filter((one) => one !== owner && makersAbove(index, one).includes(owner));
	const family = [owner, ...below.slice(0, MOST_BELOW)];
	const made = below.length > 0 ? family.filter((one) => instantiatedIn(index).has(one)) : [];
	const found = made.length > 0 ? made : family;
	known.set(owner, found);
	return found;
}

const heirs = new WeakMap<ScriptIndex, readonly Maker[]>();

/** The classes and constructor functions of a script that extend another. */
function heirsIn(index: ScriptIndex): readonly Maker[] {
	const before = heirs.get(index);
	if (before) return before;
	const classes = [...index.scopes.keys()].filter((node) => isClass(node) && node.superClass);
	const found = [...(classes as Maker[]), ...compiled(index).keys()];
	heirs.set(index, found);
	return found;
}

const instantiated = new WeakMap<ScriptIndex, ReadonlySet<Maker>>();

/** What the script makes instances of. */
function instantiatedIn(index: ScriptIndex): ReadonlySet<Maker> {
	const before = instantiated.get(index);
	if (before) return before;
	const calls = [...index.callsByName.values(), ...index.callsByProperty.values()].flat();
	const found = new Set(
		calls.flatMap(({ node, scope }) =>
			node.type === 'NewExpression' ? (makerAt(index, node.callee, scope) ?? []) : [],
		),
	);
	instantiated.set(index, found);
	return found;
}

function above(index: ScriptIndex, maker: Maker): Maker | undefined {
	if (!isClass(maker)) return compiled(index).get(maker);
	const scope = index.scopes.get(maker);
	return maker.superClass && scope ? makerAt(index, maker.superClass, scope) : undefined;
}

/** Constructor functions and what they extend: some helper is given the two, `extend(Made, Base)`. */
function compiled(index: ScriptIndex): ReadonlyMap<Maker, Maker> {
	const before = known.get(index);
	if (before) return before;
	const found = new Map<Maker, Maker>();
	known.set(index, found);
	for (const calls of [...index.callsByName.values(), ...index.callsByProperty.values()]) {
		for (const { node, scope } of calls) {
			const [first, second] = node.arguments;
			if (node.arguments.length !== 2 || first?.type !== 'Identifier' || second?.type !== 'Identifier')
				continue;
			const made = makerAt(index, first, scope);
			if (!made || isClass(made) || found.has(made) || !isMaker(index, made)) continue;
			const base = makerAt(index, second, scope);
			if (base && base !== made && (isClass(base) || isMaker(index, base))) found.set(made, base);
		}
	}
	return found;
}

/** The class or function that an expression stands for. */
function makerAt(index: ScriptIndex, node: Node, scope: Scope, depth = 0): Maker | undefined {
	const inner = unwrap(node);
	if (isClass(inner) || isFunction(inner)) return inner;
	if (depth > DEEPEST) return undefined;
	if (inner.type === 'CallExpression') {
		const callee = unwrap(inner.callee);
		const own = isFunction(callee) ? index.scopes.get(callee) : undefined;
		const returned = own && isFunction(callee) ? returnedBy(callee) : undefined;
		return own && returned ? makerAt(index, returned, own, depth + 1) : undefined;
	}
	if (inner.type !== 'Identifier') return undefined;
	const only = scope.definition(inner.name);
	if (only?.pattern.type !== 'Identifier') return undefined;
	if (only.kind === 'param') {
		const given = givenAtOnce(index, only);
		return given && makerAt(index, given.node, given.scope, depth + 1);
	}
	return only.value ? makerAt(index, only.value, only.scope, depth + 1) : undefined;
}

/** What a function returns at its end. */
function returnedBy({ body }: FunctionNode): Node | undefined {
	if (body.type !== 'BlockStatement') return body;
	const last = body.body.findLast((one) => one.type === 'ReturnStatement');
	return last?.type === 'ReturnStatement' ? (last.argument ?? undefined) : undefined;
}
