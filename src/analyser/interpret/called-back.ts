import type { Node } from '../syntax/node.ts';
import { DATA, depsOf, type FunctionValue, OPAQUE, ORIGIN, type Value } from '../value/value.ts';
import type { Machine } from './machine.ts';

/** Methods that do nothing with what the functions they are given give back. */
const CALLS_LATER =
	/^(then|catch|finally|forEach|each|on|once|off|subscribe|listen|bind|ready|tap|expect|it|test)$/;
/** Runs a function that unknown code was given, with arguments that are not known. */
export function callBack(
	m: Machine,
	fn: FunctionValue,
	deps: number,
	site: Node,
	given: readonly Value[],
): Value {
	const length = 'params' in fn.node ? fn.node.params.length : 0;
	const args = Array.from({ length: Math.min(length, 4) }, (_, index) =>
		m.values.symbol(
			{ name: `argument ${index + 1}@${fn.node.start}`, kind: 'parameter', node: site },
			deps | OPAQUE,
		),
	);
	// A function handed over together with an object runs on it, as a rule.
	const self = given.find((one) => one.t === 'term' && one.symbol?.kind === 'this');
	return m.invoke(fn, self, args, site, 'dropped');
}

/** Whether a method does nothing with what the functions it is given give back. */
export const callsLater = (method: string): boolean => CALLS_LATER.test(method);

/** Operations that answer a question. */
const ANSWERS = /^(===?|!|[<>]=?|in|instanceof|result|is)$/;

/** What code that is not seen is given by a function that it calls: `setState((before) => ({ ...before, text: data }))`. */
export function givenBack(m: Machine, made: Value, site: Node): void {
	if (made.t === 'term' && (ANSWERS.test(made.op) || made.symbol)) return;
	const deps = depsOf(made);
	if (deps & DATA) m.run.use('call', site, { tainted: true });
	else if (deps & ORIGIN) m.run.use('call', site, { tainted: true, soft: true, tells: true });
}
