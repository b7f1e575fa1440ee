import type { Value } from '../protocol/value.ts';
import { messageId } from './conversation.ts';
import { eventOf } from './event-of.ts';
import type { Session } from './session.ts';

/** Frames of a socket that are looked at for one that a listener sent. */
const MOST_FRAMES = 400;
/** Rows of what listeners sent while they ran for a message or a frame: ports, channels, workers, sockets and windows, as seen there. */
export function repliesOf(session: Session, row: number): number[] {
	const { rows } = session;
	const record = session.holds(row) && rows.ran(row) > 0 ? session.documentOf(row) : undefined;
	if (!record) return [];
	const found = new Set<number>();
	for (const run of rows.runs(row)) {
		for (const send of run.sent ?? []) {
			const sent = record.sends.get(send);
			if (sent !== undefined && rows.has(sent)) found.add(sent);
		}
		for (const frame of run.frames ?? []) {
			const sent = frameRow(session, [...record.sockets.values()], frame, row);
			if (sent !== undefined) found.add(sent);
		}
	}
	for (const made of session.elsewhere.madeFor(row)) if (rows.has(made.row)) found.add(made.row);
	return [...found].sort((a, b) => a - b);
}

/** Row of the frame with this number in its document, looked for near a row among some of its sockets. */
export function frameRow(
	session: Session,
	sockets: readonly number[],
	frame: number,
	near: number,
): number | undefined {
	for (const index of sockets) {
		const frames = session.sockets[index]?.frames ?? [];
		let low = 0;
		let high = frames.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((frames[middle] as number) < near) low = middle + 1;
			else high = middle;
		}
		const from = Math.max(0, low - MOST_FRAMES / 2);
		const found = frames.slice(from, from + MOST_FRAMES).find((row) => {
			// Most need not be parsed.
			if (!session.rows.text(row)?.includes(String(frame))) return false;
			const event = eventOf(session, row);
			return event?.kind === 'socket-frame' && event.frame === frame;
		});
		if (found !== undefined) return found;
	}
	return undefined;
}

/** The id that a message carries for its answer, or that of its question, as text; empty where there is none. */
export function correlationOf(session: Session, row: number): string {
	const event = session.holds(row) ? eventOf(session, row) : undefined;
	const data: Value | undefined = event && 'data' in event ? event.data : undefined;
	return (data && messageId(data)) ?? '';
}
