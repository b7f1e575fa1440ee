import type { Place, Verdict } from './verdict.ts';

/** A position in a text: 1-based line, 0-based column in UTF-16 units. */
export interface Position {
	line: number;
	column: number;
}

/** Places looked at where a text stands in a script again and again. */
const MOST_PLACES = 20;

/**
 * Offsets of a function's own text in its script, those nearest to `near` (the place of registration) first: it may also
 * stand in a string or a comment. None where the script does not have it (bound, generated or changed since).
 */
export function occurrences(script: string, source: string, near?: Position): number[] {
	if (source === '') return [];
	const wanted = near ? (lineStarts(script)[near.line - 1] ?? 0) + near.column : 0;
	const found: number[] = [];
	for (let at = script.indexOf(source); at >= 0; at = script.indexOf(source, at + 1)) found.push(at);
	return found.toSorted((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted)).slice(0, MOST_PLACES);
}

/**
 * A verdict on a script, told in positions of the function's own text, which starts at `start` in the script. Places
 * outside of the function (a helper, a constant) keep their text and stand on line 0, which no text has.
 */
export function relocate(verdict: Verdict, start: Position, source: string): Verdict {
	const lines = source.split('\n');
	const indent = lines.length === 1 ? start.column : 0;
	const end = { line: start.line + lines.length - 1, column: indent + (lines.at(-1)?.length ?? 0) };
	const move = (place: Place): Place => {
		const placeEnd = { line: place.endLine, column: place.endColumn };
		if (isBefore(place, start) || isBefore(end, placeEnd)) return { ...place, line: 0, endLine: 0 };
		const shift = (line: number, column: number): number =>
			line === start.line ? column - start.column : column;
		return {
			...place,
			line: place.line - start.line + 1,
			column: shift(place.line, place.column),
			endLine: place.endLine - start.line + 1,
			endColumn: shift(place.endLine, place.endColumn),
		};
	};
	return {
		...verdict,
		place: move(verdict.place),
		reasons: verdict.reasons.map((reason) =>
			reason.place ? { ...reason, place: move(reason.place) } : reason,
		),
		sinks: verdict.sinks.map((sink) => ({ ...sink, place: move(sink.place), path: sink.path.map(move) })),
	};
}

const isBefore = (one: Position, other: Position): boolean =>
	one.line < other.line || (one.line === other.line && one.column < other.column);

/** Offset of a position; undefined outside of the text. */
export function offsetOf(text: string, { line, column }: Position): number | undefined {
	const start = lineStarts(text)[line - 1];
	const offset = start === undefined ? undefined : start + column;
	return offset !== undefined && offset <= text.length ? offset : undefined;
}

/** Position of an offset. */
export function positionAt(text: string, offset: number): Position {
	return positionOf(lineStarts(text), offset);
}

function lineStarts(text: string): number[] {
	const starts = [0];
	for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
	return starts;
}

function positionOf(starts: number[], offset: number): Position {
	let low = 0;
	let high = starts.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((starts[middle] ?? 0) <= offset) low = middle;
		else high = middle - 1;
	}
	return { line: low + 1, column: offset - (starts[low] ?? 0) };
}
