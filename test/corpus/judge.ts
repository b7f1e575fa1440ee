import { analyseListener } from '../../src/analyser/analyse.ts';
import { type Label, labelledText } from './labels.ts';
import type { Judged } from './score.ts';

/** Judges each labelled listener with its whole file at hand. */
export function judgeLabels(labels: readonly Label[]): Judged[] {
	return labels.map((label) => {
		const at = { line: label.line, column: label.column };
		return judged(label, label.verdictWithFile, { text: labelledText(label), at });
	});
}

/** Judges each labelled listener by the text of the function alone, as a page without its script gives it. */
export function judgeAlone(labels: readonly Label[]): Judged[] {
	return labels.map((label) => {
		const text = labelledText(label).slice(label.offset, label.offset + label.length);
		return judged(label, label.verdict, { text });
	});
}

/** An exception counts as a wrong answer. */
function judged(
	{ id, ambiguous }: Label,
	wanted: string,
	input: Parameters<typeof analyseListener>[0],
): Judged {
	// The analyser's vocabulary has one word for "the text alone does not say".
	const expected = wanted === 'unknown-needs-context' ? 'unknown' : wanted;
	const start = performance.now();
	let actual: string;
	let reason: string;
	try {
		const verdict = analyseListener(input);
		actual = verdict.verdict;
		reason = verdict.reasons[0]?.message ?? '(no reason given)';
	} catch (error) {
		actual = 'threw';
		reason = String(error);
	}
	return { id, expected, actual, ambiguous, time: performance.now() - start, reason };
}
