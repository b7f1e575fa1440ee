/** ms between two drawings while there is always something new: more often, nobody could follow a flood anyway. */
const SPACE_MS = 40;
/** Drawing gets at most one part in so many of the time, as long as it is not put off for too long by that. */
const SHARE = 4;
const LONGEST_MS = 250;
/** Frames are not drawn in a hidden panel, but it must keep up. */
const HIDDEN_MS = 100;

/**
 * Runs functions before the browser next draws, the first at once, further ones with some space for everything else:
 * the more, the longer it took until the browser had drawn.
 */
export function frameClock(): (run: () => void) => void {
	let last = Number.NEGATIVE_INFINITY;
	let space = SPACE_MS;
	let waiting: (() => void)[] = [];
	const draw = (): void => {
		last = performance.now();
		const runs = waiting;
		waiting = [];
		for (const run of runs) run();
		// What was asked for is laid out and painted in the same turn.
		setTimeout(() => {
			const took = performance.now() - last;
			space = Math.min(Math.max(took * SHARE, SPACE_MS), LONGEST_MS);
		});
	};
	// Who is hidden after asking for a frame does not get it.
	document.addEventListener('visibilitychange', () => {
		if (waiting.length > 0 && document.visibilityState !== 'visible') setTimeout(draw, HIDDEN_MS);
	});
	return (run) => {
		if (waiting.push(run) > 1) return;
		const left = last + space - performance.now();
		if (document.visibilityState !== 'visible') setTimeout(draw, HIDDEN_MS);
		else if (left > 0) setTimeout(() => requestAnimationFrame(draw), left);
		else requestAnimationFrame(draw);
	};
}
