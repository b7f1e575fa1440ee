import type { Concrete } from '../pure/concrete.ts';
import type { Term } from '../value/value.ts';

/** The named unknowns, by key, of which a value is assumed. */
interface Assumed {
	symbols: ReadonlyMap<string, Concrete>;
}

/** Whether unknown code is asked about a setting that is taken to be missing: its answer is not the one for a set one. */
export function isGivenNothing({ args }: Term, { symbols }: Assumed): boolean {
	return args.some((one) => one.t === 'term' && symbols.has(one.key) && symbols.get(one.key) == null);
}
