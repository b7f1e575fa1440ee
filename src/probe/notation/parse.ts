import { parse } from 'acorn';
import type { Value } from '../../protocol/value.ts';
import { readValue } from './read.ts';
import { NotationError } from './reader.ts';

export type ParsedValue =
	| { ok: true; value: Value }
	/** `line` and `column` are 1-based; the column counts UTF-16 units. */
	| { ok: false; message: string; line: number; column: number };

const BEFORE = '(';
/** On a line of its own: the text may end with a comment. */
const AFTER = '\n)';

/**
 * Reads the text that `printValue` writes, JSON included. The text is parsed as a JavaScript expression and its tree
 * is read by a list of what may stand in it; nothing is evaluated.
 */
export function parseValue(text: string): ParsedValue {
	try {
		const { body } = parse(BEFORE + text + AFTER, { ecmaVersion: 'latest', sourceType: 'module' });
		const [only] = body;
		if (body.length !== 1 || only?.type !== 'ExpressionStatement')
			throw new NotationError('One value is expected', body[1]?.start ?? 0);
		return { ok: true, value: readValue(only.expression) };
	} catch (error) {
		const known = problemOf(error);
		if (!known) throw error;
		return { ok: false, message: known.message, ...placeOf(text, known.at - BEFORE.length) };
	}
}

function problemOf(error: unknown): { message: string; at: number } | undefined {
	if (error instanceof NotationError) return error;
	if (error instanceof SyntaxError && 'pos' in error && typeof error.pos === 'number')
		return { message: error.message.replace(/ \(\d+:\d+\)$/, ''), at: error.pos };
	// Firefox has a class of its own for too deep a recursion.
	const isTooDeep = error instanceof RangeError || (error instanceof Error && error.name === 'InternalError');
	return isTooDeep ? { message: 'Nested too deeply', at: 0 } : undefined;
}

function placeOf(text: string, at: number): { line: number; column: number } {
	const before = text.slice(0, Math.max(at, 0)).split(/\r\n|[\n\r\u2028\u2029]/);
	return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
