/** ms between two drawings while there is always something new: more often, nobody could follow a flood anyway. */
const SPACE_MS = 40;
/** Drawing gets at most one part in so many of the time, as long as it is not put off for too long by that. */
const SHARE = 4;
const LONGEST_MS = 250;
/** Frames are not drawn in a hidden panel, but it must keep up. */
const HIDDEN_MS = 100;

/**
 * Runs functions before the browser next draws, each once, with some space for everything else between: the more, the
 * longer it took until the browser had drawn. Nothing is kept waiting that a person waits for (`isAwaited`), nor the
 * first: that is to be in the first frame that is drawn.
 */
export function frameClock(): (run: () => void, isAwaited?: boolean) => void {
	let last = Number.NEGATIVE_INFINITY;
	let space = SPACE_MS;
	let waiting = new Set<() => void>();
	/** Until a frame is asked for. */
	let timer: ReturnType<typeof setTimeout> | undefined;
	let isAskedFor = false;
	const draw = (): void => {
		const isFirst = last === Number.NEGATIVE_INFINITY;
		clearTimeout(timer);
		timer = undefined;
		isAskedFor = false;
		last = performance.now();
		const runs = waiting;
		waiting = new Set();
		for (const run of runs) run();
		if (isFirst) return;
		// What was asked for is laid out and painted in the same turn.
		setTimeout(() => {
			const took = performance.now() - last;
			space = Math.min(Math.max(took * SHARE, SPACE_MS), LONGEST_MS);
		});
	};
	const ask = (by: (draw: () => void) => void): void => {
		clearTimeout(timer);
		isAskedFor = true;
		by(draw);
	};
	// Who is hidden after asking for a frame does not get it.
	document.addEventListener('visibilitychange', () => {
		if (waiting.size > 0 && document.visibilityState !== 'visible') setTimeout(draw, HIDDEN_MS);
	});
	return (run, isAwaited = false) => {
		waiting.add(run);
		if (isAskedFor) return;
		const left = isAwaited ? 0 : last + space - performance.now();
		if (document.visibilityState !== 'visible') timer ??= setTimeout(draw, HIDDEN_MS);
		else if (last === Number.NEGATIVE_INFINITY) ask(queueMicrotask);
		else if (left <= 0) ask(requestAnimationFrame);
		else timer ??= setTimeout(() => ask(requestAnimationFrame), left);
	};
}
