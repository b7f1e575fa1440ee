import type { ParsedUrl } from './origin.ts';

/** A value that is not known. */
export const UNKNOWN: unique symbol = Symbol('unknown');

export interface ConcreteRegex {
	kind: 'regex';
	source: string;
	flags: string;
	lastIndex: number;
}

export interface ConcreteUrl {
	kind: 'url';
	url: Readonly<ParsedUrl>;
}

/** Something whose inside is not known: stands for whatever the trusted side put there. */
export interface ConcreteOpaque {
	kind: 'opaque';
	/** The text it has when it is used as one. */
	text: string;
}

/** Values that predicates are evaluated with. Objects have no prototype. */
export type Concrete =
	| string
	| number
	| boolean
	| bigint
	| null
	| undefined
	| typeof UNKNOWN
	| Concrete[]
	| ConcreteRegex
	| ConcreteUrl
	| ConcreteOpaque
	| { kind: 'set'; items: Concrete[] }
	| { kind: 'map'; entries: [Concrete, Concrete][] }
	| { kind: 'object'; props: Map<string, Concrete>; open: boolean }
	| { kind: 'function' };

/** Longest text and list that are built; what would be larger is unknown. */
export const LONGEST_TEXT = 10_000;
export const LONGEST_LIST = 1000;

/** Raised where the real code would throw. */
export class WouldThrow {
	/** No error of the language: thousands are thrown, and none needs a stack. */
	readonly why: string;
	constructor(why: string) {
		this.why = why;
	}
}

/** Text of a value as string concatenation has it; UNKNOWN when it depends on unknown parts. */
export function toText(value: Concrete): string | typeof UNKNOWN {
	if (value === UNKNOWN) return UNKNOWN;
	if (Array.isArray(value)) {
		const parts = value.map((one) => (one === null || one === undefined ? '' : toText(one)));
		return joined(parts, ',');
	}
	if (typeof value === 'object' && value !== null) {
		if (value.kind === 'opaque') return value.text;
		if (value.kind === 'url') return value.url.href;
		if (value.kind === 'regex') return `/${value.source}/${value.flags}`;
		if (value.kind === 'object') return '[object Object]';
		return UNKNOWN;
	}
	return String(value);
}

/** Texts put together; UNKNOWN when one is, or when the result would be too long. */
export function joined(parts: readonly (string | typeof UNKNOWN)[], glue: string): string | typeof UNKNOWN {
	let length = 0;
	const texts: string[] = [];
	for (const one of parts) {
		if (one === UNKNOWN) return UNKNOWN;
		length += one.length + glue.length;
		if (length > LONGEST_TEXT + glue.length) return UNKNOWN;
		texts.push(one);
	}
	return texts.join(glue);
}

/** Truthiness; UNKNOWN stays unknown. */
export function toBoolean(value: Concrete): boolean | typeof UNKNOWN {
	if (value === UNKNOWN) return UNKNOWN;
	if (typeof value === 'object' && value !== null) return true;
	return Boolean(value);
}

/** Number of a value; NaN where it has none. */
export function toNumber(value: Concrete): number | typeof UNKNOWN {
	if (value === UNKNOWN) return UNKNOWN;
	if (typeof value === 'bigint') return Number(value);
	if (value === undefined) return Number.NaN;
	if (value === null) return 0;
	const text = typeof value === 'object' ? toText(value) : value;
	return text === UNKNOWN ? UNKNOWN : Number(text);
}

/** Whether a value is a regular expression. */
export function isRegex(value: Concrete): value is ConcreteRegex {
	return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'regex';
}
