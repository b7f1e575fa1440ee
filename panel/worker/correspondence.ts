/**
 * Where two texts that differ in nothing but white space correspond: stretches that are the same in both, as triples of
 * start in the first, start in the second, length, in order. Offsets are UTF-16 units.
 */
export type Correspondence = Int32Array;

const SPACE = /\s/;
const isSpace = (text: string, at: number): boolean => {
	const code = text.charCodeAt(at);
	if (code === 32 || (code >= 9 && code <= 13)) return true;
	return code > 127 && SPACE.test(text.charAt(at));
};

/** The correspondence of two texts; undefined where they differ in more than white space. */
export function correspondence(first: string, second: string): Correspondence | undefined {
	const runs: number[] = [];
	let a = 0;
	let b = 0;
	for (;;) {
		while (a < first.length && isSpace(first, a)) a++;
		while (b < second.length && isSpace(second, b)) b++;
		if (a === first.length || b === second.length) break;
		const [from, to] = [a, b];
		// White space that both have is part of the stretch, up to its last other character.
		let end = a;
		while (a < first.length && first.charCodeAt(a) === second.charCodeAt(b)) {
			a++;
			if (!isSpace(first, a - 1)) end = a;
			b++;
		}
		if (end === from) return undefined;
		runs.push(from, to, end - from);
		b -= a - end;
		a = end;
	}
	return a === first.length && b === second.length ? Int32Array.from(runs) : undefined;
}

/**
 * The offset in the second text of an offset in the first, or the other way with `back`. Total and monotone: what stands
 * in white space that the other text does not have goes to the end of the stretch before it.
 */
export function corresponding(runs: Correspondence, offset: number, back = false): number {
	const [from, to] = back ? [1, 0] : [0, 1];
	let low = 0;
	let high = runs.length / 3 - 1;
	if (high < 0 || offset < (runs[from] as number)) return runs[to] ?? 0;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((runs[middle * 3 + from] as number) <= offset) low = middle;
		else high = middle - 1;
	}
	const at = low * 3;
	const into = Math.min(offset - (runs[at + from] as number), runs[at + 2] as number);
	return (runs[at + to] as number) + into;
}
