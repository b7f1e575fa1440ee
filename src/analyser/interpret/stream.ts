import type { CallExpression } from 'acorn';
import type { Node } from '../syntax/node.ts';
import type { Placed } from '../syntax/script-index.ts';
import { operand, ownOperatorName } from '../syntax/streams.ts';
import { constant, topFrame, UNDEFINED, type Value } from '../value/value.ts';
import type { Machine } from './machine.ts';
import { test } from './operators.ts';

/** Operators of a stream that let through what their function agrees to. */
const LET_THROUGH = /^(filter|first|find|takeWhile)$/;
/** Operators that give on what their function makes of a message. */
const MAKE = /^(map|switchMap|mergeMap|concatMap|exhaustMap|flatMap)$/;
/** Operators whose function only looks on, or says how long to wait. */
const PASS_ON =
	/^(tap|do|inspect|finally|catch|finalize|debounce|throttle|audit|sample|delayWhen|distinct|distinctUntilChanged|distinctUntilKeyChanged|takeUntil|takeUntilDestroyed|skipUntil|skipWhile|catchError|retry|retryWhen|repeatWhen|share|buffer|startWith)$/;
const YES_OR_NO = new Set(['===', '!==', '==', '!=', '<', '>', '<=', '>=', '!', 'in', 'instanceof']);
const ASKS = /^(includes|startsWith|endsWith|test|has|some|every|hasOwnProperty)$/;

/** Operators that a message goes through before the listener gets it. */
export type Operators = readonly Placed<CallExpression>[];

/** What the listener gets for a message; undefined where an operator keeps it back. */
export function through(m: Machine, operators: Operators, message: Value): Value | undefined {
	let value = message;
	for (const { node, scope } of operators) {
		const given = operand(node);
		if (!given) continue;
		const frame = topFrame(scope);
		const name = ownOperatorName({ node, scope }) ?? '';
		const asked = m.evaluate(given, frame);
		// Streams and lifetimes until which messages come see nothing of them.
		if (PASS_ON.test(name) && asked.t !== 'function') continue;
		const made = m.call(asked, undefined, [value], node, 'used');
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
