import type { Tally } from '../../src/protocol/checks.ts';
import type { HookEvent } from '../../src/protocol/event.ts';
import { guardedEvents, type Speaker } from '../../src/protocol/guard-batch.ts';

/** What a batch held once everything undeclared was taken out of it. */
interface Guarded extends Tally {
	events: HookEvent[];
	/** Events refused as a whole; a batch that is no JSON array counts as one. */
	rejected: number;
}

/** All of a batch at once. */
export function guardEvents(batch: string, by: Speaker = 'either'): Guarded {
	const guarded: Guarded = { events: [], rejected: 0, unknownFields: 0, cutTexts: 0 };
	for (const checked of guardedEvents(batch, by, guarded)) {
		if (checked) guarded.events.push(checked);
		else guarded.rejected++;
	}
	return guarded;
}
