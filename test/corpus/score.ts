/** One judged listener: what was expected, what the analyser said, and how long it took. */
export interface Judged {
	id: string;
	expected: string;
	actual: string;
	ambiguous: boolean;
	/** Milliseconds, including the parse of the whole file. */
	time: number;
	reason: string;
}

/** What the acceptance bars look at; rates are 0..1. */
export interface Score {
	count: number;
	precision: number;
	recall: number;
	exact: number;
	unknown: number;
	/** Listeners labelled none or weak that were called strict. */
	dangerous: string[];
}

export const BARS = { precision: 0.97, recall: 0.97, exact: 0.92, unknown: 0.05 };

const VERDICTS = ['none', 'weak', 'source-only', 'strict', 'inert', 'unknown'];
const flagged = (verdict: string) => verdict === 'none' || verdict === 'weak';
const rate = (part: number, whole: number) => (whole === 0 ? 1 : part / whole);

/** Counts the judged listeners; "flag" means none or weak. */
export function score(all: readonly Judged[]): Score {
	const hits = all.filter((one) => flagged(one.expected) && flagged(one.actual)).length;
	return {
		count: all.length,
		precision: rate(hits, all.filter((one) => flagged(one.actual)).length),
		recall: rate(hits, all.filter((one) => flagged(one.expected)).length),
		exact: rate(all.filter((one) => one.expected === one.actual).length, all.length),
		unknown: rate(all.filter((one) => one.actual === 'unknown').length, all.length),
		dangerous: all.filter((one) => flagged(one.expected) && one.actual === 'strict').map((one) => one.id),
	};
}

/** Names the bars that a score misses; empty when it passes. */
export function missedBars(result: Score): string[] {
	const missed: string[] = [];
	if (result.precision < BARS.precision) missed.push(`precision ${percent(result.precision)}`);
	if (result.recall < BARS.recall) missed.push(`recall ${percent(result.recall)}`);
	if (result.exact < BARS.exact) missed.push(`exact ${percent(result.exact)}`);
	if (result.unknown > BARS.unknown) missed.push(`unknown ${percent(result.unknown)}`);
	if (result.dangerous.length > 0) missed.push(`called strict: ${result.dangerous.join(', ')}`);
	return missed;
}

/** The confusion matrix as text: a row per label, a column per answer. */
export function confusion(all: readonly Judged[]): string {
	const cell = (text: string) => text.padStart(12);
	const rows = VERDICTS.map((expected) => {
		const counts = VERDICTS.map(
			(actual) => all.filter((one) => one.expected === expected && one.actual === actual).length,
		);
		return expected.padEnd(12) + counts.map((count) => cell(count === 0 ? '.' : String(count))).join('');
	});
	return [`label \\ said${VERDICTS.map(cell).join('')}`, ...rows].join('\n');
}

/** A rate with one decimal, e.g. "97.3 %". */
export function percent(value: number): string {
	return `${(value * 100).toFixed(1)} %`;
}
