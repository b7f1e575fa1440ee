import type { Position } from '../../../../src/analyser/locate.ts';
import type { Stretch } from '../../../../src/analyser/source-map.ts';

/** Offsets at which the lines of a text start; the text breaks lines by line feeds alone. */
export function lineStarts(text: string): number[] {
	const starts = [0];
	for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
	return starts;
}

/** Offset of a position, within the text; undefined where the text has no such line. */
export function offsetOf(starts: readonly number[], length: number, at: Position): number | undefined {
	const start = starts[at.line - 1];
	if (start === undefined) return undefined;
	return Math.min(start + Math.max(0, at.column), (starts[at.line] ?? length + 1) - 1);
}

/** The position at an offset: 1-based line, 0-based column. */
export function positionOf(starts: readonly number[], offset: number): Position {
	let low = 0;
	let high = starts.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((starts[middle] ?? 0) <= offset) low = middle;
		else high = middle - 1;
	}
	return { line: low + 1, column: offset - (starts[low] ?? 0) };
}

/** Offsets of a stretch; undefined where it does not lie in the text. */
export function rangeOf(
	starts: readonly number[],
	length: number,
	{ line, column, endLine, endColumn }: Stretch,
): [from: number, to: number] | undefined {
	const from = offsetOf(starts, length, { line, column });
	if (from === undefined) return undefined;
	const to = offsetOf(starts, length, { line: endLine, column: endColumn });
	return [from, Math.max(from, to ?? from)];
}
