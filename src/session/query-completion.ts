import { queryValues } from './query.ts';
import { queryKeys } from './query-syntax.ts';

/** Texts that a filter can be continued to: keys for the last word, or values of the key it begins with. */
export function completionsOf(filter: string): string[] {
	const word = /\S*$/.exec(filter)?.[0] ?? '';
	if (word === '' || word.includes('"')) return [];
	const before = filter.slice(0, filter.length - word.length);
	const negation = word.startsWith('-') ? '-' : '';
	const typed = word.slice(negation.length).toLowerCase();
	const colon = typed.indexOf(':');
	if (colon < 0) {
		return queryKeys
			.filter((key) => typed !== '' && key.startsWith(typed))
			.map((key) => `${before}${negation}${key}:`);
	}
	const key = typed.slice(0, colon);
	const values = Object.hasOwn(queryValues, key) ? queryValues[key as keyof typeof queryValues] : [];
	const comma = typed.lastIndexOf(',');
	const start = Math.max(colon, comma) + 1;
	const part = typed.slice(start);
	return values
		.filter((value) => value.startsWith(part) && value !== part)
		.map((value) => `${before}${negation}${typed.slice(0, start)}${value}`);
}
