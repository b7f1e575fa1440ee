/** Keys that a filter knows; `name:value` with another name is free text, as in `https://…`. */
export const queryKeys = [
	'kind',
	'dir',
	'origin',
	'from',
	'to',
	'with',
	'frame',
	'verdict',
	'size',
	'socket',
	'listener',
	'type',
	'path',
	'is',
	'has',
] as const;
export type QueryKey = (typeof queryKeys)[number];

export interface Term {
	negated: boolean;
	/** Absent for free text. */
	key?: QueryKey;
	/** As it was written, without its quotes. */
	value: string;
	/** Its alternatives: parts between commas outside of quotes. */
	values: string[];
	/** The value was written between slashes. */
	regex?: RegExp;
	/** Where the value starts in the filter text. */
	at: number;
}

/** What is wrong with a filter, where (UTF-16 index), and the text it is about. */
export interface QueryError {
	code: 'bad-regex' | 'bad-size' | 'bad-path' | 'unknown-value' | 'empty-value' | 'open-quote';
	at: number;
	detail: string;
}

export class QueryProblem extends Error {
	readonly error: QueryError;
	constructor(error: QueryError) {
		super(error.code);
		this.error = error;
	}
}

export function fail(code: QueryError['code'], at: number, detail: string): never {
	throw new QueryProblem({ code, at, detail });
}

const SPACE = /\s/;

/** Splits a filter into its terms; throws a QueryProblem. */
export function parseTerms(text: string): Term[] {
	const terms: Term[] = [];
	let at = 0;
	while (at < text.length) {
		if (SPACE.test(text[at] as string)) {
			at++;
			continue;
		}
		const negated = text[at] === '-' && at + 1 < text.length && !SPACE.test(text[at + 1] as string);
		if (negated) at++;
		const key = keyAt(text, at);
		// `size>10k` reads better than `size:>10k`: the sign takes the colon's place.
		if (key !== undefined) at += key.length + (text[at + key.length] === ':' ? 1 : 0);
		const start = at;
		const read = readValue(text, at, key);
		at = read.end;
		if (key !== undefined && read.values.every((value) => value === '') && !read.regex)
			fail('empty-value', start, key);
		terms.push({
			negated,
			...(key === undefined ? {} : { key }),
			value: read.value,
			values: read.values,
			...(read.regex ? { regex: read.regex } : {}),
			at: start,
		});
	}
	return terms;
}

function keyAt(text: string, at: number): QueryKey | undefined {
	const name = /^(?:[a-z]+(?=:)|size(?=[<>=]))/i.exec(text.slice(at, at + 20))?.[0].toLowerCase();
	return queryKeys.find((key) => key === name);
}

interface ReadValue {
	value: string;
	values: string[];
	regex?: RegExp;
	end: number;
}

/** Engines say that it is no regular expression, and repeat it, before they say why. */
const withoutPattern = (message: string): string =>
	message.replace(/^Invalid regular expression: (?:\/.*\/[a-z]*: )?/s, '');

/** A name in a path, which may have spaces and commas in it. */
const NAME_IN_PATH = /\['(?:[^'\\]|\\.)*'\]/y;

function readValue(text: string, at: number, key: QueryKey | undefined): ReadValue {
	// With other letters behind it, it is a path of an address.
	const regex = /^\/((?:[^/\\\n]|\\.)+)\/([dgimsuvy]*)(?=\s|$)/.exec(text.slice(at));
	if (regex) {
		try {
			// Only one match is asked for: g and y would make the answer depend on the row before.
			const flags = (regex[2] ?? '').replace(/[gy]/g, '');
			const made = new RegExp(regex[1] as string, flags);
			return { value: '', values: [''], regex: made, end: at + regex[0].length };
		} catch (error) {
			fail('bad-regex', at, withoutPattern((error as Error).message));
		}
	}
	let end = at;
	const values = [''];
	const add = (part: string): void => {
		values[values.length - 1] += part;
	};
	while (end < text.length && !SPACE.test(text[end] as string)) {
		NAME_IN_PATH.lastIndex = end;
		const name = key === 'path' ? NAME_IN_PATH.exec(text)?.[0] : undefined;
		if (name !== undefined) {
			add(name);
			end += name.length;
		} else if (text[end] === '"') {
			const quoted = readQuoted(text, end);
			add(quoted.value);
			end = quoted.end;
		} else if (text[end] === ',') {
			values.push('');
			end++;
		} else add(text[end++] as string);
	}
	// A comma that nothing follows is one that is being typed.
	const given = values.filter((one) => one !== '');
	return { value: values.join(','), values: given.length > 0 ? given : [''], end };
}

function readQuoted(text: string, at: number): { value: string; end: number } {
	let value = '';
	for (let i = at + 1; i < text.length; i++) {
		if (text[i] === '"') return { value, end: i + 1 };
		if (text[i] === '\\' && (text[i + 1] === '"' || text[i + 1] === '\\')) i++;
		value += text[i];
	}
	return fail('open-quote', at, text.slice(at));
}

/** A filter without the key at its end whose value is still to be typed. */
export function withoutUnfinished(text: string): string {
	const [unfinished, key] = /(?:^|(?<=\s))-?([a-z]+):$/i.exec(text) ?? [];
	const isKnown = queryKeys.some((known) => known === key?.toLowerCase());
	return unfinished !== undefined && isKnown ? text.slice(0, -unfinished.length) : text;
}

/**
 * Whether a text of several lines has one of the wanted parts, in lower case. One after `=` is a line as a whole; a number
 * with its sign is a name, so that #1 does not find #12.
 */
export function saysOne(text: string, wanted: readonly string[]): boolean {
	const where = text.toLowerCase();
	return wanted.some((part) => {
		const whole = part.length > 1 && part.startsWith('=') ? part.slice(1) : /^#\d+$/.test(part) ? part : '';
		return whole ? where === whole || where.split('\n').includes(whole) : where.includes(part);
	});
}

/** A term of a filter as text, with quotes where they are needed; a size has its sign, as in `>=10`. */
export function termText(key: QueryKey, value: string, negated = false): string {
	if (key === 'size') return `${negated ? '-' : ''}size${value}`;
	return `${negated ? '-' : ''}${key}:${valueText(value)}`;
}

/** A value of a key as it is written: between quotes where it would be taken for something else. */
export function valueText(value: string): string {
	const isPlain = /^[^\s",/-][^\s",]*$/.test(value);
	return isPlain ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** A filter with one more term; the same where it has that already, and without its opposite. */
export function withTerm(filter: string, term: string): string {
	const opposite = term.startsWith('-') ? term.slice(1) : `-${term}`;
	const parts = filter.trim();
	const has = (wanted: string): boolean => ` ${parts} `.includes(` ${wanted} `);
	if (has(term)) return parts;
	if (has(opposite)) return ` ${parts} `.replace(` ${opposite} `, () => ` ${term} `).trim();
	return parts === '' ? term : `${parts} ${term}`;
}
