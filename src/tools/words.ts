/** Values in words, for a transcript: of objects their own data alone, since all else may answer with page code. */
import { prototypeOf, readerOf } from './sink-parts.ts';
import { apply, dataOf, describeBytes, isArray, list, mapForEach, slice, stringify } from './toolbox.ts';

/** Longest value that is told, and how much of an object. */
export const LONGEST = 10_000;
const DEEPEST = 8;
const MOST_ENTRIES = 50;
const MOST_VALUES = 500;
/** Of a list, whose keys an engine would all put into words first. */
const MOST_INDEXES = 1_000;

export const UNKNOWN = '[object]';

/** Values that may still be told of the one that is put into words. */
let room = 0;

/** A text as it is, anything else much as a console shows it. */
export function words(value: unknown): string {
	room = MOST_VALUES;
	return apply(slice, textIn(value) ?? told(value, 0), [0, LONGEST]) as string;
}

/**
 * What a sink that takes a text is given. An object that the browser asks for its text is not looked at: the page could
 * notice, and may answer something else each time.
 */
export const textWords = (value: unknown): string =>
	typeof value === 'object' && value !== null
		? (apply(slice, textIn(value) ?? UNKNOWN, [0, LONGEST]) as string)
		: words(value);

const addressOf = readerOf('URL', 'href');
const requestedBy = readerOf('Request', 'url');

/** Kinds of objects that are texts, and the method that tells it: it throws on what is none of its kind. */
const TEXTS: [string, string][] = list(
	['TrustedHTML', 'toString'],
	['TrustedScript', 'toString'],
	['TrustedScriptURL', 'toString'],
	['URLSearchParams', 'toString'],
	['String', 'valueOf'],
) as never;

/** The text that a value is: as such, as an address, or as a policy of the page has let it through (Trusted Types). */
function textIn(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	if (typeof value !== 'object' || value === null || isArray(value)) return undefined;
	const address = addressOf(value) ?? requestedBy(value);
	if (typeof address === 'string') return address;
	for (let i = 0; i < TEXTS.length; i++) {
		const [name, method] = TEXTS[i] as (typeof TEXTS)[number];
		try {
			const prototype = prototypeOf(name);
			const text = prototype && apply(dataOf(prototype, method) as () => unknown, value, []);
			if (typeof text === 'string') return text;
		} catch {
			// It is none of these.
		}
	}
	return undefined;
}

/** An error's message, by its own data: what is thrown may be anything. */
export function errorWords(error: unknown): string {
	if (typeof error !== 'object' || error === null) return words(error);
	const message = dataOf(error, 'message');
	return typeof message === 'string' ? words(message) : 'An object without a message of its own.';
}

function told(value: unknown, depth: number): string {
	if (--room < 0) return '…';
	switch (typeof value) {
		case 'string':
			return stringify(apply(slice, value, [0, LONGEST]));
		case 'object':
			return value === null ? 'null' : objectWords(value, depth);
		case 'function':
			return '[function]';
		case 'symbol':
			return 'symbol';
		case 'bigint':
			return `${value}n`;
		default:
			return `${value}`;
	}
}

function objectWords(value: object, depth: number): string {
	if (depth >= DEEPEST) return '…';
	for (let i = 0; i < FORMS.length; i++) {
		try {
			return (FORMS[i] as (typeof FORMS)[number])(value, depth);
		} catch {
			// It is none of these.
		}
	}
	return UNKNOWN;
}

/** Kinds of objects in words; each throws on what is none of its kind. */
const FORMS: ((value: object, depth: number) => string)[] = list(
	(value) => {
		const { name, length } = describeBytes(value);
		return `${name}(${length})`;
	},
	mapWords,
	ownWords,
) as never;

function mapWords(value: object, depth: number): string {
	let inside = '';
	let count = 0;
	const add = (item: unknown, key: unknown): void => {
		if (count++ >= MOST_ENTRIES || inside.length > LONGEST) return;
		inside += `${inside && ', '}${told(key, depth + 1)} => ${told(item, depth + 1)}`;
	};
	apply(mapForEach, value, [add]);
	return `Map {${inside}${count > MOST_ENTRIES ? ', …' : ''}}`;
}

function ownWords(value: object, depth: number): string {
	const isList = isArray(value);
	let inside = '';
	let count = 0;
	/** Whether there is room for more. */
	const add = (key: string): boolean => {
		const item = dataOf(value, key);
		if (typeof item === 'undefined') return true;
		if (count++ >= MOST_ENTRIES || inside.length > LONGEST) return false;
		inside += `${inside && ', '}${isList ? '' : `${key}: `}${told(item, depth + 1)}`;
		return true;
	};
	if (isList) for (let i = 0; i < value.length && i < MOST_INDEXES && add(`${i}`); i++);
	else for (const key in value) if (!add(key)) break;
	if (count > MOST_ENTRIES) inside += ', …';
	if (isList) return `[${inside}]`;
	// Dates, nodes and the like keep all that they are where only their own methods see it.
	return inside ? `{ ${inside} }` : UNKNOWN;
}
