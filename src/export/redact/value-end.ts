/** Where the value that starts at `at` in a text ends, and how it is quoted: backslashes and quote, or nothing. */
export interface Span {
	/** First character of the value proper, behind its quote. */
	from: number;
	/** Behind its last character, before its closing quote. */
	to: number;
	quote: string;
}

const OPEN = /(\\*)(["'`])/y;
/** A quote that ends the text around the name, since no value begins like this. */
const CLOSE = /\\*["'`]\s*(?:[,:}\])]|$)/y;
/** The same in a script, where such a text may be a part of a sum. */
const CLOSE_IN_CODE = /["'`]\s*(?:[,;:?+}\])]|\.\w|$)/y;
/** A value in an address goes on where others end. */
const ADDRESS_END = /[\s"'`<>&\\]|$/g;
const BARE_END = /[\s"'&,;}\])<>|\\]|$/g;
/** Also where the line stands in a JSON string. */
const LINE_END = /[\r\n]|\\+[rn]|\\*"(?=\s*(?:[,}\]:]|$))|$/g;
const SCHEME = /(?:bearer|basic|digest|negotiate|token)(?:\s|%20|\+)+/iy;

/** What kind of text the name of a value stands in: of a header, whose values go to the end of the line. */
export type Notation = 'plain' | 'header' | 'address';

/** Whether a text ends where a value would begin: its name stands at the end of a text in quotes. */
export function isTextEnd(text: string, at: number, isCode: boolean): boolean {
	const close = isCode ? CLOSE_IN_CODE : CLOSE;
	close.lastIndex = at;
	return close.test(text);
}

/** Whether a literal of a script begins there. */
export function isQuoteAt(text: string, at: number): boolean {
	OPEN.lastIndex = at;
	return OPEN.test(text);
}

/** Finds the end of a value in running text, JSON (also inside JSON strings, to any depth), addresses and header lines. */
export function valueSpan(text: string, at: number, notation: Notation): Span {
	if (notation === 'address') {
		ADDRESS_END.lastIndex = at;
		return { from: at, to: ADDRESS_END.exec(text)?.index ?? text.length, quote: '' };
	}
	OPEN.lastIndex = at;
	const open = OPEN.exec(text);
	if (open) {
		const from = OPEN.lastIndex;
		return { from, to: quotedEnd(text, from, open[2] as string, (open[1] as string).length), quote: open[0] };
	}
	const first = text[at];
	if (first === '{' || first === '[') return { from: at, to: bracketsEnd(text, at), quote: '' };
	const end = notation === 'header' ? LINE_END : BARE_END;
	SCHEME.lastIndex = at;
	end.lastIndex = notation === 'plain' && SCHEME.test(text) ? SCHEME.lastIndex : at;
	return { from: at, to: end.exec(text)?.index ?? text.length, quote: '' };
}

/** A quote closes what was opened with as many backslashes before it, or fewer: then an outer text ends. */
function quotedEnd(text: string, from: number, quote: string, depth: number): number {
	let slashes = 0;
	for (let i = from; i < text.length; i++) {
		const char = text[i];
		if (char === '\\') slashes++;
		else {
			if (char === quote && (depth === 0 ? slashes % 2 === 0 : slashes <= depth)) return i - slashes;
			slashes = 0;
		}
	}
	return text.length;
}

/** Behind the bracket that closes the one at `at`; the end of the text where there is none. */
function bracketsEnd(text: string, at: number): number {
	let depth = 0;
	for (let i = at; i < text.length; i++) {
		const char = text[i];
		if (char === '{' || char === '[') depth++;
		else if ((char === '}' || char === ']') && --depth === 0) return i + 1;
		else if (char === '"' && text[i - 1] !== '\\') i = quotedEnd(text, i + 1, '"', 0);
	}
	return text.length;
}
