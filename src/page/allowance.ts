import { now } from './natives.ts';

/** So often a millisecond. */
const PACE = 0.2;

/**
 * A token bucket: says yes `burst` times at once, and then at a fixed pace. For what is done of each event as long as they
 * do not come in a flood.
 */
export function allowance(burst = 500): () => boolean {
	let left = burst;
	let spentAt = 0;
	return () => {
		if (left < 1) {
			const earned = (now() - spentAt) * PACE;
			if (earned < 1) return false;
			left = earned < burst ? earned : burst;
		}
		if (--left < 1) spentAt = now();
		return true;
	};
}
