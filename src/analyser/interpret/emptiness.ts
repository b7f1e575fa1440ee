/**
 * Lists of which it is not known whether there is anything in them. Where each element has to be the sender's origin, an
 * empty one lets everybody in: `for (const one of list) if (one !== event.origin) return;`.
 */
import { keyName, type Node, unwrap } from '../syntax/node.ts';
import {
	constant,
	DATA,
	FROM_OUTSIDE,
	type Frame,
	isConstant,
	type ObjectValue,
	OPAQUE,
	ORIGIN,
	type Value,
} from '../value/value.ts';
import { type Machine, Thrown } from './machine.ts';
import type { Literal } from './run.ts';

/** Settings that are set from each other are followed so far. */
const DEEPEST = 3;
/** Variables around a loop are looked at so far out. */
const MOST_FRAMES = 8;

interface Round<Done> {
	list: Value;
	site: Node;
	/** What is done with the elements; one stands for all that are not known. */
	act: () => Done;
	/** What comes of it where there are none. */
	none: Done;
	/** Whether what came of the elements is something else than that, beside what they gave to variables. */
	differs: (done: Done) => boolean;
	/** Where the variables are that it may change. */
	frame?: Frame | undefined;
}

/** Goes through a list; where an element refuses the sender's origin, also as if there were none. */
export function orNone<Done>(m: Machine, { list, site, act, none, differs, frame }: Round<Done>): Done {
	if (m.run.static || !mayBeEmpty(list)) return act();
	const before = m.run.literals.length;
	const held = heldIn(frame);
	const isNone = () => isRefusal(m.run.literals.slice(before)) && decideEmpty(m, list, site, before);
	try {
		const done = act();
		if (!(differs(done) || held.some(isChanged)) || !isNone()) return done;
	} catch (error) {
		if (!(error instanceof Thrown) || !isNone()) throw error;
	}
	for (const { vars, values } of held) for (const [name, value] of values) vars.set(name, value);
	return none;
}

/** The list that a loop goes through by its length, or that length: `i < list.length`. */
export function boundOf(m: Machine, condition: Value, test: Node, frame: Frame): Value | undefined {
	if (condition.t !== 'term' || !/^[<>]=?$/.test(condition.op)) return undefined;
	const sides = test.type === 'BinaryExpression' ? [test.left, test.right].map(unwrap) : [];
	for (const one of sides) {
		if (one.type !== 'MemberExpression' || keyName(one.property, one.computed) !== 'length') continue;
		return isPlace(one.object) ? m.evaluate(one.object, frame) : undefined;
	}
	return condition.args.find(isLength);
}

/** Whether nothing happens where it is evaluated once more. */
export function isPlace(node: Node): boolean {
	const inner = unwrap(node);
	if (inner.type === 'MemberExpression') return !inner.computed && isPlace(inner.object);
	return inner.type === 'Identifier' || inner.type === 'ThisExpression';
}

const isLength = (value: Value): boolean =>
	value.t === 'term' &&
	((value.op === 'get' && isConstant(value.args[1] ?? value, 'length')) ||
		/(^|\.)length(@\d+)?$/.test(value.symbol?.name ?? ''));

interface Held {
	vars: Map<string, Value>;
	values: Map<string, Value>;
}

function heldIn(frame: Frame | undefined): Held[] {
	const held: Held[] = [];
	for (let one = frame; one && held.length < MOST_FRAMES; one = one.parent)
		if (one.vars.size > 0) held.push({ vars: one.vars, values: new Map(one.vars) });
	return held;
}

const isChanged = ({ vars, values }: Held): boolean =>
	[...values].some(([name, value]) => vars.get(name) !== value);

function mayBeEmpty(list: Value, depth = 0): boolean {
	if (list.t === 'object') return isUnfilled(list);
	if (list.t !== 'term' || list.op === 'text') return false;
	// The sender decides how many there are of what is sent.
	if (list.deps & FROM_OUTSIDE) return (list.deps & DATA) !== 0 && list.op !== 'call';
	if (isLength(list)) return list.op !== 'get' || mayBeEmpty(list.args[0] ?? list, depth + 1);
	// What a text is taken apart into is never nothing.
	if (list.op === 'call' && isConstant(list.args[1] ?? list, 'split')) return false;
	const possible = depth < DEEPEST ? (list.symbol?.possible?.() ?? []) : [];
	if (list.symbol?.byOthers?.()) return true;
	return possible.length === 0 || possible.some((one) => mayBeEmpty(one, depth + 1));
}

const isUnfilled = ({ kind, lateFilled, open, items, entries, props }: ObjectValue): boolean =>
	lateFilled === true ||
	(/^(array|set|map)$/.test(kind) &&
		(open ? items.length + entries.length + props.size === 0 : !items.length && !entries.length));

/** Whether the last question about the origin was answered with no. */
function isRefusal(literals: readonly Literal[]): boolean {
	const last = literals.findLast(({ term }) => (term.deps & ORIGIN) !== 0 && term.op !== 'result');
	if (!last) return false;
	const { term, truth } = last;
	const right = term.args[1];
	if (right && isConstant(right, -1)) return (term.op === '===' || term.op === '==') === truth;
	if (right && isConstant(right, 0) && term.op === '<') return truth;
	return !truth && /^(===?|call|in|lookup|>=?)$/.test(term.op);
}

/** Decides that there is nothing in a list, unless the handler asked for that itself. */
function decideEmpty(m: Machine, list: Value, site: Node, before: number): boolean {
	const key = m.values.key(isLength(list) ? list : m.get(list, constant('length'), site));
	const isIt = (one: Value) => one.t === 'term' && one.key === key;
	const asks = ({ term }: Literal) => isIt(term) || term.args.some(isIt);
	if (m.run.literals.slice(0, before).some(asks)) return false;
	return m.run.decide(m.values.term('empty', [list], OPAQUE), site);
}
