import type { Place, Verdict } from '../verdict.ts';
import { type Sentence, say } from './sentences.ts';

/** The verdict for what could not be judged, with the reason. */
export function undecided(
	text: string,
	[code, sentence]: [string, Sentence],
	place?: Place,
	registration = 'function',
): Verdict {
	const lines = text.split('\n');
	return {
		verdict: 'unknown',
		confidence: 'low',
		severity: 'info',
		reasons: [{ code, ...sentence }],
		sinks: [],
		conditions: [],
		wanted: [],
		place: place ?? {
			line: 1,
			column: 0,
			endLine: lines.length,
			endColumn: lines.at(-1)?.length ?? 0,
			text: text.slice(0, 200),
		},
		registration,
	};
}

/** What is said of a handler that other code makes the listener of, which may look at the sender first. */
export const madeByOthers = (text: string, { place, registration }: Verdict): Verdict =>
	undecided(text, ['depends-on-unseen-code', say('depends-on-code', text.slice(0, 80))], place, registration);
