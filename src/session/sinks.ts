import type { HookEventOf } from '../protocol/event.ts';
import type { DocumentRecord } from './documents.ts';
import { eventOf } from './event-of.ts';
import { mark } from './rows.ts';
import type { Session } from './session.ts';

export type SinkReached = HookEventOf<'sink-reached'>;

/** Rows between a message and what is told of it that are looked at. */
const REACH = 20_000;
/** ms by which a page's clock, which browsers make coarse, may be behind. */
const CLOCK_MS = 1;

/** A text of a message was found in what a sink was given: a row of its own, joined with the message's by its ordinal. */
export function sinkReached(session: Session, record: DocumentRecord, event: SinkReached): void {
	// That eval was looked up says nothing of what it was given.
	if (event.text !== '') record.lastReached = event;
	if (!session.recording) return;
	session.addRow({ kind: 'note', document: record.index, time: event.time, marks: mark.problem, event });
}

/** Whether a row is the message of which a text was found. */
export function carries(session: Session, row: number, { n }: SinkReached): boolean {
	const { rows } = session;
	// The text of a row has its ordinal: most need not be parsed.
	if (rows.kind(row) !== 'message' || !rows.text(row)?.includes(`${n}`)) return false;
	const event = eventOf(session, row);
	return event?.kind === 'message' && event.n === n;
}

/** The message whose text it was, from the row that tells so; undefined where it is not held any more. */
export function carrierOf(session: Session, row: number, reached: SinkReached): number | undefined {
	const { rows } = session;
	const document = rows.document(row);
	for (let at = row - 1; at >= Math.max(rows.first, row - REACH); at--)
		if (rows.document(at) === document && carries(session, at, reached)) return at;
	return undefined;
}

/** Where texts of a message were seen to go, in order. */
export function sinksOf(session: Session, message: number): SinkReached[] {
	const { rows } = session;
	const document = rows.document(message);
	const found: SinkReached[] = [];
	const end = Math.min(rows.next, message + REACH);
	for (let row = message + 1; row < end; row++) {
		if (rows.kind(row) !== 'note' || rows.document(row) !== document) continue;
		const event = eventOf(session, row);
		if (event?.kind === 'sink-reached' && carries(session, message, event)) found.push(event);
	}
	return found;
}

/** Whether it was while a listener ran, by the times that the page told: ends of runs, and how long they took. */
export function ranDuring({ time, duration = 0 }: HookEventOf<'listener-ran'>, sink: SinkReached): boolean {
	return sink.time <= time && sink.time >= time - duration - CLOCK_MS;
}
