/** Order in which verdicts matter to a person; those that are not there come last. */
export function rankOf(verdict: string | undefined): number {
	const rank = RANK.indexOf(verdict ?? '');
	return rank < 0 ? RANK.length : rank;
}

const RANK: readonly string[] = ['none', 'weak', 'source-only', 'unknown', 'strict', 'inert'];
