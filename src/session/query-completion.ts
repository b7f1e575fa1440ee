import { queryValues } from './query.ts';
import { type QueryKey, queryKeys, valueText } from './query-syntax.ts';

/** Values that were seen are offered so many at once; longer ones nobody reads. */
const MOST_SEEN = 10;
const LONGEST_SEEN = 120;

/** Quotes of which the last one is not closed. */
const OPEN_QUOTE = /^(?:[^"]|"(?:[^"\\]|\\.)*")*"(?:[^"\\]|\\.)*$/s;

/**
 * Texts that a filter can be continued to: keys for the last word, or values of the key it begins with. `seen`: of keys
 * whose values are the page's, those that came, what a person most likely means first. `keys`: those that are offered.
 */
export function completionsOf(
	filter: string,
	seen: (key: QueryKey) => readonly string[] = () => [],
	keys: readonly QueryKey[] = queryKeys,
): string[] {
	const word = /\S*$/.exec(filter)?.[0] ?? '';
	if (word === '' || word.includes('"') || OPEN_QUOTE.test(filter)) return [];
	const before = filter.slice(0, filter.length - word.length);
	const negation = word.startsWith('-') ? '-' : '';
	const typed = word.slice(negation.length).toLowerCase();
	const colon = typed.indexOf(':');
	if (colon < 0) {
		return keys
			.filter((key) => typed !== '' && key.startsWith(typed))
			.map((key) => `${before}${negation}${key}:`);
	}
	const key = keys.find((known) => known === typed.slice(0, colon));
	if (key === undefined) return [];
	const start = Math.max(colon, typed.lastIndexOf(',')) + 1;
	const part = typed.slice(start);
	const values = Object.hasOwn(queryValues, key)
		? queryValues[key as keyof typeof queryValues].filter((value) => value.startsWith(part) && value !== part)
		: seenLike(seen(key), part);
	return values.map((value) => `${before}${negation}${typed.slice(0, start)}${value}`);
}

/** Those that begin with what was typed, then those that have it inside; after `=` as a whole. */
function seenLike(seen: readonly string[], part: string): string[] {
	const whole = part.startsWith('=') ? '=' : '';
	const wanted = part.slice(whole.length);
	const places = seen
		.map((value) => ({ value, at: value.toLowerCase().indexOf(wanted) }))
		.filter(({ value, at }) => at >= 0 && value.length <= LONGEST_SEEN && value.toLowerCase() !== wanted);
	return [...places.filter(({ at }) => at === 0), ...places.filter(({ at }) => at > 0)]
		.slice(0, MOST_SEEN)
		.map(({ value }) => valueText(`${whole}${value}`));
}
