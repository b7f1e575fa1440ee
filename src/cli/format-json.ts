import type { Judgement } from '../export/sarif.ts';
import type { CheckResult } from './check-result.ts';

/** The judgements as a JSON array; lines from 1, columns from 0, absent values as null. */
export function formatJson({ judgements }: CheckResult): string {
	return `${JSON.stringify(judgements.map(entry), null, 2)}\n`;
}

function entry({ file, verdict }: Judgement): object {
	const { line, column } = verdict.place;
	return {
		file,
		line,
		column,
		registration: verdict.registration,
		verdict: verdict.verdict,
		confidence: verdict.confidence,
		severity: verdict.severity,
		reasons: verdict.reasons.map(({ code, message, place }) => ({
			code,
			message,
			// A reason without a place of its own speaks of the whole listener.
			line: place?.line ?? line,
			column: place?.column ?? column,
		})),
		witness: verdict.witness ?? null,
		predicate: verdict.predicate ?? null,
		conditions: verdict.conditions.map(({ message }) => message),
		fix: verdict.fix?.message ?? null,
		wanted: verdict.wanted,
		sinks: verdict.sinks.map(({ kind, place }) => ({ kind, line: place.line, column: place.column })),
	};
}
