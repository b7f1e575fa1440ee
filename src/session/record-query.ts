import { parseQuery } from './query.ts';
import { parseTerms, type QueryKey, saysOne, type Term, withoutUnfinished } from './query-syntax.ts';

/** Texts of a listener, socket or finding that a filter can look into; `text` is what free text finds, with all others. */
export type RecordTexts = { text: string } & { [K in QueryKey]?: string };

/** Keys whose values are whole words, one a line. */
const WORDS = new Set<QueryKey>(['verdict', 'kind', 'is', 'has']);

/**
 * The same filter text as the timeline's, for lists of things that are no rows: all terms must hold,
 * but a key that the thing does not have says nothing about it. A wrong filter passes all.
 */
export function recordTest(filter: string): (texts: RecordTexts) => boolean {
	const finished = withoutUnfinished(filter);
	if (!parseQuery(finished).ok) return () => true;
	const terms = parseTerms(finished);
	return (texts) => terms.every((term) => holds(term, texts));
}

function holds({ key, negated, value, values, regex }: Term, texts: RecordTexts): boolean {
	const where = key === undefined ? Object.values(texts).join('\n') : texts[key];
	if (where === undefined) return true;
	if (regex) return regex.test(where) !== negated;
	const lower = where.toLowerCase();
	if (key === undefined) return lower.includes(value.toLowerCase()) !== negated;
	const wanted = values.map((one) => one.toLowerCase());
	const found = WORDS.has(key)
		? wanted.some((word) => lower.split('\n').includes(word))
		: saysOne(where, wanted);
	return found !== negated;
}
