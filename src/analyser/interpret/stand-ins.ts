import { isIdle } from '../syntax/idle.ts';
import { isLent } from '../syntax/lent.ts';
import { isFunction, type Node, unwrap } from '../syntax/node.ts';
import { makerOfMethod, makerOfThis } from '../syntax/prototypes.ts';
import type { PropertyValue, ScriptIndex } from '../syntax/script-index.ts';
import {
	type FunctionValue,
	isNullish,
	type ObjectValue,
	OPAQUE,
	type Symbolic,
	type Value,
} from '../value/value.ts';
import { callsOf } from './definitions.ts';
import type { Machine } from './machine.ts';

/** Calls by which objects are put into others; so many of a name are looked at. */
const MERGES = ['assign', 'extend', 'merge'];
const MOST_MERGES = 20;

/** Whether a function does nothing with what it is given: it stands in until somebody sets another. */
export const isPlaceholder = ({ node }: FunctionValue): boolean => isFunction(node) && isIdle(node);

/** Whether such a function gives an answer. */
export function isAnswering({ node }: FunctionValue): boolean {
	if (!isFunction(node)) return false;
	if (node.body.type !== 'BlockStatement') return true;
	return node.body.body.some((one) => one.type === 'ReturnStatement' && one.argument);
}

/** Whether others than the script may put another function in the place of one that does nothing. */
export function isReplaceable(m: Machine, fn: FunctionValue, name: string, receiver: Value): boolean {
	if (!isPlaceholder(fn)) return false;
	// An object of which nothing is known may have another method of that name.
	if (receiver.t === 'object' ? !receiver.of : receiver.t === 'term' && !receiver.symbol?.owner) return true;
	if (isOpenUnder(m, fn, name)) return true;
	const self = m.thisOf(m.scopeOf(fn.node));
	const owner = self.t === 'term' ? self.symbol?.owner : undefined;
	const maker = owner ?? (isFunction(fn.node) ? makerOfMethod(m.index, fn.node) : undefined);
	return maker !== undefined && isLent(m.index, maker);
}

/** Whether a function that does nothing stands under a name that is set elsewhere too, or in what others have. */
export function isOpenUnder(m: Machine, fn: FunctionValue, name: string, holder?: Node): boolean {
	const isOthers = () => isLent(m.index, fn.node) || (holder !== undefined && isLent(m.index, holder));
	return isPlaceholder(fn) && (isSetElsewhere(m, name) || isOthers());
}

/** Whether others than the script may give a member of a named unknown another value. */
export function isOpenMember(m: Machine, object: Symbolic, name: string): boolean {
	if (object.kind !== 'this' || !object.owner) return object.openTo?.() ?? true;
	return isSetElsewhere(m, name) || isLent(m.index, object.owner);
}

const merged = new WeakMap<Node, boolean>();

/** Whether an object is given more properties at another place: `Object.assign(callbacks, options)`. */
export function isMergedInto(m: Machine, object: ObjectValue): boolean {
	const { made } = object;
	const known = made && merged.get(made);
	if (!made || known !== undefined) return known ?? findMerge(m, object);
	// What it is asked for while that is found out does not hang on itself.
	merged.set(made, false);
	let found: boolean | undefined;
	try {
		found = findMerge(m, object);
	} finally {
		if (found === undefined) merged.delete(made);
		else merged.set(made, found);
	}
	return found;
}

function findMerge(m: Machine, object: ObjectValue): boolean {
	return MERGES.some((name) =>
		(m.index.callsByProperty.get(name) ?? []).slice(0, MOST_MERGES).some(({ node, scope }) => {
			const [first, second] = node.arguments;
			const target = first?.type === 'Literal' && first.value === true ? second : first;
			if (!target || /^(SpreadElement|ObjectExpression|Literal)$/.test(target.type)) return false;
			return m.values.key(m.evaluateStatic(target, scope)) === m.values.key(object);
		}),
	);
}

/** Whether the script sets a property of that name to something that it does not write out as a function. */
function isSetElsewhere(m: Machine, name: string): boolean {
	return m.assignmentsTo(name).some((one) => !/^(Function|ArrowFunction|Call|New)/.test(unwrap(one).type));
}

/** Whether a value says that there is nothing yet: a function that does nothing, or what is false. */
function isStandIn(value: Value): boolean {
	return value.t === 'constant' ? !value.value : value.t === 'function' && isPlaceholder(value);
}

/** Whether there is no text yet, or the star for anyone. That something is off is what it is by default. */
function isUnset(value: Value): boolean {
	return value.t === 'constant' && (value.value === '*' || value.value === '' || isNullish(value));
}

/** Whether others than the script, or code that works names out, may give an object's properties other values. */
export function isOpenObject(m: Machine, object: ObjectValue): boolean {
	if (object.mixed || object.entries.length > 0) return true;
	return object.made !== undefined && isLent(m.index, object.made);
}

/** What such an object may hold in the place of a value that stands in; undefined for other values and objects. */
export function standIn(
	m: Machine,
	object: ObjectValue,
	name: string,
	own: Value,
	site: Node,
): Value | undefined {
	if (object.fresh || object.settled || object.kind !== 'object') return undefined;
	const isOpen = isStandIn(own) && isOpenObject(m, object);
	if (!isOpen && !(isUnset(own) && isMergedInto(m, object))) return undefined;
	const possible = () => [own];
	const symbol = { name: `${name}@${object.id}`, kind: 'property' as const, node: site, possible };
	return m.values.symbol({ ...symbol, openTo: () => true }, OPAQUE);
}

/** Whether a field that a class gives a value may get another: it is empty so far, or false and the class others' too. */
export function isOpenField(
	index: ScriptIndex,
	{ owner, scope }: PropertyValue,
	name: string,
	value: Value,
): boolean {
	if (value.t !== 'constant' || value.value) return false;
	if (value.value !== false && value.value !== 0) return true;
	const maker = owner ?? makerOfThis(index, scope);
	return !name.startsWith('#') && maker !== undefined && isLent(index, maker);
}

/** Whether others than the script may call a function, or nothing in the script is seen to. */
export function isCalledByOthers(index: ScriptIndex, owner: Node): boolean {
	if (index.scopes.get(owner)?.immediate) return false;
	return isLent(index, owner) || callsOf(index, owner).length === 0;
}
