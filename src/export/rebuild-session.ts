import { noEvidence } from '../session/listener-record.ts';
import type { NewRow } from '../session/rows.ts';
import { Session } from '../session/session.ts';
import { newSocket } from '../session/socket-record.ts';
import type { SavedDocument, SavedListener, SavedRow, SavedSession, SavedSocket } from './session-file.ts';
import { SessionProblem } from './session-problem.ts';

type Rest = Pick<SavedSession, 'losses' | 'frames' | 'documents' | 'listeners' | 'sockets'>;

/** Rows between which it is looked what is known by then. */
const TURN = 64;
/** ms after which nothing more comes. */
const ALL_CAME = 10_000;

/** Builds a session from checked records: rows as they come, everything else and the links between them at the end. */
export class SessionBuilder {
	readonly #session = new Session();
	/** Sends of deliveries, by row. */
	readonly #peers = new Map<number, number>();

	/** Adds the next row. */
	add(saved: SavedRow): void {
		const { rows, origins } = this.#session;
		const { event, runs = [], source, origin, document = -1, ran } = saved;
		const row: NewRow = {
			kind: saved.kind,
			time: saved.time,
			document,
			ref: saved.ref ?? (refersToRecord(saved) ? -1 : 0),
			event: event === undefined ? { url: '' } : bodyOf(event),
			...(saved.direction === undefined ? {} : { direction: saved.direction }),
			...(saved.channel === undefined ? {} : { channel: saved.channel }),
			...(saved.size === undefined ? {} : { size: saved.size }),
			...(saved.marks === undefined ? {} : { marks: saved.marks }),
			...(source === undefined ? {} : { source: this.#session.sourceId(source) }),
			...(origin === undefined ? {} : { origin: origins.id(origin) }),
		};
		const id = rows.add(row);
		if (event === undefined) rows.emptyEvent(id);
		for (const run of runs) rows.addRun(id, run);
		if (saved.peer !== undefined) this.#peers.set(id, saved.peer);
		if (ran !== undefined) rows.setRan(id, ran);
	}

	/** The session, complete: it records nothing more. */
	finish({ losses, frames, documents, listeners, sockets }: Rest): Session {
		const session = this.#session;
		session.losses = losses;
		session.frames = frames;
		session.recording = false;
		documents.forEach((saved, place) => {
			this.#addDocument(saved, place);
		});
		listeners.forEach((saved, index) => {
			this.#addListener(saved, index);
		});
		sockets.forEach((saved, index) => {
			this.#addSocket(saved, index);
		});
		const ids = Array.from({ length: session.rows.next }, (_, id) => id);
		for (const id of ids) this.#link(id);
		this.#callsElsewhere(ids);
		session.timeline.merge(ids);
		return session;
	}

	#addDocument({ token, introducedAt, endedAt, dropped, faults, info }: SavedDocument, place: number): void {
		const { documents } = this.#session;
		if (documents.find(token) || (info && info.token !== token)) bad('documents', place);
		const record = documents.add(token, introducedAt);
		record.endedAt = endedAt;
		record.dropped = dropped;
		record.faults = faults;
		if (info) documents.introduce(record, info);
	}

	#addListener(
		{ document, added, removed, endedAt, evidence, row = -1 }: SavedListener,
		index: number,
	): void {
		const session = this.#session;
		const record = session.documents.get(document);
		if (document >= 0 && !record) bad('listeners', index);
		if (row >= session.rows.next || (row >= 0 && session.rows.kind(row) !== 'listener'))
			bad('listeners', index);
		record?.listeners.set(added.listener, index);
		session.listeners.push({
			index,
			document,
			added,
			removed,
			endedAt,
			evidence: { ...noEvidence(), ...evidence, origins: new Set(evidence.origins) },
			row,
		});
	}

	#addSocket(saved: SavedSocket, index: number): void {
		const session = this.#session;
		const record = session.documents.get(saved.document);
		if (saved.document >= 0 && !record) bad('sockets', index);
		record?.sockets.set(saved.number, index);
		session.sockets.push({
			...newSocket(index, saved.document, saved.number, saved.startedAt),
			...saved,
		});
	}

	#link(id: number): void {
		const session = this.#session;
		const { rows, sockets, listeners } = session;
		const document = rows.document(id);
		const record = session.documents.get(document);
		const ref = rows.ref(id);
		if (document >= 0 && !record) bad('rows', id);
		switch (rows.kind(id)) {
			case 'message':
				if (ref > 0) record?.messages.set(ref, id);
				this.#joinSend(id);
				return;
			case 'send':
				record?.sends.set(ref, id);
				return;
			case 'frame':
				if (ref >= 0 && !sockets[ref]) bad('rows', id);
				sockets[ref]?.frames.push(id);
				return;
			case 'socket':
				if (ref >= 0 && !sockets[ref]) bad('rows', id);
				return;
			case 'listener':
				if (ref >= 0 && !listeners[ref]) bad('rows', id);
				return;
			default:
		}
	}

	/** Which listeners sent what is worked out anew, as if it came now; what they did has been summed before. */
	#callsElsewhere(ids: readonly number[]): void {
		const { rows, elsewhere } = this.#session;
		let latest = 0;
		for (const id of ids) {
			const record = this.#session.documentOf(id);
			if (!record) continue;
			if (rows.kind(id) === 'send') {
				const event = rows.event(id);
				if (event && 'kind' in event && event.kind === 'sent') elsewhere.sent(record, event, id);
			} else if (rows.ran(id) > 0) for (const run of rows.runs(id)) elsewhere.ran(record, run, id);
			latest = Math.max(latest, rows.time(id));
			if (id % TURN === 0) elsewhere.settle(latest);
		}
		for (const waited of [0, ALL_CAME]) elsewhere.settle(latest + waited);
	}

	#joinSend(delivery: number): void {
		const { rows, deliveries } = this.#session;
		const send = this.#peers.get(delivery);
		if (send === undefined) return;
		if (send >= rows.next || rows.kind(send) !== 'send') bad('rows', delivery);
		deliveries.join(send, delivery);
	}
}

function refersToRecord({ kind }: SavedRow): boolean {
	return kind === 'listener' || kind === 'socket' || kind === 'frame';
}

/** The session keeps no source in rows of listeners; the file does not repeat the fields for it. */
function bodyOf(event: NonNullable<SavedRow['event']>): NonNullable<SavedRow['event']> {
	return 'kind' in event && event.kind === 'listener-added' ? { ...event, source: '', wrapped: [] } : event;
}

function bad(list: string, place: number): never {
	throw new SessionProblem('bad-item', `${list}[${place}]`);
}
