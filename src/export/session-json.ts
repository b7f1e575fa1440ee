import type { DocumentRecord } from '../session/documents.ts';
import type { ListenerRecord } from '../session/listener-record.ts';
import type { RowEvent } from '../session/packing.ts';
import type { Session } from '../session/session.ts';
import type { SocketRecord } from '../session/socket-record.ts';
import { type ExportOptions, type Pieces, redactorOf } from './export-options.ts';
import { redactHandshake } from './redact/redact-handshake.ts';
import type { Redactor } from './redact/redactor.ts';
import {
	type SavedDocument,
	type SavedListener,
	type SavedRow,
	type SavedSocket,
	SESSION_FORMAT,
	SESSION_VERSION,
} from './session-file.ts';

export interface SessionJsonOptions extends ExportOptions {
	/** Whole source of a listener whose event has only the beginning of it. */
	sourceOf?(listener: ListenerRecord): string;
}

/** Everything that a session holds as JSON, one record a line; `readSession` opens it again. */
export function sessionJson(session: Session, options: SessionJsonOptions): Pieces {
	return { count: session.timeline.length + session.listeners.length, pieces: write(session, options) };
}

/** Positions in the file of what is kept at indexes with gaps. */
interface Places {
	document: Map<number, number>;
	listener: Map<number, number>;
	socket: Map<number, number>;
}

function* write(session: Session, options: SessionJsonOptions): Generator<string> {
	const redactor = redactorOf(options);
	const documents = [...session.documents].sort((a, b) => a.index - b.index);
	const listeners = session.listeners.filter((each) => each !== undefined);
	const sockets = session.sockets.filter((each) => each !== undefined);
	const places: Places = {
		document: placesOf(documents),
		listener: placesOf(listeners),
		socket: placesOf(sockets),
	};
	const head = {
		format: SESSION_FORMAT,
		version: SESSION_VERSION,
		earshot: options.version,
		savedAt: options.now,
		redacted: redactor.isOn,
		losses: session.losses,
	};
	yield `{\n${Object.entries(head)
		.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
		.join(',\n')}`;
	yield* section('frames', session.frames, (frame) => inOrder(redactor.plain(frame)));
	yield* section('documents', documents, (record) => savedDocument(record, redactor));
	yield* section('sockets', sockets, (each) => savedSocket(each, places, redactor));
	// Rows may be given up while this is written: only those that were show where listeners are in the file.
	const rowPlaces = new Map(listeners.map(({ row }) => [row, -1]));
	const peers = peerPlaces(session);
	let place = 0;
	yield* section('rows', heldRows(session), (row) => {
		if (rowPlaces.has(row)) rowPlaces.set(row, place);
		place++;
		return savedRow(session, row, places, peers, redactor);
	});
	yield* section('listeners', listeners, (each) =>
		savedListener(each, places, rowPlaces, redactor, options.sourceOf),
	);
	yield '\n}\n';
}

function* section<T>(name: string, items: Iterable<T>, save: (item: T) => unknown): Generator<string> {
	yield `,\n"${name}": [`;
	let comma = '\n';
	for (const item of items) {
		yield comma + JSON.stringify(save(item));
		comma = ',\n';
	}
	yield '\n]';
}

/** Members by name, so that the same session makes the same file wherever its objects were made. */
function inOrder<T extends object>(record: T): T {
	return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))) as T;
}

function placesOf(records: readonly { index: number }[]): Map<number, number> {
	return new Map(records.map(({ index }, place) => [index, place]));
}

/** In the order in which they came: at the same time, it is the timeline's too. */
function* heldRows({ rows, holds }: Session): Generator<number> {
	const { first, next } = rows;
	for (let row = first; row < next; row++) if (holds(row)) yield row;
}

/** Positions in the file of the sends that were matched with a delivery. */
function peerPlaces(session: Session): Map<number, number> {
	const places = new Map<number, number>();
	let place = 0;
	for (const row of heldRows(session)) {
		if (session.rows.kind(row) === 'send' && session.rows.peer(row) !== undefined) places.set(row, place);
		place++;
	}
	return places;
}

function savedDocument(record: DocumentRecord, redactor: Redactor): SavedDocument {
	const { token, introducedAt, endedAt, dropped, faults, info } = record;
	return {
		token,
		introducedAt,
		...(endedAt === undefined ? {} : { endedAt }),
		dropped,
		faults,
		...(info === undefined ? {} : { info: inOrder(redactor.plain(info)) }),
	};
}

function savedListener(
	listener: ListenerRecord,
	places: Places,
	rows: ReadonlyMap<number, number>,
	redactor: Redactor,
	sourceOf: SessionJsonOptions['sourceOf'],
): SavedListener {
	const { document, added, removed, endedAt, evidence } = listener;
	const row = rows.get(listener.row) ?? -1;
	const isCut = !added.wrapped?.length && added.source.length < added.sourceLength;
	const source = (isCut && sourceOf?.(listener)) || added.source;
	return {
		document: places.document.get(document) ?? -1,
		added: redactor.plain({ ...added, source }),
		...(removed === undefined ? {} : { removed }),
		...(endedAt === undefined ? {} : { endedAt }),
		evidence: inOrder(redactor.plain({ ...evidence, origins: [...evidence.origins] })),
		...(row < 0 ? {} : { row }),
	};
}

function savedSocket(socket: SocketRecord, places: Places, redactor: Redactor): SavedSocket {
	const { index: _, frames: __, openedAt, closedAt, closing, closed, binaryType, ...others } = socket;
	const { unhooked, handshake, hijack, sentSecret, held: ___, ...rest } = others;
	const saved = redactor.plain({
		...rest,
		document: places.document.get(rest.document) ?? -1,
		...(openedAt === undefined ? {} : { openedAt }),
		...(closedAt === undefined ? {} : { closedAt }),
		...(closing === undefined ? {} : { closing }),
		...(closed === undefined ? {} : { closed }),
		...(binaryType === undefined ? {} : { binaryType }),
		...(unhooked ? { unhooked } : {}),
		...(sentSecret ? { sentSecret } : {}),
		...(hijack === undefined ? {} : { hijack }),
	});
	if (!handshake) return saved;
	return { ...saved, handshake: { ...handshake, handshake: redactHandshake(handshake.handshake, redactor) } };
}

function savedRow(
	session: Session,
	row: number,
	places: Places,
	peers: ReadonlyMap<number, number>,
	redactor: Redactor,
): SavedRow {
	const { rows } = session;
	const kind = rows.kind(row);
	const [direction, channel, size, marks] = [
		rows.direction(row),
		rows.channel(row),
		rows.size(row),
		rows.marks(row),
	];
	const document = places.document.get(rows.document(row));
	const source = session.source(row);
	const origin = session.origins.text(rows.origin(row));
	const ref = refOf(session, row, places);
	const peer = kind === 'message' ? peers.get(rows.peer(row) ?? -1) : undefined;
	const event = rows.event(row);
	const runs = rows.runs(row);
	return {
		kind,
		time: rows.time(row),
		...(document === undefined ? {} : { document }),
		...(direction === 'none' ? {} : { direction }),
		...(channel === 'window' ? {} : { channel }),
		...(size < 0 ? {} : { size }),
		...(source === undefined ? {} : { source }),
		...(origin === '' ? {} : { origin: redactor.text(origin) }),
		...(ref === undefined ? {} : { ref }),
		...(marks === 0 ? {} : { marks }),
		...(peer === undefined ? {} : { peer }),
		...(event === undefined ? {} : { event: redactor.plain(savedEvent(event)) }),
		...(runs.length === 0 ? {} : { runs: runs.map((run) => redactor.plain(run)) }),
		...(rows.ran(row) === runs.length ? {} : { ran: rows.ran(row) }),
	};
}

function refOf(session: Session, row: number, places: Places): number | undefined {
	const ref = session.rows.ref(row);
	switch (session.rows.kind(row)) {
		case 'listener':
			return places.listener.get(ref);
		case 'socket':
		case 'frame':
			return places.socket.get(ref);
		default:
			return ref === 0 ? undefined : ref;
	}
}

/** Rows of listeners do not repeat the listener's source. */
function savedEvent(event: RowEvent): RowEvent {
	if (!('kind' in event) || event.kind !== 'listener-added') return event;
	const { wrapped: _, ...rest } = event;
	return rest;
}
