import type { BinaryExpression, ConditionalExpression, LogicalExpression } from 'acorn';
import { isFoundBefore } from '../syntax/looked-up.ts';
import { isFunction, keyName, type Node } from '../syntax/node.ts';
import { type CompiledNullish, compiledNullish } from '../syntax/nullish.ts';
import {
	ATTACKER,
	depsOf,
	FALSE,
	type Frame,
	isOrigin,
	OF_MESSAGE,
	OPAQUE,
	RANDOM,
	type Term,
	TRUE,
	UNDEFINED,
	UNSEEN,
	type Value,
} from '../value/value.ts';
import { shorten } from './definitions.ts';
import { LOCAL_PAGE, publicAnswer } from './local-address.ts';
import { type Fate, type Machine, Thrown, Undecided } from './machine.ts';
import { orMissing } from './missing.ts';
import { binary, isMissed, test, testNullish } from './operators.ts';
import { isLookedUp } from './outcomes.ts';
import { isSuperOrThis } from './super-call.ts';

/** Evaluates `a + b`; `a + b + c + …` is a chain to the left, which may be thousands long. */
export function binaryChain(m: Machine, node: BinaryExpression, frame: Frame): Value {
	const chain = [node];
	let first = node.left;
	while (first.type === 'BinaryExpression') {
		chain.push(first);
		first = first.left;
	}
	if (first.type === 'PrivateIdentifier') return TRUE;
	let value = m.evaluate(first, frame, 'tested');
	for (const one of chain.toReversed()) {
		m.run.step();
		const right = m.evaluate(one.right, frame, 'tested');
		value = binary(m, one.operator, orMissing(m, one, value, right, frame), right, one);
	}
	return value;
}

/** Evaluates `a || b`, `a && b`, `a ?? b` and chains of them. */
export function logicalChain(m: Machine, node: LogicalExpression, frame: Frame, fate: Fate): Value {
	const chain = [{ one: node, fate }];
	let last = node;
	while (last.left.type === 'LogicalExpression') {
		chain.push({ one: last.left, fate: fateOfLeft(last) });
		last = last.left;
	}
	let value = m.evaluate(last.left, frame, fateOfLeft(last));
	for (const each of chain.toReversed()) {
		m.run.step();
		value = logical(m, each.one, value, frame, each.fate);
	}
	return value;
}

function fateOfLeft({ operator }: LogicalExpression): Fate {
	return operator === '??' ? 'used' : 'tested';
}

function logical(m: Machine, node: LogicalExpression, left: Value, frame: Frame, fate: Fate): Value {
	if (isSuperOrThis(node, left)) return m.evaluate(node.right, frame, fate);
	if (isOwnHelper(node)) return m.evaluate(node.right, frame);
	try {
		if (node.operator === '??')
			return testNullish(m, left, node.left) ? m.evaluate(node.right, frame, fate) : left;
		if (node.operator === '||' && left.t === 'term' && isGroup(left) && node.right.type === 'Literal')
			return m.values.term('||', [left, m.evaluate(node.right, frame)]);
		// What stands for an origin that is missing: each message from another window has one.
		if (node.operator === '||' && fate !== 'tested' && isOrigin(left) && node.right.type === 'Literal')
			return left;
		const truth = test(m, left, node.left);
		if (node.operator === '&&') return truth ? m.evaluate(node.right, frame, fate) : falsy(left);
		return truth ? left : m.evaluate(node.right, frame, fate);
	} catch (error) {
		if (!(error instanceof Undecided)) throw error;
		return either(m, node, node.operator === '&&' ? [FALSE] : [left], [node.right], frame);
	}
}

/** `exports && exports.__helper || function …`: a compiler brings its helper along, in case nobody else did before. */
function isOwnHelper({ operator, left, right }: LogicalExpression): boolean {
	if (operator !== '||' || !isFunction(right) || left.type !== 'LogicalExpression') return false;
	const given = left.operator === '&&' && left.right.type === 'MemberExpression' ? left.right : undefined;
	const isOfTested = given?.object.type === left.left.type && isSame(given.object, left.left);
	return isOfTested && (keyName(given.property, given.computed) ?? '').startsWith('__');
}

const isSame = (a: Node, b: Node): boolean =>
	a.type === 'Identifier' && b.type === 'Identifier' && a.name === b.name;

/**
 * A part of a setting that a pattern finds, of which parsers of addresses fill in eight: that each is there or not makes
 * no ways of its own.
 */
function isGroup({ op, args: [match, key], deps }: Term): boolean {
	if (op !== 'get' || deps & OF_MESSAGE || match?.t !== 'term' || match.op !== 'call') return false;
	const [, method] = match.args;
	return method?.t === 'constant' && /^(match|exec)$/.test(String(method.value)) && isPosition(key);
}

const isPosition = (key: Value | undefined): boolean =>
	key?.t === 'constant' && /^\d+$/.test(String(key.value));

/** A condition that was decided false has no other use than being false. */
function falsy(left: Value): Value {
	return left.t === 'term' ? FALSE : left;
}

/** Evaluates `a ? b : c`. */
export function conditional(m: Machine, node: ConditionalExpression, frame: Frame, fate: Fate): Value {
	const compiled = compiledNullish(node);
	if (compiled) return nullish(m, node, compiled, frame, fate);
	const condition = m.evaluate(node.test, frame, 'tested');
	try {
		return m.evaluate(test(m, condition, node.test) ? node.consequent : node.alternate, frame, fate);
	} catch (error) {
		if (!(error instanceof Undecided)) throw error;
		// What a developer's own machine gets instead is nobody else's.
		const answer = m.live(LOCAL_PAGE) ? undefined : publicAnswer(condition);
		if (answer !== undefined) return m.evaluate(answer ? node.consequent : node.alternate, frame, fate);
		return either(m, node, [], [node.consequent, node.alternate], frame);
	}
}

/** Evaluates a compiled `a?.b` or `a ?? b` as what it was before. */
function nullish(
	m: Machine,
	node: ConditionalExpression,
	{ asked, rest, isDefault }: CompiledNullish,
	frame: Frame,
	fate: Fate,
): Value {
	const value = m.evaluate(asked, frame, 'used');
	if (!isDefault) return isMissed(m, value, node.test) ? UNDEFINED : m.evaluate(rest, frame, fate);
	try {
		return testNullish(m, value, node.test) ? m.evaluate(rest, frame, fate) : value;
	} catch (error) {
		if (!(error instanceof Undecided)) throw error;
		return either(m, node, [value], [rest], frame);
	}
}

/** What somebody else chooses, as one of the script's own list where it is that only if it is in there. */
function listed(m: Machine, node: Node, value: Value, { scope }: Frame): Value {
	if (!scope || !(depsOf(value) & ATTACKER) || !isFoundBefore(m.index, node, scope)) return value;
	return m.values.symbol({ name: shorten(m.text(node)), kind: 'variable', node }, OPAQUE);
}

function either(m: Machine, node: Node, values: Value[], nodes: Node[], frame: Frame): Value {
	const [left] = values;
	const [right] = nodes;
	// `this.helper || function …`: the script brings its own in case the page has none.
	if (isFunction(right) && left?.t === 'term' && left.symbol?.kind === 'global')
		return m.evaluate(right, frame);
	// `typeof require < 'u' ? require : …`: bundlers' stand-in for it, which asks for modules that are not in the script.
	if (right?.type === 'Identifier' && right.name === 'require') {
		const value = m.evaluate(right, frame);
		if (value.t === 'term' && value.symbol?.kind === 'global') return value;
	}
	const isChoice = node.type === 'ConditionalExpression' && left === undefined;
	const test = isChoice ? m.text(node.test) : '';
	const all = [...values];
	for (const one of nodes) {
		const some = unlessThrown(() => listed(m, one, m.evaluate(one, frame), frame));
		const isOwn = isLookedUp(test, m.text(one));
		all.push(...(isOwn ? some.filter((each) => !(depsOf(each) & ATTACKER)) : some));
	}
	let deps = OPAQUE;
	for (const one of all) deps |= depsOf(one);
	// One way to a secret that is none makes it none.
	if (isChoice && !all.every((one) => depsOf(one) & RANDOM)) deps &= ~(RANDOM | UNSEEN);
	const fallsBack = !isChoice && !(node.type === 'LogicalExpression' && node.operator === '&&');
	return m.values.symbol(
		{ name: m.text(node), kind: 'variable', node, possible: () => all, fallsBack },
		deps,
	);
}

/** The value, or none where the code throws instead of giving one. */
function unlessThrown(act: () => Value): Value[] {
	try {
		return [act()];
	} catch (error) {
		if (error instanceof Thrown) return [];
		throw error;
	}
}
