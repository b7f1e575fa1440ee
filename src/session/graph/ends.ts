import type { DocumentRecord } from '../documents.ts';
import { partyText } from '../parties.ts';
import type { Session } from '../session.ts';
import type { Flow, Flows } from './flows.ts';

export type NodeKind =
	/** A document of the tab. */
	| 'document'
	/** A frame that the browser lists and Earshot could not watch. */
	| 'unwatched'
	/** A window that no document could be found for: a popup, the opener, a frame that is not watched. */
	| 'window'
	| 'server'
	| 'worker'
	/** A BroadcastChannel by its name. */
	| 'channel'
	/** The unknown other ends of a document's ports. */
	| 'port'
	/** Earshot itself, for a person who asked. */
	| 'earshot';

/** One end of a flow. */
export interface End {
	key: string;
	kind: NodeKind;
	/** URL, origin or name. */
	address: string;
	document?: DocumentRecord;
	/** How a window is related to the document that told of it. */
	relation?: string;
	/** The kind of a worker. */
	channel?: string;
	/** What filters know of it: the text of the rows' party. */
	text: string;
}

/** The key of a document: its place among the frames and its address, so that a reloaded frame stays what it was. */
export function documentEnd(document: DocumentRecord): End {
	const { info, token } = document;
	const text = partyText({ kind: 'document', document });
	const key = info ? `document ${info.path || 'top'} ${info.url}` : `document ${token}`;
	return { key, kind: 'document', address: info?.url ?? '', document, text };
}

/** Scheme and host of an address; the whole where it has none. */
export function hostKey(url: string): string {
	return /^[a-z-]+:\/\/[^/?#]*/i.exec(url)?.[0].toLowerCase() ?? url;
}

export function serverEnd(url: string): End {
	const host = hostKey(url);
	return { key: `server ${host}`, kind: 'server', address: host, text: url };
}

/** Who sends what a person had delivered. */
export const EARSHOT = { key: 'earshot', kind: 'earshot', address: '' } as const;

/** Finds the ends of flows, as known at one moment. */
export class Ends {
	readonly #session: Session;
	readonly #flows: Flows;
	#usedPorts: Set<string> | undefined;
	#takers: Map<DocumentRecord, Set<DocumentRecord>> | undefined;

	constructor(session: Session, flows: Flows) {
		this.#session = session;
		this.#flows = flows;
	}

	/** Both ends of a flow; undefined when its document is not there any more. */
	of(flow: Flow): { from: End; to: End } | undefined {
		const record = this.#session.documents.get(flow.document);
		if (!record) return undefined;
		const here = documentEnd(record);
		const other = this.#other(flow, record);
		const outwards = flow.kind === 'send' || (flow.kind === 'frame' && flow.direction !== 'in');
		// Whoever it says it is from had no part in it.
		const there = flow.synthetic && !outwards ? { ...EARSHOT, text: other.text } : other;
		return outwards ? { from: here, to: there } : { from: there, to: here };
	}

	#other(flow: Flow, record: DocumentRecord): End {
		const { channel, target, document } = flow;
		if (flow.kind === 'frame') return serverEnd(this.#session.sockets[flow.socket]?.url ?? '');
		if (channel === 'window') return this.#window(flow, record);
		const name = target.name ?? '';
		const partner = this.#session.documents.get(flow.other);
		const seen = partner ? { document: partner } : {};
		const text = partyText({ kind: 'channel', channel, name, id: target.id, ...seen });
		const origin = record.info?.origin ?? '';
		switch (channel) {
			case 'port':
				return { ...(partner ? documentEnd(partner) : this.#port(flow, record)), text };
			case 'broadcast-channel':
				return { key: `channel ${origin} ${name}`, kind: 'channel', address: name, channel, text };
			case 'event-source':
			case 'websocket':
				return { ...serverEnd(name), text };
			default: {
				// A dedicated worker belongs to its document; the others are the origin's.
				const owner = channel === 'worker' ? `${document}` : origin;
				return { key: `worker ${channel} ${owner} ${name}`, kind: 'worker', address: name, channel, text };
			}
		}
	}

	#window(flow: Flow, record: DocumentRecord): End {
		const document = this.#otherDocument(flow, record);
		if (document) return documentEnd(document);
		const relation = flow.source?.relation ?? 'other';
		// A send does not know the origin of the window that it goes to.
		const origin = flow.kind === 'message' ? flow.origin : '';
		return {
			key: `window ${relation} ${origin}`,
			kind: 'window',
			address: origin,
			relation,
			text: partyText({ kind: 'window', relation, origin }),
		};
	}

	#otherDocument(flow: Flow, record: DocumentRecord): DocumentRecord | undefined {
		const { documents } = this.#session;
		if (flow.other >= 0) return documents.get(flow.other);
		return (
			flow.source &&
			documents.resolve(flow.source, record, Number.POSITIVE_INFINITY, flow.origin || undefined)
		);
	}

	/**
	 * Who is at the other end of a port, as far as it can be told: who handed it over; the document itself when both ends
	 * of its channel are used there; the one document that got a port from it. Else nobody knows.
	 */
	#port(flow: Flow, record: DocumentRecord): End {
		const place = `${flow.document} ${flow.target.id}`;
		const bringer = this.#flows.all[this.#flows.handedOver.get(place) ?? -1];
		if (bringer?.channel === 'window') return this.#window(bringer, record);
		const twin = this.#flows.twins.get(place);
		if (twin !== undefined && this.#isUsed(`${flow.document} ${twin}`)) return documentEnd(record);
		const takers = this.#takersOf(record);
		const [taker] = takers;
		if (taker && takers.size === 1) return documentEnd(taker);
		return { key: `port ${documentEnd(record).key}`, kind: 'port', address: '', channel: 'port', text: '' };
	}

	#isUsed(place: string): boolean {
		this.#usedPorts ??= new Set(
			this.#flows.all
				.filter(({ channel }) => channel === 'port')
				.map(({ document, target }) => `${document} ${target.id}`),
		);
		return this.#usedPorts.has(place);
	}

	/** Documents that got ports from one. */
	#takersOf(giver: DocumentRecord): ReadonlySet<DocumentRecord> {
		this.#takers ??= this.#findTakers();
		return this.#takers.get(giver) ?? new Set();
	}

	#findTakers(): Map<DocumentRecord, Set<DocumentRecord>> {
		const takers = new Map<DocumentRecord, Set<DocumentRecord>>();
		for (const number of new Set(this.#flows.handedOver.values())) {
			const flow = this.#flows.all[number];
			const taker = flow && this.#session.documents.get(flow.document);
			if (!taker || flow.channel !== 'window') continue;
			const giver = this.#otherDocument(flow, taker);
			if (!giver || giver === taker) continue;
			takers.set(giver, (takers.get(giver) ?? new Set()).add(taker));
		}
		return takers;
	}
}
