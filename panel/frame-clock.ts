/** ms between two drawings while there is always something new: more often, nobody could follow a flood anyway. */
const SPACE_MS = 40;
/** Frames are not drawn in a hidden panel, but it must keep up. */
const HIDDEN_MS = 100;

/** Runs functions before the browser next draws, the first at once, further ones with some space for everything else. */
export function frameClock(): (run: () => void) => void {
	let last = Number.NEGATIVE_INFINITY;
	let waiting: (() => void)[] = [];
	const draw = (): void => {
		last = performance.now();
		const runs = waiting;
		waiting = [];
		for (const run of runs) run();
	};
	// Who is hidden after asking for a frame does not get it.
	document.addEventListener('visibilitychange', () => {
		if (waiting.length > 0 && document.visibilityState !== 'visible') setTimeout(draw, HIDDEN_MS);
	});
	return (run) => {
		if (waiting.push(run) > 1) return;
		const space = last + SPACE_MS - performance.now();
		if (document.visibilityState !== 'visible') setTimeout(draw, HIDDEN_MS);
		else if (space > 0) setTimeout(() => requestAnimationFrame(draw), space);
		else requestAnimationFrame(draw);
	};
}
