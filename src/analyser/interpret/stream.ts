import type { CallExpression } from 'acorn';
import type { Node } from '../syntax/node.ts';
import type { Placed } from '../syntax/script-index.ts';
import { operand, ownOperatorName } from '../syntax/streams.ts';
import { constant, type Frame, OPAQUE, topFrame, UNDEFINED, type Value } from '../value/value.ts';
import type { Machine } from './machine.ts';
import { test } from './operators.ts';

/** Operators of a stream that let through what their function agrees to. */
const LET_THROUGH = /^(filter|first|find|takeWhile)$/;
/** Operators that give on what their function makes of a message. */
const MAKE = /^(map|switchMap|mergeMap|concatMap|exhaustMap|flatMap)$/;
/** Operators whose function only looks on, or says how long to wait. */
const PASS_ON =
	/^(tap|do|inspect|finally|catch|finalize|debounce|throttle|audit|sample|delayWhen|distinct|distinctUntilChanged|distinctUntilKeyChanged|takeUntil|takeUntilDestroyed|skipUntil|skipWhile|catchError|retry|retryWhen|repeatWhen|share|startWith)$/;
/** Those among them that are always given a function. */
const LOOK_ON = /^(tap|do|inspect)$/;
const YES_OR_NO = new Set(['===', '!==', '==', '!=', '<', '>', '<=', '>=', '!', 'in', 'instanceof']);
const ASKS = /^(includes|startsWith|endsWith|test|has|some|every|hasOwnProperty)$/;

/** Operators that a message goes through before the listener gets it. */
export type Operators = readonly Placed<CallExpression>[];

/** What the listener gets for a message; undefined where an operator keeps it back. */
export function through(m: Machine, operators: Operators, message: Value): Value | undefined {
	let value = message;
	for (const { node, scope } of operators) {
		const frame = topFrame(scope);
		const name = ownOperatorName({ node, scope }) ?? '';
		const shaped = shapedBy(m, name, value, node, frame);
		if (shaped) value = shaped;
		const given = shaped ? undefined : operand(node);
		if (!given) continue;
		const asked = m.evaluate(given, frame);
		// Streams and lifetimes until which messages come see nothing of them.
		if (PASS_ON.test(name) && asked.t !== 'function' && !LOOK_ON.test(name)) continue;
		const made = m.call(asked, undefined, [value], node, LOOK_ON.test(name) ? 'dropped' : 'used');
		if (PASS_ON.test(name)) continue;
		if (LET_THROUGH.test(name)) {
			if (!test(m, made, node)) return undefined;
		} else if (MAKE.test(name)) value = made;
		else if (isYesOrNo(made)) {
			// Bundles rename what they import: an answer of yes or no is asked for by what lets messages through.
			if (!test(m, made, node)) return undefined;
		} else if (made !== UNDEFINED) value = made;
	}
	return value;
}

/** What operators make of a message that are given no function to do it; undefined for others. */
function shapedBy(
	m: Machine,
	name: string,
	value: Value,
	node: CallExpression,
	frame: Frame,
): Value | undefined {
	const given = () =>
		node.arguments.flatMap((one) => (one.type === 'SpreadElement' ? [] : [m.evaluate(one, frame)]));
	const listOf = (items: Value[]) => m.values.object('array', true, items);
	if (name === 'pluck') return given().reduce((whole: Value, key) => m.get(whole, key, node), value);
	if (name === 'mapTo') return given()[0];
	if (name === 'pairwise') return listOf([value, value]);
	if (BESIDE.test(name)) return listOf([value, ...given().map((_, at) => besides(m, node, at))]);
	if (TOGETHER.test(name)) return listOf([value]);
	if (name === 'timestamp' || name === 'timeInterval') {
		const timed = m.values.object('object', true);
		timed.props.set('value', value);
		return timed;
	}
	if (name !== 'scan' && name !== 'reduce') return undefined;
	const [fold, first] = given();
	if (!fold) return undefined;
	return m.call(fold, undefined, [first ?? besides(m, node, 0), value], node, 'used');
}

/** Operators that give a message together with the latest of other streams, or with those before it. */
const BESIDE = /^(withLatestFrom|combineLatestWith|zipWith)$/;
const TOGETHER = /^(toArray|bufferTime|bufferCount|buffer|bufferWhen)$/;

/** What comes of other streams. */
const besides = (m: Machine, node: Node, at: number): Value =>
	m.values.symbol({ name: `beside@${node.start}:${at}`, kind: 'result', node }, OPAQUE);

function isYesOrNo(value: Value): boolean {
	if (value.t === 'constant') return typeof value.value === 'boolean';
	if (value.t !== 'term') return false;
	const method = value.op === 'call' ? value.args[1] : undefined;
	return YES_OR_NO.has(value.op) || (method?.t === 'constant' && ASKS.test(String(method.value)));
}

/** A part of a message, by its path. */
export function partOf(m: Machine, message: Value, path: readonly string[], site: Node): Value {
	return path.reduce((value: Value, name) => m.get(value, constant(name), site), message);
}
