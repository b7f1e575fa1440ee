import type { CallExpression } from 'acorn';
import type { Scope } from '../syntax/scope.ts';
import { operand, operatorName } from '../syntax/streams.ts';
import type { Frame, Value } from '../value/value.ts';
import type { Machine } from './machine.ts';
import { test } from './operators.ts';

/** Operators of a stream that let through what their function agrees to. */
const LET_THROUGH = /^(filter|first|find|takeWhile)$/;
/** Operators that give on what their function makes of a message. */
const MAKE = /^(map|switchMap|mergeMap|concatMap|exhaustMap|flatMap)$/;

/** Operators that a message goes through before the listener gets it. */
export interface Operators {
	calls: readonly CallExpression[];
	scope: Scope;
}

/** What the listener gets for a message; undefined where an operator keeps it back. */
export function through(m: Machine, { calls, scope }: Operators, message: Value): Value | undefined {
	const frame: Frame = { scope, vars: new Map(), parent: undefined, thisValue: undefined, args: undefined };
	let value = message;
	for (const one of calls) {
		const given = operand(one);
		if (!given) continue;
		const name = operatorName(one) ?? '';
		const made = m.call(m.evaluate(given, frame), undefined, [value], one, 'used');
		if (LET_THROUGH.test(name) && !test(m, made, one)) return undefined;
		if (MAKE.test(name)) value = made;
	}
	return value;
}
