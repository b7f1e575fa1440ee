import type { VerdictName } from './verdict.ts';

/** Share of the budget that following the paths may take; the rest is for judging them. */
export const EXPLORING = 0.6;
/** Units of effort that go into following paths, as far as more of them may make the verdict worse. */
export const EFFORT: Record<VerdictName, number> = {
	none: 1,
	weak: 1,
	strict: 2,
	inert: 2,
	unknown: 1,
	// The way around the comparison of windows is often a long one.
	'source-only': 6,
};
/** Effort for following the paths once more without what does not concern the message, where they were too many. */
export const SKETCHING = 2;

/** Steps for the listeners of one script, and for each of its characters, after which the next get this effort at most. */
const SPARING = [
	{ after: 300_000, perCharacter: 0.04, effort: 1 },
	{ after: 600_000, perCharacter: 0.06, effort: 0.3 },
];

/** How much effort the next listener of a script is worth, so that many in one do not keep people waiting. */
export function mostEffort(spent: number, length: number): number {
	const spare = SPARING.findLast((one) => spent > one.after + one.perCharacter * length);
	return spare?.effort ?? Number.POSITIVE_INFINITY;
}
