import type { ForInStatement, ForOfStatement, LabeledStatement } from 'acorn';
import type { Node } from '../syntax/node.ts';
import { constant, DATA, type Frame, ORIGIN, type Value } from '../value/value.ts';
import { boundOf, orNone } from './emptiness.ts';
import { elementsOf } from './iterators.ts';
import type { Completion, Machine } from './machine.ts';
import { test } from './operators.ts';

/** Known collections are gone through up to this many elements; unknown ones once. */
const LONGEST_LOOP = 400;

/** How a loop ends that has nothing to go through. */
const NOTHING = { completion: undefined };

/** The variables of a block. */
export function inner(frame: Frame): Frame {
	const { old } = frame;
	return { scope: undefined, vars: new Map(), parent: frame, thisValue: undefined, args: undefined, old };
}

/** The labels of loops, by their bodies. */
const labels = new WeakMap<Node, Set<string>>();

/** Notes the label of a loop, which `continue` may name from within another one. */
export function label({ label, body }: LabeledStatement): void {
	let inner: Node = body;
	while (inner.type === 'LabeledStatement') inner = inner.body;
	if (!/^(For|While|DoWhile)/.test(inner.type) || !('body' in inner)) return;
	const loopBody = inner.body as Node;
	labels.set(loopBody, (labels.get(loopBody) ?? new Set()).add(label.name));
}

/** How a loop's body ended, if that leaves the loop. */
export function leaves(done: Completion, body: Node): { completion: Completion } | undefined {
	if (!done) return undefined;
	if (done.type === 'return') return { completion: done };
	if (done.label !== undefined)
		return done.type === 'continue' && labels.get(body)?.has(done.label) ? undefined : { completion: done };
	return done.type === 'break' ? { completion: undefined } : undefined;
}

/** Goes round as long as the condition holds. */
export function loop(
	m: Machine,
	body: Node,
	frame: Frame,
	again: () => Value,
	step: (() => unknown) | undefined,
	site: Node,
): Completion {
	let unknown = 0;
	const asked = new Set<string>();
	for (let round = 0; round < LONGEST_LOOP; round++) {
		const condition = again();
		if (condition.t === 'term') {
			// A loop over something unknown is entered once at most: one element stands for all. One that compares the
			// origin with one thing after the other goes on.
			const another = (condition.deps & ORIGIN) !== 0 && !asked.has(condition.key);
			asked.add(condition.key);
			if (unknown++ > 0 && !another) return undefined;
			if (!(condition.deps & (DATA | ORIGIN)) && !m.run.static && round === 0 && isBound(condition)) {
				// Taken as not empty.
			} else if (!test(m, condition, site)) return undefined;
		} else if (!test(m, condition, site)) return undefined;
		const act = () => leaves(m.execute(body, inner(frame)), body);
		const list = round === 0 ? boundOf(m, condition, site, frame) : undefined;
		const done = list ? orNone(m, { list, site, act, none: NOTHING, differs: Boolean, frame }) : act();
		if (done) return done.completion;
		step?.();
	}
	m.run.notes.truncated = true;
	return undefined;
}

function isBound(condition: Value): boolean {
	return condition.t === 'term' && ['<', '>', '<=', '>=', '!'].includes(condition.op);
}

/** Goes through the elements or keys of something. */
export function forEach(m: Machine, node: ForOfStatement | ForInStatement, frame: Frame): Completion {
	const over = m.evaluate(node.right, frame);
	const act = () => eachOf(m, node, over, frame);
	if (node.type !== 'ForOfStatement') return act();
	return orNone<Completion>(m, {
		list: over,
		site: node.right,
		act,
		none: undefined,
		differs: Boolean,
		frame,
	});
}

function eachOf(m: Machine, node: ForOfStatement | ForInStatement, over: Value, frame: Frame): Completion {
	const all = elements(m, over, node);
	if (all.length > LONGEST_LOOP) m.run.notes.truncated = true;
	for (const one of all.slice(0, LONGEST_LOOP)) {
		const own = inner(frame);
		if (node.left.type === 'VariableDeclaration') {
			const declaration = node.left.declarations[0];
			if (declaration) m.bind(declaration.id, one, own, true);
		} else m.bind(node.left, one, own, false);
		const done = leaves(m.execute(node.body, own), node.body);
		if (done) return done.completion;
	}
	return undefined;
}

function elements(m: Machine, over: Value, node: ForOfStatement | ForInStatement): Value[] {
	if (node.type === 'ForOfStatement') return elementsOf(m, over, node.right);
	if (over.t === 'constant') return [];
	if (over.t === 'object' && !(over.open && over.items.length + over.props.size === 0)) {
		const keys = over.kind === 'array' ? [...over.items.keys()].map(String) : [...over.props.keys()];
		const put = over.kind === 'object' ? over.entries.map(([key]) => key) : [];
		return [...keys.map(constant), ...put];
	}
	return [m.get(over, constant('*key'), node.right)];
}
