import type { ActsWorld } from '../acts-door.ts';

/**
 * Has this document recorded from its first script on: registered while a panel is open, it comes sooner than the panel's
 * call. Where the panel is another tab's, the background's answer ends it.
 */
(globalThis as unknown as { earshotRelay?: ActsWorld }).earshotRelay?.watch?.();
