import type { HookEvent, HookEventOf } from '../protocol/event.ts';
import type { DocumentRecord } from './documents.ts';
import { listenerAdded, listenerRan, listenerRemoved, listenerUnwrapped } from './reduce-listener.ts';
import { message, messageSeen, sent } from './reduce-message.ts';
import { frameReleased, socketChanged, socketFrame } from './reduce-socket.ts';
import { mark } from './rows.ts';
import type { Session } from './session.ts';
import { sinkReached } from './sinks.ts';

type Reducer<E> = (session: Session, record: DocumentRecord, event: E) => void;

const reducers: { [K in HookEvent['kind']]: Reducer<HookEventOf<K>> } = {
	'listener-added': listenerAdded,
	'listener-unwrapped': listenerUnwrapped,
	'listener-removed': listenerRemoved,
	'listener-ran': listenerRan,
	message,
	'message-seen': messageSeen,
	'seen-from': (session, record, event) => {
		record.join.browserFrom(event.n);
		// It is the first that is told when recording begins, and only then are calls noted.
		session.deliveries.watched(record, event.time);
	},
	sent,
	'socket-connecting': socketChanged,
	'socket-opened': socketChanged,
	'socket-closing': socketChanged,
	'socket-closed': socketChanged,
	'socket-errored': socketChanged,
	'binary-type-set': socketChanged,
	'socket-frame': socketFrame,
	'frame-released': frameReleased,
	'channel-created': (session, record, event) => {
		const row = note(0)(session, record, event) ?? -1;
		session.deliveries.ports.created(record, event.ports, row, event.time);
	},
	'sink-reached': sinkReached,
	'document-opened': note(0),
	dropped: (session, record, event) => {
		session.losses.page += event.count;
		record.dropped += event.count;
		record.join.forget();
		session.deliveries.forget(record, event.time);
		note(mark.problem)(session, record, event);
	},
	fault: (session, record, event) => {
		session.losses.faults++;
		record.faults++;
		note(mark.problem)(session, record, event);
	},
};

/** Adds one guarded event of a document to what is known. */
export function reduce(session: Session, record: DocumentRecord, event: HookEvent): void {
	(reducers[event.kind] as Reducer<HookEvent>)(session, record, event);
}

/** Makes a row of its own of an event, and answers which, while recording. */
function note(
	marks: number,
): (session: Session, record: DocumentRecord, event: HookEvent) => number | undefined {
	return (session, record, event) => {
		if (!session.recording) return undefined;
		return session.addRow({ kind: 'note', document: record.index, time: event.time, marks, event });
	};
}
