/**
 * Characters that nobody sees or that turn others round, but for those that joined letters and emoji are made of (U+200C,
 * U+200D), tabs and ends of lines (Unicode, general categories Cc and Cf). With them a page's text could be read as another
 * one than it is.
 */
const UNSEEN = /(?![\t\n\r\u200c\u200d])[\p{Cc}\p{Cf}]/gu;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const QUOTED = /"(?:[^"\\]|\\.)*"?/g;

/** A text of the page as it can be shown: what would not be seen is written out, as `\u202e`. */
export function visible(text: string): string {
	return text.replace(UNSEEN, (unseen) => {
		const code = (unseen.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
		return code.length > 4 ? `\\u{${code}}` : `\\u${code}`;
	});
}

/** The same of one line of data: a string from right to left turns nothing round beyond its quotation marks. */
export function visibleLine(text: string): string {
	const seen = visible(text);
	if (!RIGHT_TO_LEFT.test(seen)) return seen;
	return seen.replace(QUOTED, (quoted) => (RIGHT_TO_LEFT.test(quoted) ? `\u2066${quoted}\u2069` : quoted));
}
