import type { HookEventOf } from '../protocol/event.ts';
import type { DocumentRecord } from './documents.ts';
import { isByExtension } from './extensions.ts';
import { addRun, type ListenerRecord, noEvidence } from './listener-record.ts';
import { mark } from './rows.ts';
import type { Session } from './session.ts';
import { carries, ranDuring } from './sinks.ts';

/** A listener was registered. */
export function listenerAdded(
	session: Session,
	record: DocumentRecord,
	event: HookEventOf<'listener-added'>,
): void {
	const index = session.listeners.length;
	record.listeners.set(event.listener, index);
	if (event.target.kind === 'port') session.deliveries.ports.used(record, event.target.id);
	const row = addRow(session, record, event, index);
	session.listeners.push({
		index,
		document: record.index,
		added: event,
		removed: undefined,
		endedAt: undefined,
		evidence: noEvidence(),
		row,
	});
}

/** The handlers behind a dispatcher changed: the real one may be another. */
export function listenerUnwrapped(
	session: Session,
	record: DocumentRecord,
	event: HookEventOf<'listener-unwrapped'>,
): void {
	const listener = find(session, record, event.listener);
	if (listener) listener.added = { ...listener.added, wrapped: event.wrapped };
}

/** A listener was taken away by whatever means. */
export function listenerRemoved(
	session: Session,
	record: DocumentRecord,
	event: HookEventOf<'listener-removed'>,
): void {
	const listener = find(session, record, event.listener);
	if (!listener) return;
	if (!listener.removed) session.gone.listeners.push(listener.index);
	listener.removed = event;
	addRow(session, record, event, listener.index);
}

/** A listener ran for a message or a frame: its row says so, and the listener's evidence grows where it was not ours. */
export function listenerRan(
	session: Session,
	record: DocumentRecord,
	event: HookEventOf<'listener-ran'>,
): void {
	const listener = find(session, record, event.listener);
	const row = rowOfRun(record, event);
	const known = row !== undefined && session.rows.has(row);
	if (known) {
		session.rows.addRun(row, event);
		session.touch(row);
		const send = session.rows.peer(row);
		if (send !== undefined) session.touch(send);
	}
	// What it does when put to the test is no evidence of what it does by itself.
	const isOurs = known && session.rows.marks(row) & mark.synthetic;
	if (!listener || isOurs) {
		if (known) session.elsewhere.ran(record, event, row);
		return;
	}
	if (known && event.frames && session.rows.channel(row) === 'window') {
		session.forwardings.add({ row, listener: listener.index, frames: event.frames });
	}
	const isMessage = known && event.frame === undefined;
	const origin = isMessage ? session.origins.text(session.rows.origin(row)) : undefined;
	const { lastReached } = record;
	const reached =
		isMessage &&
		lastReached !== undefined &&
		ranDuring(event, lastReached) &&
		carries(session, row, lastReached);
	addRun(listener.evidence, event, origin, record.info?.origin, reached);
	if (known) session.elsewhere.ran(record, event, row, { evidence: listener.evidence, origin, reached });
}

/** Listeners run for a frame before the next one comes in. */
function rowOfRun(
	record: DocumentRecord,
	{ message, frame }: HookEventOf<'listener-ran'>,
): number | undefined {
	if (frame === undefined) return record.messages.get(message);
	return record.lastFrame?.number === frame ? record.lastFrame.row : undefined;
}

function find(session: Session, record: DocumentRecord, number: number): ListenerRecord | undefined {
	return session.listeners[record.listeners.get(number) ?? -1];
}

function addRow(
	session: Session,
	record: DocumentRecord,
	event: HookEventOf<'listener-added'> | HookEventOf<'listener-removed'>,
	index: number,
): number {
	if (!session.recording) return -1;
	const added = event.kind === 'listener-added' ? event : session.listeners[index]?.added;
	return session.addRow({
		kind: 'listener',
		document: record.index,
		time: event.time,
		channel: added?.target.kind ?? 'window',
		ref: index,
		marks: added && isByExtension(added.stack) ? mark.extension : 0,
		event: event.kind === 'listener-added' ? { ...event, source: '', wrapped: [] } : event,
	});
}
