import type { Value } from '../protocol/value.ts';
import type { PortEnd } from './delivery/port-lane.ts';
import { eventOf } from './event-of.ts';
import { parsedText } from './json-value.ts';
import type { Session } from './session.ts';

/** What belongs together: the frames of a socket, the messages of a port or channel, or of two windows and one id. */
export interface Conversation {
	/** The same for all rows of it, and for no others. */
	key: string;
	/** The id that request and reply carry, where they do. */
	id?: string;
}

/** Members by which libraries number their messages; those that name another message come first. */
const ID_KEYS = [
	'replyTo',
	'inReplyTo',
	'responseTo',
	'correlationId',
	'correlation_id',
	'requestId',
	'request_id',
	'reqId',
	'callId',
	'callbackId',
	'messageId',
	'message_id',
	'msgId',
	'transactionId',
	'id',
	'uuid',
];
const LONGEST_ID = 80;

/** The id that a message carries at its top: its own, or that of the message it answers. */
export function messageId(data: Value): string | undefined {
	const object = parsedText(data) ?? data;
	if (object.t !== 'object') return undefined;
	for (const key of ID_KEYS) {
		const member = object.e.find(([name]) => name === key)?.[1];
		if (member?.t === 'number') return String(member.v);
		if (member?.t === 'string' && member.v !== '' && member.v.length <= LONGEST_ID) return member.v;
	}
	return undefined;
}

/** Names the channels of ports: both ends of one have one name. */
export class ChannelNames {
	readonly #names = new Map<PortEnd, number>();
	#last = 0;

	/** Undefined where the port is of no channel that is known. */
	of(session: Session, row: number, port: number): number | undefined {
		const record = session.documentOf(row);
		const end = record && session.deliveries.ports.find(record, port);
		if (!end) return undefined;
		const { other } = end;
		const name = this.#names.get(end) ?? (other && this.#names.get(other)) ?? ++this.#last;
		this.#names.set(end, name);
		if (other) this.#names.set(other, name);
		return name;
	}
}

/** The conversation of a row; of listeners, navigations and notes the one of the page. */
export function conversationOf(session: Session, row: number, names: ChannelNames): Conversation {
	const { rows } = session;
	const kind = rows.kind(row);
	if (kind === 'frame' || kind === 'socket') return { key: `socket ${rows.ref(row)}` };
	if (kind !== 'message' && kind !== 'send') return { key: '' };
	const event = eventOf(session, row);
	const document = rows.document(row);
	if (rows.channel(row) !== 'window') {
		const target = event && 'target' in event ? event.target : undefined;
		if (target?.kind === 'broadcast-channel') {
			return { key: `channel ${session.documentOf(row)?.info?.origin} ${target.name}` };
		}
		const name = target?.kind === 'port' ? names.of(session, row, target.id) : undefined;
		if (name !== undefined) return { key: `port ${name}` };
		return { key: `${rows.channel(row)} ${document} ${target?.id ?? 0}` };
	}
	const other = session.otherDocument(row)?.index ?? callerOf(session, row);
	const ends =
		other === undefined
			? `${document} ? ${session.origins.text(rows.origin(row))}`
			: [document, other].sort((a, b) => a - b).join(' ');
	const id = event && 'data' in event ? messageId(event.data) : undefined;
	return id === undefined ? { key: `window ${ends}` } : { key: `window ${ends} #${id}`, id };
}

/** A call of postMessage is seen where it leads to: who made it is known by the message that was delivered for it. */
function callerOf(session: Session, row: number): number | undefined {
	const { rows } = session;
	const delivery = rows.kind(row) === 'send' ? rows.peer(row) : undefined;
	return delivery !== undefined && session.holds(delivery)
		? session.otherDocument(delivery)?.index
		: undefined;
}
