import { tokenizer } from 'acorn';

/** Classes of errors that the structured clone algorithm keeps. */
export const ERRORS: ReadonlySet<string> = new Set([
	'Error',
	'EvalError',
	'RangeError',
	'ReferenceError',
	'SyntaxError',
	'TypeError',
	'URIError',
]);

/** Whether an object's key needs no quotes. */
export function isPlainKey(key: string): boolean {
	return /^[A-Za-z_$][\w$]*$/.test(key) && key !== '__proto__';
}

/** Whether a text is one regular expression literal, whole. */
export function isRegExp(text: string): boolean {
	try {
		const tokens = [...tokenizer(text, { ecmaVersion: 'latest' })];
		return tokens.length === 1 && tokens[0]?.type.label === 'regexp' && tokens[0].end === text.length;
	} catch {
		return false;
	}
}
