import type { Place } from '../analyser/verdict.ts';
import { visible } from '../session/visible.ts';

/** Wider lines are cut around the place: a minified script is one line of megabytes. */
const WIDTH = 100;
/** Lines shown before the place. */
const BEFORE = 2;

/** The lines around a place with a caret line under it; `paint` colours the carets. */
export function codeFrame(lines: readonly string[], place: Place, paint: (text: string) => string): string {
	const gutter = String(place.line).length;
	const source = lines[place.line - 1] ?? '';
	const end = place.endLine === place.line ? place.endColumn : source.length;
	const from = source.length <= WIDTH ? 0 : whole(source, Math.max(0, place.column - WIDTH / 4));
	// Around a line that is shown in part, the lines before would not line up with it.
	const first = from > 0 ? place.line : Math.max(1, place.line - BEFORE);
	const frame: string[] = [];
	for (let number = first; number <= place.line; number++) {
		frame.push(`  ${String(number).padStart(gutter)} | ${cut(lines[number - 1] ?? '', from)}`.trimEnd());
	}
	const lead = from > 0 ? 1 : 0;
	const marked = source.slice(place.column, Math.min(end, from + WIDTH));
	const carets = paint('^'.repeat(blank(marked).length || 1));
	const indent = blank(source.slice(from, place.column));
	frame.push(`  ${' '.repeat(gutter)} | ${' '.repeat(lead)}${indent}${carets}`);
	return frame.join('\n');
}

/** Characters that take two places of a terminal, and those that take none. */
const WIDE =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60]/u;
const FLAT = /[\p{Mn}\p{Me}\u200c\u200d]/u;

/** As much room as the text takes when shown; tabs stay what they are. */
function blank(text: string): string {
	return Array.from(visible(text), (character) => {
		if (character === '\t') return character;
		return FLAT.test(character) ? '' : WIDE.test(character) ? '  ' : ' ';
	}).join('');
}

/** The place, or that before it where it parts the two halves of a character. */
function whole(text: string, at: number): number {
	return /[\udc00-\udfff]/.test(text[at] ?? '') ? at - 1 : at;
}

function cut(line: string, from: number): string {
	const to = whole(line, from + WIDTH);
	const text = visible(line.slice(from, to));
	return `${from > 0 && text !== '' ? '…' : ''}${text}${line.length > to ? '…' : ''}`;
}
