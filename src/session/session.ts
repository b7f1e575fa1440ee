import type { DocumentInfo, FrameInfo } from '../protocol/envelope.ts';
import type { HookEvent, SourceRef } from '../protocol/event.ts';
import { guardedEvents, type Speaker } from '../protocol/guard-batch.ts';
import { CallsElsewhere } from './calls-elsewhere.ts';
import { Deliveries } from './delivery/deliveries.ts';
import { type DocumentRecord, Documents } from './documents.ts';
import { Forwardings } from './forwardings.ts';
import { dropSockets, Gone } from './gone.ts';
import { Handshakes } from './handshakes.ts';
import { Interned } from './interned.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { type ListenerRecord, noEvidence } from './listener-record.ts';
import { type Losses, noLosses } from './losses.ts';
import { placeHandshakes } from './place-handshakes.ts';
import type { HarSocket } from './read-har.ts';
import { reduce } from './reduce.ts';
import { mark, type NewRow, Rows } from './rows.ts';
import type { SocketRecord } from './socket-record.ts';
import { takeHar } from './take-har.ts';
import { Timeline } from './timeline.ts';
import { forgetOrigins, trim } from './trim.ts';
import { type UnhookedFrame, unhookedOf } from './unhooked.ts';

export type { Losses } from './losses.ts';

/** Events that are taken in between two turns. */
const TURN = 64;

/** Everything observed of one tab. Grows by the methods below; reads are plain. */
export class Session {
	/** May be changed at any time: what is beyond them goes with the next batch. */
	limits: Limits;
	readonly rows = new Rows();
	readonly timeline = new Timeline(this.rows);
	readonly documents = new Documents();
	readonly listeners: (ListenerRecord | undefined)[] = [];
	readonly sockets: (SocketRecord | undefined)[] = [];
	readonly handshakes = new Handshakes();
	readonly forwardings = new Forwardings();
	readonly origins = new Interned();
	readonly deliveries = new Deliveries(this);
	readonly elsewhere = new CallsElsewhere(this);
	readonly gone = new Gone();
	frames: FrameInfo[] = [];
	losses: Losses = noLosses();
	/** Rows of other extensions. */
	others = 0;
	recording = true;
	preserve = false;
	/** Rows that changed after they were added, since the last `takeTouched`. */
	#touched = new Set<number>();
	readonly #touchWatchers = new Set<(row: number) => void>();
	#fresh: number[] = [];
	readonly #sources = new Interned();
	readonly #forgotten = new Set<string>();

	constructor(limits: Limits = defaultLimits) {
		this.limits = limits;
	}

	/** A document introduced itself, the first time or again. `now`: ms since the epoch, as everywhere here. */
	introduce(info: DocumentInfo, now: number): void {
		this.#forgotten.delete(info.token);
		const record = this.documents.find(info.token) ?? this.documents.add(info.token, now);
		if (record.endedAt !== undefined) {
			record.endedAt = undefined;
			record.introducedAt = now;
			for (const listener of this.listenersOf(record)) listener.endedAt = undefined;
		}
		this.documents.introduce(record, info);
	}

	/** The document was left; `persisted`: it may come back (back/forward cache). */
	end(token: string, now: number): void {
		const record = this.documents.find(token);
		if (!record) return;
		record.endedAt = now;
		this.deliveries.ended(record, now);
		for (const listener of this.listenersOf(record)) listener.endedAt = now;
	}

	/** The tab's top frame went to another document: unless the log is kept, what was before goes. */
	navigate(url: string, time: number): void {
		if (!this.preserve) {
			for (const record of [...this.documents]) if (record.introducedAt < time) this.#forget(record);
			dropSockets(this, (socket) => socket.document < 0 && socket.startedAt < time);
			this.handshakes.notBefore = time;
			this.handshakes.retain(({ startedAt }) => startedAt >= time);
			this.timeline.prune(this.holds);
			this.losses = noLosses();
			this.others = this.timeline.count((row) => (this.rows.marks(row) & mark.extension) !== 0);
		}
		if (!this.recording) return;
		this.addRow({ kind: 'navigation', document: -1, time, event: { url } });
		this.#merge();
	}

	/**
	 * Adds a batch of page-controlled JSON, unless it was added before. `own`: what the relay said beside it; without it
	 * (a saved session), both are in `events`.
	 */
	addBatch(token: string, batch: number, events: string, now: number, own?: string): void {
		for (const _ of this.batchInTurns(token, batch, events, now, own));
	}

	/** The same in turns of about a millisecond; the session is in order after each. */
	*batchInTurns(
		token: string,
		batch: number,
		events: string,
		now: number,
		own?: string,
	): Generator<void, void> {
		if (this.#forgotten.has(token)) return;
		const record = this.documents.find(token) ?? this.documents.add(token, now);
		if (!record.batches.add(batch)) return;
		if (own === undefined) yield* this.#admit(record, events, 'either');
		else {
			const last = yield* this.#admit(record, events, 'page');
			if (last) record.clockLag = Math.min(record.clockLag ?? Number.POSITIVE_INFINITY, now - last.time);
			yield* this.#admit(record, own, 'relay');
		}
		this.settle(now);
	}

	/** Takes over what was found in a document beside what it told itself. */
	amend(token: string, change: (record: DocumentRecord) => void): void {
		const record = this.documents.find(token);
		if (!record) return;
		change(record);
		this.#merge();
	}

	/** What the browser's devtools recorded of the tab's sockets. */
	addHar(sockets: readonly HarSocket[], now: number): void {
		takeHar(this, sockets, now);
		this.#merge();
	}

	/** Adds events in turns; gives the last of them. */
	*#admit(record: DocumentRecord, events: string, by: Speaker): Generator<void, HookEvent | undefined> {
		const tally = { unknownFields: 0, cutTexts: 0 };
		let last: HookEvent | undefined;
		let count = 0;
		for (const event of guardedEvents(events, by, tally)) {
			if (event) this.#add(record, event);
			else this.losses.rejected++;
			last = event ?? last;
			if (++count % TURN !== 0) continue;
			this.#merge();
			yield;
		}
		this.#merge();
		this.losses.fields += tally.unknownFields;
		return last;
	}

	/**
	 * Marks the messages of which one sight, and the sends of which the delivery, has not come in time; joins sockets and
	 * handshakes.
	 */
	settle(now: number): void {
		this.deliveries.settle(now);
		this.elsewhere.settle(now);
		placeHandshakes(this, now);
		for (const { join } of this.documents) {
			for (const { row, sight } of join.settle(now)) {
				this.mark(row, sight === 'browser' ? mark.unconfirmed : mark.hidden);
			}
		}
	}

	/** Forgets what was recorded; live documents, listeners and sockets stay listed. */
	clear(): void {
		this.rows.clear();
		for (const record of [...this.documents]) {
			if (record.endedAt !== undefined) this.#forget(record);
			record.messages.clear();
			record.sends.clear();
			record.lastFrame = undefined;
			record.join.forget();
		}
		this.deliveries.clear();
		this.elsewhere.clear();
		for (const listener of this.listeners) {
			if (!listener) continue;
			listener.row = -1;
			listener.evidence = noEvidence();
			if (listener.removed) this.listeners[listener.index] = undefined;
		}
		for (const socket of this.sockets) {
			if (!socket) continue;
			socket.frames = [];
			if (socket.state === 'closed') this.sockets[socket.index] = undefined;
		}
		const kept = new Set(this.sockets.map((socket) => socket?.handshake?.handshake));
		this.handshakes.retain((handshake) => kept.has(handshake));
		this.#touched.clear();
		this.timeline.prune(this.holds);
		forgetOrigins(this);
		this.losses = noLosses();
		this.others = 0;
	}

	/** Rows that changed since the last call. */
	takeTouched(): ReadonlySet<number> {
		const touched = this.#touched;
		this.#touched = new Set();
		return touched;
	}

	/** Adds a row to the timeline and returns its id; it takes its place when the batch is done. */
	addRow(row: NewRow): number {
		const id = this.rows.add(row);
		if ((row.marks ?? 0) & mark.extension) this.others++;
		this.#fresh.push(id);
		return id;
	}

	mark(row: number, marks: number, unmark = 0): void {
		if (!this.rows.has(row)) return;
		const before = this.rows.marks(row);
		if (marks & ~before & mark.extension) this.others++;
		this.rows.setMarks(row, (before | marks) & ~unmark);
		this.touch(row);
	}

	touch(row: number): void {
		this.#touched.add(row);
		for (const seen of this.#touchWatchers) seen(row);
	}

	/** Tells of each row that changes after it was added. Returns the undo. */
	watchTouched(seen: (row: number) => void): () => void {
		this.#touchWatchers.add(seen);
		return () => this.#touchWatchers.delete(seen);
	}

	/** Whether a row is still there: not given up, and its document, or for those of the tab its page, not forgotten. */
	readonly holds = (row: number): boolean =>
		this.rows.has(row) &&
		(this.rows.document(row) < 0
			? this.rows.time(row) >= this.handshakes.notBefore
			: this.documentOf(row) !== undefined);

	sourceId(source: SourceRef): number {
		return this.#sources.id(JSON.stringify(source));
	}

	source(row: number): SourceRef | undefined {
		const text = this.#sources.text(this.rows.source(row));
		return text ? (JSON.parse(text) as SourceRef) : undefined;
	}

	documentOf(row: number): DocumentRecord | undefined {
		return this.documents.get(this.rows.document(row));
	}

	/** The document that a message came from, or that a send went to, where it can be told. */
	otherDocument(row: number): DocumentRecord | undefined {
		const source = this.source(row);
		const record = this.documentOf(row);
		if (!source || !record) return undefined;
		const origin = this.origins.text(this.rows.origin(row)) || undefined;
		return this.documents.resolve(source, record, this.rows.time(row), origin);
	}

	*listenersOf(record: DocumentRecord): Generator<ListenerRecord> {
		for (const index of record.listeners.values()) {
			const listener = this.listeners[index];
			if (listener) yield listener;
		}
	}

	/** Frames that the browser lists and of which nothing is seen: nobody spoke for them, or they are left alone. */
	unhookedFrames(): UnhookedFrame[] {
		return unhookedOf(this.frames, this.documents);
	}

	#add(record: DocumentRecord, event: HookEvent): void {
		if (event.seq > 0 && !record.seqs.add(event.seq)) return;
		reduce(this, record, event);
	}

	#merge(): void {
		const fresh = this.#fresh;
		this.#fresh = [];
		this.timeline.merge(fresh);
		trim(this);
	}

	#forget(record: DocumentRecord): void {
		this.#forgotten.add(record.token);
		this.documents.remove(record);
		this.deliveries.drop(record);
		for (const index of record.listeners.values()) this.listeners[index] = undefined;
		dropSockets(this, ({ document }) => document === record.index);
	}
}
