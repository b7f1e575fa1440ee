import { depsOf, ORIGIN, type Value } from './value.ts';

/** Functions that call each other with it are followed so deep. */
const DEEPEST = 3;

/** Whether it is made of a sender's origin, also as what functions of the script's own are given. */
export function hasSendersOrigin(value: Value, depth = 0): boolean {
	if (depsOf(value) & ORIGIN) return true;
	if (value.t !== 'term' || value.symbol?.kind !== 'parameter' || depth > DEEPEST) return false;
	return (value.symbol.possible?.() ?? []).some((one) => hasSendersOrigin(one, depth + 1));
}
