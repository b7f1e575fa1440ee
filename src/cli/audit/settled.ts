import type { PanelHandle } from '../browsers/panel-handle.ts';
import { pause } from '../browsers/poll.ts';

const QUIET_MS = 800;
const PATIENCE_MS = 15_000;
/** Large scripts take the analyser a second a megabyte. */
const VERDICT_PATIENCE_MS = 60_000;

/** Runs in the panel: what would change if something more came in, and whether verdicts are still to come. */
function state(): { shown: string; busy: boolean } {
	const counts = [...document.querySelectorAll('[aria-rowcount]')].map((grid) =>
		grid.getAttribute('aria-rowcount'),
	);
	const texts = [...document.querySelectorAll('[role="status"], [role="tab"], [role="gridcell"]')].map(
		(each) => each.textContent,
	);
	return {
		shown: JSON.stringify([counts, texts]),
		busy: document.querySelector('[role="status"] [data-busy]') !== null,
	};
}

/**
 * Resolves when the panel has shown the same for a while, or after some seconds on a page that never rests; verdicts
 * are waited for longer.
 */
export async function settled(panel: PanelHandle): Promise<void> {
	const start = Date.now();
	let last = '';
	let since = start;
	for (;;) {
		const { shown, busy } = await panel.evaluate(state);
		const now = Date.now();
		if (shown !== last || busy) since = now;
		last = shown;
		const patience = busy ? VERDICT_PATIENCE_MS : PATIENCE_MS;
		if (now - since >= QUIET_MS || now - start >= patience) return;
		await pause(100);
	}
}
