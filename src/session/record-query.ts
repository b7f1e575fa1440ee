import { parseTerms, type QueryKey, QueryProblem, type Term, withoutUnfinished } from './query-syntax.ts';

/** Texts of a listener, socket or finding that a filter can look into; `text` is what free text finds, with all others. */
export type RecordTexts = { text: string } & { [K in QueryKey]?: string };

/** Keys whose values are whole words, one a line. */
const WORDS = new Set<QueryKey>(['verdict', 'kind', 'is', 'has']);

/**
 * The same filter text as the timeline's, for lists of things that are no rows: all terms must hold,
 * but a key that the thing does not have says nothing about it. A wrong filter passes all.
 */
export function recordTest(filter: string): (texts: RecordTexts) => boolean {
	let terms: Term[];
	try {
		terms = parseTerms(withoutUnfinished(filter));
	} catch (error) {
		if (error instanceof QueryProblem) return () => true;
		throw error;
	}
	return (texts) => terms.every((term) => holds(term, texts));
}

function holds({ key, negated, value, values, regex }: Term, texts: RecordTexts): boolean {
	const where = key === undefined ? Object.values(texts).join('\n') : texts[key];
	if (where === undefined) return true;
	if (regex) return regex.test(where) !== negated;
	const lower = where.toLowerCase();
	const wanted = key === undefined ? [value.toLowerCase()] : values.map((one) => one.toLowerCase());
	const found =
		key !== undefined && WORDS.has(key)
			? wanted.some((word) => lower.split('\n').includes(word))
			: wanted.some((part) => lower.includes(part));
	return found !== negated;
}
