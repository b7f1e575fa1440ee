type Compare = (a: number, b: number) => number;

/** Numbers sorted at once, and numbers merged between two turns. */
const RUN = 512;
const TURN = 4_096;

/** A sorted list and an unsorted one as one sorted list, made in turns that each take about a millisecond. */
export function* sortedInTurns(
	sorted: readonly number[],
	unsorted: readonly number[],
	compare: Compare,
): Generator<void, number[]> {
	let runs: number[][] = [];
	for (let at = 0; at < unsorted.length; at += RUN) {
		runs.push(unsorted.slice(at, at + RUN).sort(compare));
		if (at % TURN === 0) yield;
	}
	while (runs.length > 1) {
		const wider: number[][] = [];
		for (let i = 0; i < runs.length; i += 2) {
			wider.push(yield* merged(runs[i] ?? [], runs[i + 1] ?? [], compare));
		}
		runs = wider;
	}
	return yield* merged(sorted, runs[0] ?? [], compare);
}

function* merged(
	left: readonly number[],
	right: readonly number[],
	compare: Compare,
): Generator<void, number[]> {
	const out: number[] = [];
	let l = 0;
	let r = 0;
	while (l < left.length || r < right.length) {
		const a = left[l];
		const b = right[r];
		if (b === undefined || (a !== undefined && compare(a, b) <= 0)) {
			out.push(a as number);
			l++;
		} else {
			out.push(b);
			r++;
		}
		if (out.length % TURN === 0) yield;
	}
	return out;
}
