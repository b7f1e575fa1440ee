import type { Entry, Har, Page } from 'har-format';
import type { HeaderField } from '../protocol/handshake.ts';
import { bytesOf } from '../session/bytes-of.ts';
import type { DocumentRecord } from '../session/documents.ts';
import { eventOf } from '../session/event-of.ts';
import { headerOf } from '../session/headers.ts';
import { searchTextOf } from '../session/plain.ts';
import type { Session } from '../session/session.ts';
import type { SocketRecord } from '../session/socket-record.ts';
import { type ExportOptions, type Pieces, redactorOf } from './export-options.ts';
import { redactHandshake } from './redact/redact-handshake.ts';
import type { Redactor } from './redact/redactor.ts';
import { isoTime } from './timeline-csv.ts';
import { absoluteUriOf } from './uri.ts';

/** A frame in the form that browsers write, with fields of our own behind an underscore. */
interface HarFrame {
	type: 'send' | 'receive';
	/** Seconds since the epoch. */
	time: number;
	/** 1: text, 2: binary, whose data is base64. */
	opcode: 1 | 2;
	data: string;
	/** Only the beginning is there. */
	_truncated?: true;
	/** Bytes of the whole payload. */
	_size?: number;
	/** Sent or delivered by Earshot, because a person ordered it. */
	_synthetic?: true;
	/** What a person's rule did with it instead of passing it on. */
	_rule?: string;
}

interface HarClose {
	code: number;
	reason: string;
	wasClean: boolean;
	by: string;
}

/** The sockets as HTTP Archive 1.2: an entry for each handshake, with its frames in `_webSocketMessages`. */
export function socketsHar(session: Session, options: ExportOptions): Pieces {
	return { count: session.timeline.length, pieces: write(session, options) };
}

function* write(session: Session, options: ExportOptions): Generator<string> {
	const redactor = redactorOf(options);
	const sockets = session.sockets.filter((each) => each !== undefined);
	const documents = new Set(sockets.map(({ document }) => session.documents.get(document)));
	const pages = [...documents].filter((each) => each !== undefined).map((each) => pageOf(each, redactor));
	const log: Omit<Har['log'], 'entries'> = {
		version: '1.2',
		creator: { name: 'Earshot', version: options.version },
		pages,
	};
	yield `{"log":${JSON.stringify(log).slice(0, -1)},"entries":[`;
	let comma = '\n';
	for (const socket of sockets) {
		const entry = JSON.stringify(entryOf(session, socket, redactor));
		yield `${comma}${entry.slice(0, -1)},"_webSocketMessages":[`;
		comma = ',\n';
		let between = '\n';
		for (const row of [...socket.frames]) {
			const frame = frameOf(session, row, redactor);
			if (!frame) continue;
			yield between + JSON.stringify(frame);
			between = ',\n';
		}
		yield ']}';
	}
	yield '\n]}}\n';
}

function pageOf(record: DocumentRecord, redactor: Redactor): Page {
	const { info, introducedAt } = record;
	return {
		id: pageId(record),
		startedDateTime: isoTime(info?.startedAt ?? introducedAt),
		title: redactor.text(info?.url ?? ''),
		pageTimings: {},
	};
}

const pageId = ({ index }: DocumentRecord): string => `document_${index}`;

function entryOf(
	session: Session,
	socket: SocketRecord,
	redactor: Redactor,
): Entry & { _webSocketClose?: HarClose; _handshakeJoinedByOrder?: true } {
	const record = session.documents.get(socket.document);
	const url = absoluteUriOf(redactor.text(socket.url));
	const { startedAt, openedAt, closedAt, closed } = socket;
	const wait = openedAt === undefined ? (closedAt ?? startedAt) - startedAt : openedAt - startedAt;
	const receive = openedAt === undefined ? 0 : (closedAt ?? openedAt) - openedAt;
	const isOpened = openedAt !== undefined;
	const timings = { send: 0, wait: Math.max(0, wait), receive: Math.max(0, receive) };
	const seen = socket.handshake && redactHandshake(socket.handshake.handshake, redactor);
	const status = seen?.status ?? (isOpened ? 101 : 0);
	return {
		...(record ? { pageref: pageId(record) } : {}),
		startedDateTime: isoTime(startedAt),
		time: timings.wait + timings.receive,
		request: {
			method: 'GET',
			url,
			httpVersion: 'HTTP/1.1',
			cookies: [],
			headers: withOwn(seen?.request, {
				'Sec-WebSocket-Protocol': redactor.plain({ protocols: socket.protocols }).protocols.join(', '),
			}),
			queryString: queryOf(url),
			headersSize: -1,
			bodySize: 0,
		},
		response: {
			status,
			statusText: seen?.statusText ?? (isOpened ? 'Switching Protocols' : ''),
			httpVersion: 'HTTP/1.1',
			cookies: [],
			headers: withOwn(seen?.response, {
				'Sec-WebSocket-Protocol': redactor.text(socket.protocol),
				'Sec-WebSocket-Extensions': redactor.text(socket.extensions),
			}),
			content: { size: socket.in.bytes, mimeType: 'x-unknown' },
			redirectURL: '',
			headersSize: -1,
			bodySize: -1,
			...(seen?.error === undefined ? {} : { _error: seen.error }),
		},
		cache: {},
		timings,
		_resourceType: 'websocket',
		...(socket.handshake && !socket.handshake.certain ? { _handshakeJoinedByOrder: true } : {}),
		...(closed ? { _webSocketClose: closeOf(closed, redactor) } : {}),
	};
}

/** The headers that were seen, and those that follow from the connection where they were not. */
function withOwn(seen: readonly HeaderField[] = [], own: Record<string, string>): HeaderField[] {
	const missing = Object.entries(own)
		.filter(([name, value]) => value !== '' && headerOf(seen, name) === undefined)
		.map(([name, value]) => ({ name, value }));
	return [...seen, ...missing];
}

function closeOf({ code, reason, wasClean, by }: HarClose, redactor: Redactor): HarClose {
	return { code, reason: redactor.text(reason), wasClean, by };
}

function queryOf(url: string): { name: string; value: string }[] {
	const query = /\?([^#]*)/.exec(url)?.[1] ?? '';
	if (query === '') return [];
	return query.split('&').map((pair) => {
		const at = pair.indexOf('=');
		return at < 0 ? { name: pair, value: '' } : { name: pair.slice(0, at), value: pair.slice(at + 1) };
	});
}

/** Base64 of a payload as recorded; of a text where it is not. */
function frameOf(session: Session, row: number, redactor: Redactor): HarFrame | undefined {
	const told = session.holds(row) ? eventOf(session, row) : undefined;
	if (told?.kind !== 'socket-frame') return undefined;
	const { direction, time, opcode, data, size, complete, synthetic, rule } = redactor.plain(told);
	const binary = opcode === 'binary';
	const text = binary ? binaryText(data) : searchTextOf(data);
	const isShort = binary ? bytesOf(data).length < size : !complete;
	return {
		type: direction === 'out' ? 'send' : 'receive',
		time: time / 1_000,
		opcode: binary ? 2 : 1,
		data: text,
		...(isShort ? { _truncated: true, _size: size } : {}),
		...(synthetic ? { _synthetic: true } : {}),
		...(rule ? { _rule: rule } : {}),
	};
}

function binaryText(data: Parameters<typeof bytesOf>[0]): string {
	return data.t === 'buffer' || data.t === 'view' || data.t === 'blob' ? (data.b ?? '') : '';
}
