import { eventOf } from './event-of.ts';
import { partsIn } from './forwards.ts';
import type { Session } from './session.ts';

/** ms after a message within which a frame with a part of it is taken for what became of it. */
const SOON = 2_000;
/** Frames that are searched for the parts of one message. */
const MOST_FRAMES = 100;

/**
 * Frames that went out soon after a message was heard, with a part of its data in them: what a listener sends when it has
 * waited for something is seen as nobody's. Of each frame the message, the latest where several would do.
 */
export function framesByText(
	session: Session,
	near: readonly number[],
	isMade: (row: number) => boolean,
): Map<number, number> {
	const { rows } = session;
	const found = new Map<number, number>();
	const isOut = (row: number): boolean => rows.kind(row) === 'frame' && rows.direction(row) === 'out';
	const frames = near.filter((row) => isOut(row) && !isMade(row));
	// Later ones take over.
	for (const row of frames.length > 0 ? near : []) {
		if (rows.kind(row) !== 'message' || rows.ran(row) === 0) continue;
		const time = rows.time(row);
		const document = rows.document(row);
		const soon = frames.filter(
			(frame) =>
				rows.document(frame) === document && rows.time(frame) >= time && rows.time(frame) <= time + SOON,
		);
		if (soon.length === 0) continue;
		const event = eventOf(session, row);
		const isPartIn = event?.kind === 'message' ? partsIn(event.data) : undefined;
		for (const frame of isPartIn ? soon.slice(0, MOST_FRAMES) : []) {
			const sent = eventOf(session, frame);
			if (sent?.kind === 'socket-frame' && isPartIn?.(sent.data)) found.set(frame, row);
		}
	}
	return found;
}
