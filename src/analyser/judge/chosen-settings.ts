import type { Literal } from '../interpret/run.ts';
import type { Term, Value } from '../value/value.ts';
import { mentions } from './requirements.ts';

/** Whether a text that is put together has the setting in it. */
export function isPutTogether({ key }: Term, literals: readonly Literal[]): boolean {
	const isPart = (one: Value) => one.t === 'term' && one.key === key;
	return literals.some(({ term }) => mentions(term, ({ op, args }) => op === '+' && args.some(isPart)));
}
