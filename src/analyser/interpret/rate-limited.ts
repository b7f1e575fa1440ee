import type { Node } from '../syntax/node.ts';
import {
	depsOf,
	OF_MESSAGE,
	OPAQUE,
	ORIGIN,
	type Term,
	TRUE,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import type { Fate, Machine } from './machine.ts';
import { importedName } from './tslib.ts';

/** Calls the functions that unseen code was given, by what it made of them. */
export function callWrapped(
	m: Machine,
	made: Term,
	thisValue: Value | undefined,
	args: Value[],
	site: Node,
	fate: Fate,
): Value {
	const { symbol } = made;
	const call = (): Value =>
		(symbol?.wraps ?? []).map((one) => m.invoke(one, thisValue, args, site, fate)).at(-1) ?? UNDEFINED;
	const isOfMessage = args.some((one) => (depsOf(one) & OF_MESSAGE) !== 0);
	if (!isOfMessage || m.run.static || !isRateLimited(made)) return call();
	// One that waits runs after what is done with this message, if at all.
	const guess = (name: string) =>
		m.values.symbol({ name: `${name}@${site.start}`, kind: 'result', node: site }, OPAQUE);
	if (fate === 'dropped') {
		if (m.run.decide(m.values.term('stale', [guess('delay')]), site)) return UNDEFINED;
		return call();
	}
	const answer = call();
	if (!(depsOf(answer) & ORIGIN) || !m.run.decide(m.values.term('stale', [guess('call')]), site))
		return answer;
	// What it answers is what it answered an earlier sender.
	return m.run.decide(m.values.term('stale', [guess('answer')]), site) ? TRUE : UNDEFINED;
}

/** Whether unseen code makes a function that is called at most so often: `throttle(check, 500)`. */
function isRateLimited({ symbol, args: [maker] }: Term): boolean {
	const imported = maker?.t === 'term' ? importedName(maker) : undefined;
	return /(^|[._])(debounce|throttle)\w*(@\d+)?(\(\))?$/i.test(imported ?? symbol?.name ?? '');
}
