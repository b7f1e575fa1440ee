import type { HookEventOf } from '../protocol/event.ts';
import type { DocumentRecord } from './documents.ts';
import { isByExtension } from './extensions.ts';
import { isUnobservable } from './json-value.ts';
import { mark } from './rows.ts';
import type { Session } from './session.ts';

/** A delivery as the hook tells it; joined with the browser's own sight when that is there or comes. */
export function message(session: Session, record: DocumentRecord, event: HookEventOf<'message'>): void {
	const n = event.type === 'message' && event.target.kind === 'window' ? event.n : undefined;
	const met = n === undefined ? undefined : record.join.meet('hook', n);
	if (met !== undefined) {
		complete(session, record, event, met);
		return;
	}
	if (!session.recording) {
		session.losses.paused++;
		session.deliveries.forget(record, event.time);
		if (n !== undefined) record.join.wait('browser', n, -1);
		return;
	}
	const row = session.addRow({
		kind: 'message',
		document: record.index,
		time: event.time,
		direction: 'in',
		channel: event.target.kind,
		size: event.size,
		source: session.sourceId(event.source),
		origin: originId(session, event),
		ref: event.message,
		marks: marksOf(event),
		event,
	});
	record.messages.set(event.message, row);
	if (n !== undefined) record.join.wait('browser', n, row);
	session.deliveries.message(record, event, row);
}

/** The browser's sight of window messages: what it says of origin and source is the truth. */
export function messageSeen(
	session: Session,
	record: DocumentRecord,
	event: HookEventOf<'message-seen'>,
): void {
	const { count = 1, ...one } = event;
	for (let i = 0; i < count; i++) oneSeen(session, record, { ...one, n: event.n + i });
}

function oneSeen(session: Session, record: DocumentRecord, event: HookEventOf<'message-seen'>): void {
	const source = session.sourceId(event.source);
	const origin = originId(session, event);
	const met = record.join.meet('browser', event.n);
	if (met !== undefined) {
		if (!session.rows.has(met)) return;
		const disputed = disputedBy(session, session.rows.origin(met), origin);
		const untrusted = event.trusted ? 0 : mark.untrusted;
		session.rows.setSender(met, source, origin);
		session.mark(met, disputed | untrusted, mark.unconfirmed);
		return;
	}
	if (!session.recording) {
		record.join.wait('hook', event.n, -1);
		return;
	}
	const row = session.addRow({
		kind: 'message',
		document: record.index,
		time: event.time,
		direction: 'in',
		channel: 'window',
		source,
		origin,
		marks: mark.incomplete | (event.trusted ? 0 : mark.untrusted),
		event,
	});
	record.join.wait('hook', event.n, row);
}

/** The hook's part of a row that the browser's sight made. */
function complete(
	session: Session,
	record: DocumentRecord,
	event: HookEventOf<'message'>,
	row: number,
): void {
	if (!session.rows.has(row)) return;
	const disputed = disputedBy(session, originId(session, event), session.rows.origin(row));
	session.rows.setEvent(row, event);
	session.rows.setSize(row, event.size);
	session.rows.setRef(row, event.message);
	session.mark(row, marksOf(event) | disputed, mark.hidden | (event.complete ? mark.incomplete : 0));
	record.messages.set(event.message, row);
	session.deliveries.message(record, event, row);
}

/** No origin is longer; what a page invents for an event of its own is cut. */
const LONGEST_ORIGIN = 300;

function originId({ origins }: Session, { origin }: { origin: string }): number {
	return origins.id(origin.length > LONGEST_ORIGIN ? `${origin.slice(0, LONGEST_ORIGIN)}…` : origin);
}

/** An empty origin is none that the hook claims: in a flood that nobody watched it did not look. */
function disputedBy(session: Session, claimed: number, seen: number): number {
	return claimed === seen || session.origins.text(claimed) === '' ? 0 : mark.disputed;
}

function marksOf(event: HookEventOf<'message'>): number {
	return (
		(event.synthetic ? mark.synthetic : 0) |
		(event.trusted ? 0 : mark.untrusted) |
		(event.complete ? 0 : mark.incomplete) |
		(event.type === 'messageerror' ? mark.problem : 0)
	);
}

/** A call that sends a message, as seen where it was called or, for windows, where it arrived. */
export function sent(session: Session, record: DocumentRecord, event: HookEventOf<'sent'>): void {
	if (!session.recording) {
		session.losses.paused++;
		session.deliveries.forget(record, event.time);
		return;
	}
	const row = session.addRow({
		kind: 'send',
		document: record.index,
		time: event.time,
		direction: 'out',
		channel: event.target.kind,
		...(event.size === undefined ? {} : { size: event.size }),
		...(event.to ? { source: session.sourceId(event.to) } : {}),
		ref: event.send,
		marks:
			(event.synthetic ? mark.synthetic : 0) |
			// Of what cannot be seen there is no more to be had.
			(event.complete || isUnobservable(event.data) ? 0 : mark.incomplete) |
			(isByExtension(event.stack) ? mark.extension : 0) |
			(event.threw === undefined ? 0 : mark.undelivered | mark.problem),
		event,
	});
	record.sends.set(event.send, row);
	session.deliveries.sent(record, event, row);
	session.elsewhere.sent(record, event, row);
}
