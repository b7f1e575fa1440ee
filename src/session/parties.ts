import type { DocumentRecord } from './documents.ts';
import type { Session } from './session.ts';

/** One end of a message. */
export type Party =
	| { kind: 'document'; document: DocumentRecord }
	/** A window that no document could be found for: how it is related and what origin it has. */
	| { kind: 'window'; relation: string; origin: string }
	/** A port, channel, worker; with the document at its other end, where that is another one. */
	| { kind: 'channel'; channel: string; name: string; id: number; document?: DocumentRecord }
	| { kind: 'server'; url: string }
	| { kind: 'nobody' };

const nobody: Party = { kind: 'nobody' };

/** Who a row's message went from and to, as far as it can be told. */
export function partiesOf(session: Session, row: number): { from: Party; to: Party } {
	const { rows } = session;
	const record = session.documentOf(row);
	const here: Party = record ? { kind: 'document', document: record } : nobody;
	switch (rows.kind(row)) {
		case 'message':
			return { from: senderOf(session, row), to: here };
		case 'send':
			// A call of the window's own method is seen where it leads to, not where it was made.
			if (rows.channel(row) === 'window' && !session.source(row))
				return { from: callerOf(session, row), to: here };
			return { from: here, to: receiverOf(session, row) };
		case 'frame': {
			const server: Party = { kind: 'server', url: session.sockets[rows.ref(row)]?.url ?? '' };
			return rows.direction(row) === 'in' ? { from: server, to: here } : { from: here, to: server };
		}
		case 'socket':
			return { from: here, to: { kind: 'server', url: session.sockets[rows.ref(row)]?.url ?? '' } };
		default:
			return { from: here, to: nobody };
	}
}

function senderOf(session: Session, row: number): Party {
	const { rows } = session;
	if (rows.channel(row) !== 'window') return channelOf(session, row);
	const document = session.otherDocument(row);
	if (document) return { kind: 'document', document };
	const origin = session.origins.text(rows.origin(row));
	return { kind: 'window', relation: session.source(row)?.relation ?? 'other', origin };
}

function receiverOf(session: Session, row: number): Party {
	if (session.rows.channel(row) !== 'window') return channelOf(session, row);
	const document = session.otherDocument(row);
	if (document) return { kind: 'document', document };
	return { kind: 'window', relation: session.source(row)?.relation ?? 'other', origin: '' };
}

/** Who called: the sender of the message that was delivered for it. */
function callerOf(session: Session, row: number): Party {
	const delivery = session.rows.peer(row);
	if (delivery !== undefined && session.holds(delivery)) return senderOf(session, delivery);
	return { kind: 'window', relation: 'same-origin', origin: session.documentOf(row)?.info?.origin ?? '' };
}

/** The document at the other end of a port or channel, when it is another; one receiver stands for all. */
function partnerOf(session: Session, row: number): DocumentRecord | undefined {
	const peer = session.rows.peer(row);
	const document = peer !== undefined && session.holds(peer) ? session.documentOf(peer) : undefined;
	return document === session.documentOf(row) ? undefined : document;
}

function channelOf(session: Session, row: number): Party {
	const target = session.rows.target(row);
	const document = partnerOf(session, row);
	return {
		kind: 'channel',
		channel: session.rows.channel(row),
		name: target?.name ?? '',
		id: target?.id ?? 0,
		...(document ? { document } : {}),
	};
}

/** The finest name of a row's kind: the event's own where the row is about a change. */
export function kindOf(session: Session, row: number): string {
	const { rows } = session;
	const kind = rows.kind(row);
	if (kind === 'socket' || kind === 'listener' || kind === 'note') {
		return /"kind":"([\w-]+)"/.exec(rows.text(row) ?? '')?.[1] ?? kind;
	}
	return kind;
}

/** Where a navigation went. */
export function addressOf(session: Session, row: number): string {
	const event = session.rows.event(row);
	return event && 'url' in event ? event.url : '';
}

/** Plain text of a party, for filters and exports. */
export function partyText(party: Party): string {
	switch (party.kind) {
		case 'document':
			return documentText(party.document);
		case 'window':
			return `${party.relation}\n${party.origin}`;
		case 'channel':
			return `${party.channel}\n${party.name}\n#${party.id}${party.document ? `\n${documentText(party.document)}` : ''}`;
		case 'server':
			return party.url;
		case 'nobody':
			return '';
	}
}

function documentText({ info, token }: DocumentRecord): string {
	return info ? `${info.url}\n${info.origin}\n${info.title}\n${info.path || 'top'}` : token;
}
