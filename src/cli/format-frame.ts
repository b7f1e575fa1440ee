import type { Place } from '../analyser/verdict.ts';

/** Wider lines are cut around the place: a minified script is one line of megabytes. */
const WIDTH = 100;
/** Lines shown before the place. */
const BEFORE = 2;

/** The lines around a place with a caret line under it; `paint` colours the carets. */
export function codeFrame(lines: readonly string[], place: Place, paint: (text: string) => string): string {
	const gutter = String(place.line).length;
	const source = lines[place.line - 1] ?? '';
	const end = place.endLine === place.line ? place.endColumn : source.length;
	const from = source.length <= WIDTH ? 0 : Math.max(0, place.column - WIDTH / 4);
	// Around a line that is shown in part, the lines before would not line up with it.
	const first = from > 0 ? place.line : Math.max(1, place.line - BEFORE);
	const frame: string[] = [];
	for (let number = first; number <= place.line; number++) {
		frame.push(`  ${String(number).padStart(gutter)} | ${cut(lines[number - 1] ?? '', from)}`.trimEnd());
	}
	const lead = from > 0 ? 1 : 0;
	const shown = Math.min(end, from + WIDTH) - place.column;
	const indent = source.slice(from, place.column).replace(/[^\t]/g, ' ');
	frame.push(
		`  ${' '.repeat(gutter)} | ${' '.repeat(lead)}${indent}${paint('^'.repeat(Math.max(1, shown)))}`,
	);
	return frame.join('\n');
}

function cut(line: string, from: number): string {
	const text = line.slice(from, from + WIDTH);
	return `${from > 0 && text !== '' ? '…' : ''}${text}${line.length > from + WIDTH ? '…' : ''}`;
}
