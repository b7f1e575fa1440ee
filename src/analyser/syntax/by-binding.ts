import type { CallExpression, NewExpression } from 'acorn';
import { isHoistedFrom } from './generator-body.ts';
import { push } from './index-names.ts';
import { unwrap } from './node.ts';
import type { Binding, Scope } from './scope.ts';
import type { Placed, ScriptIndex } from './script-index.ts';

/** What stands at the places of a name, by what the name means there; minified scripts use one name a thousand times. */
type ByBinding<P extends Placed> = Map<Binding | undefined, P[]>;

const known = new WeakMap<ReadonlyMap<string, readonly Placed[]>, Map<string, ByBinding<Placed>>>();

/** Assignments to a variable; `binding` undefined: to globals of that name. */
export function assignmentsTo(
	index: ScriptIndex,
	name: string,
	binding: Binding | undefined,
): readonly Placed[] {
	return grouped(index.assignments, name).get(binding) ?? [];
}

/** The one value that a variable has: it is declared with it and never set again. */
export function onlyValue(index: ScriptIndex, name: string, scope: Scope): Placed | undefined {
	const only = scope.definition(name);
	if (only?.kind === 'none') return hoistedValue(index, name, scope);
	if (only?.kind !== 'init' || only.pattern.type !== 'Identifier' || !only.value) return undefined;
	if (assignmentsTo(index, name, scope.lookup(name)).length > 0) return undefined;
	return { node: unwrap(only.value), scope: only.scope };
}

/** The value that a variable was declared with before a compiler moved its declaration out of a generator. */
function hoistedValue(index: ScriptIndex, name: string, scope: Scope): Placed | undefined {
	const binding = scope.lookup(name);
	const [only, ...more] = assignmentsTo(index, name, binding);
	if (!binding || !only || more.length > 0 || !isHoistedFrom(only.scope, binding.scope)) return undefined;
	const { node } = only;
	if (node.type !== 'AssignmentExpression' || node.operator !== '=' || node.left.type !== 'Identifier')
		return undefined;
	return { node: unwrap(node.right), scope: only.scope };
}

/** Calls by a name, by what the name means there; undefined: a global. */
export function callsByBinding(
	index: ScriptIndex,
	name: string,
): ReadonlyMap<Binding | undefined, readonly Placed<CallExpression | NewExpression>[]> {
	return grouped(index.callsByName, name);
}

function grouped<P extends Placed>(all: ReadonlyMap<string, readonly P[]>, name: string): ByBinding<P> {
	const byName = (known.get(all) ?? new Map()) as Map<string, ByBinding<P>>;
	known.set(all, byName);
	const before = byName.get(name);
	if (before) return before;
	const groups: ByBinding<P> = new Map();
	for (const one of all.get(name) ?? []) push(groups, one.scope.lookup(name), one);
	byName.set(name, groups);
	return groups;
}
