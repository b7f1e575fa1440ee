/** Position of the first of a socket's frames whose row is not below `row`; frames are in the order of their rows. */
export function positionFrom(frames: readonly number[], row: number): number {
	let low = 0;
	let high = frames.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((frames[middle] as number) < row) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Position of a row among a socket's frames, -1 when it is none of them. */
export function positionOf(frames: readonly number[], row: number): number {
	const position = positionFrom(frames, row);
	return frames[position] === row ? position : -1;
}
