export interface Position {
	/** From 1. */
	line: number;
	/** From 0, in UTF-16 units. */
	column: number;
}

/** Where the lines of a text begin; they end as scripts have it, not only by a line feed. */
export function lineStarts(text: string): number[] {
	const ends = text.matchAll(/\r\n?|[\n\u2028\u2029]/g);
	return [0, ...Array.from(ends, ({ index, 0: end }) => index + end.length)];
}

/** Past the end of all offsets where there is no such line. */
export function offsetOf(starts: readonly number[], { line, column }: Position): number {
	return (starts[line - 1] ?? Number.POSITIVE_INFINITY) + column;
}

export function positionOf(starts: readonly number[], offset: number): Position {
	const line = starts.findLastIndex((start) => start <= offset) + 1;
	return { line, column: offset - (starts[line - 1] ?? 0) };
}
