import type { Mode } from '../../protocol/recording.ts';
import type { ActsWorld } from '../acts-door.ts';

/**
 * Tells the relay of this document what a person chose for it. Scripts that the background registers run after those of
 * the manifest and before the page's first script, so the hook can still give back everything as if it had never been.
 */
export function keepTo(mode: Mode): void {
	(globalThis as unknown as { earshotRelay?: ActsWorld }).earshotRelay?.keepTo?.(mode);
}
