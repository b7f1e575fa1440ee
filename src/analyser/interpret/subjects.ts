import type { Node } from '../syntax/node.ts';
import { subscribersIn } from '../syntax/streams.ts';
import { depsOf, EVENT, topFrame, type Value } from '../value/value.ts';
import type { Machine } from './machine.ts';
import { through } from './stream.ts';

/** Subscribers of one subject that are followed. */
const MOST = 8;

/**
 * Runs what the script itself subscribes to an object that its `next` tells of the message; undefined where it
 * subscribes nothing. Others may have subscribed too: what is told is handed on before, whatever its own subscribers ask.
 */
export function subscribersTo(
	m: Machine,
	subject: Value,
	[message]: readonly Value[],
	site: Node,
): (() => void) | undefined {
	const made = subject.t === 'term' ? subject.symbol?.node : undefined;
	if (m.run.static || made?.type !== 'NewExpression' || !message || !(depsOf(message) & EVENT))
		return undefined;
	const own = subscribersIn(m.index).filter(({ teller, scope }) => {
		const told = m.evaluateStatic(teller, scope);
		return told.t === 'term' && told.symbol?.node === made;
	});
	if (own.length === 0) return undefined;
	return () => {
		for (const { listener, operators, scope } of own.slice(0, MOST)) {
			const given = through(m, operators, message);
			if (given) m.call(m.evaluate(listener, topFrame(scope)), undefined, [given], site, 'dropped');
		}
	};
}
