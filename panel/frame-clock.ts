/** ms between two drawings while there is always something new: more often, nobody could follow a flood anyway. */
const SPACE_MS = 40;
/** ms between two that a person waits for: the browser shows no more of them. */
const FRAME_MS = 16;
/** Drawing gets at most one part in so many of the time, as long as it is not put off for too long by that. */
const SHARE = 4;
const LONGEST_MS = 250;
/** Nobody sees a hidden panel, but it must keep up. */
const HIDDEN_MS = 100;

const isHidden = (): boolean => document.visibilityState !== 'visible';

/**
 * Runs functions that change what is drawn, each once, with some space for everything else between: the more, the longer
 * it took until the browser had drawn. Nothing is kept waiting that a person waits for (`isAwaited`), nor the first: that
 * is to be in the first frame that is drawn. Changes are made before the frame that shows them and not in it, so that
 * making them and laying them out are two short tasks instead of a long one.
 */
export function frameClock(): (run: () => void, isAwaited?: boolean) => void {
	let last = Number.NEGATIVE_INFINITY;
	let space = SPACE_MS;
	let waiting = new Set<() => void>();
	let timer: ReturnType<typeof setTimeout> | undefined;
	/** When the timer is due. */
	let due = Number.POSITIVE_INFINITY;
	const draw = (): void => {
		const isFirst = last === Number.NEGATIVE_INFINITY;
		timer = undefined;
		due = Number.POSITIVE_INFINITY;
		last = performance.now();
		const runs = waiting;
		waiting = new Set();
		for (const run of runs) run();
		if (!isFirst && !isHidden()) measure();
	};
	/** Sees how long the changes take, then how long they take to be laid out and painted. */
	const measure = (): void => {
		const began = last;
		// What is drawn by views comes after what has them drawn, in the same turn.
		queueMicrotask(() => {
			const made = performance.now() - began;
			requestAnimationFrame(() => {
				const frame = performance.now();
				setTimeout(() => {
					const took = made + performance.now() - frame;
					space = Math.min(Math.max(took * SHARE, SPACE_MS), LONGEST_MS);
				});
			});
		});
	};
	return (run, isAwaited = false) => {
		waiting.add(run);
		if (!isHidden() && last === Number.NEGATIVE_INFINITY) {
			if (due > 0) queueMicrotask(draw);
			due = 0;
			return;
		}
		const now = performance.now();
		const at = isHidden() ? now + HIDDEN_MS : Math.max(now, last + (isAwaited ? FRAME_MS : space));
		if (at >= due) return;
		clearTimeout(timer);
		due = at;
		timer = setTimeout(draw, at - now);
	};
}
