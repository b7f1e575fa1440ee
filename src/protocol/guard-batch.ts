import { attempt, type Tally } from './checks.ts';
import type { HookEvent } from './event.ts';
import { savedChecks } from './guard.ts';

/** Whether only a relay may say this: the isolated world's sight, and what was lost on the way. */
const isRelays = (event: HookEvent): boolean =>
	event.kind === 'message-seen' ||
	event.kind === 'seen-from' ||
	(event.kind === 'dropped' && event.where === 'relay');

/** Whose words are checked; `either`: a saved session's. */
export type Speaker = 'page' | 'relay' | 'either';

/**
 * Parses a batch of JSON and lets nothing through that is not a declared event, nor, from the page's world, what only a
 * relay may say: an event at a time, undefined for each that is refused, once for a batch that is no list. Never throws.
 */
export function* guardedEvents(
	batch: string,
	by: Speaker,
	tally: Tally,
): Generator<HookEvent | undefined, void> {
	let list: unknown;
	try {
		list = JSON.parse(batch);
	} catch {
		list = undefined;
	}
	if (!Array.isArray(list)) {
		yield undefined;
		return;
	}
	for (const item of list) {
		const checked = attempt(savedChecks.event, item, tally);
		yield checked && (by === 'either' || isRelays(checked) === (by === 'relay')) ? checked : undefined;
	}
}
