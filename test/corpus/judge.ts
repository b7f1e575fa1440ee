import { analyseListener } from '../../src/analyser/analyse.ts';
import { type Label, labelledText } from './labels.ts';
import type { Judged } from './score.ts';

/** Judges each labelled listener with its whole file at hand; an exception counts as a wrong answer. */
export function judgeLabels(labels: readonly Label[]): Judged[] {
	return labels.map((label) => {
		const text = labelledText(label);
		const start = performance.now();
		let actual: string;
		let reason: string;
		try {
			const verdict = analyseListener({ text, at: { line: label.line, column: label.column } });
			actual = verdict.verdict;
			reason = verdict.reasons[0]?.message ?? '(no reason given)';
		} catch (error) {
			actual = 'threw';
			reason = String(error);
		}
		const time = performance.now() - start;
		// The analyser's vocabulary has one word for "the text alone does not say".
		const expected = label.verdictWithFile === 'unknown-needs-context' ? 'unknown' : label.verdictWithFile;
		return { id: label.id, expected, actual, ambiguous: label.ambiguous, time, reason };
	});
}
