import type { PanelHandle } from '../browsers/panel-handle.ts';
import { pause } from '../browsers/poll.ts';

const QUIET_MS = 800;
const PATIENCE_MS = 15_000;

/** Runs in the panel: what would change if something more came in or were being worked on. */
function state(): string {
	const counts = [...document.querySelectorAll('[aria-rowcount]')].map((grid) =>
		grid.getAttribute('aria-rowcount'),
	);
	const texts = [...document.querySelectorAll('[role="status"], [role="tab"], [role="gridcell"]')].map(
		(each) => each.textContent,
	);
	return JSON.stringify([counts, texts]);
}

/** Resolves when the panel has shown the same for a while, or after some seconds on a page that never rests. */
export async function settled(panel: PanelHandle): Promise<void> {
	const end = Date.now() + PATIENCE_MS;
	let last = '';
	let since = Date.now();
	while (Date.now() < end && Date.now() - since < QUIET_MS) {
		const now = await panel.evaluate(state);
		if (now !== last) since = Date.now();
		last = now;
		await pause(100);
	}
}
