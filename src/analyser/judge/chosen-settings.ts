import type { Literal } from '../interpret/run.ts';
import { ATTACKER, DATA, type Term, type Value } from '../value/value.ts';
import { mentions } from './requirements.ts';

/** Settings that have their values from one another are followed so far. */
const MOST_SETTINGS = 3;

/** Whether a text that is put together has the setting in it. */
export function isPutTogether({ key }: Term, literals: readonly Literal[]): boolean {
	const isPart = (one: Value) => one.t === 'term' && one.key === key;
	return literals.some(({ term }) => mentions(term, ({ op, args }) => op === '+' && args.some(isPart)));
}

/** Whether a value is, or is made of, what a sender or embedder chooses: of a parameter that is given such, too. */
export function isMadeOfChosen(made: Value): boolean {
	/** Each is looked into once, unless it is met again nearer to the top. */
	const seen = new Map<string, number>();
	const visit = (value: Value, depth: number): boolean => {
		if (value.t !== 'term' || depth > MOST_SETTINGS) return false;
		if (value.deps & (ATTACKER | DATA)) return true;
		const before = seen.get(value.key);
		if (before !== undefined && before <= depth) return false;
		seen.set(value.key, depth);
		// What a text is put together of is no further away than the text.
		const within = value.op === '+' ? depth : depth + 1;
		if (value.args.some((one) => visit(one, within))) return true;
		return value !== made && (value.symbol?.possible?.() ?? []).some((one) => visit(one, depth + 1));
	};
	return visit(made, 0);
}
