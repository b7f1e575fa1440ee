import type { SourceRef, TargetRef } from '../../protocol/event.ts';
import { eventOf } from '../event-of.ts';
import type { Channel, Direction } from '../rows.ts';
import { mark } from '../rows.ts';
import type { Session } from '../session.ts';

export type FlowKind = 'message' | 'send' | 'frame';

/** Rows that went the same way, by the same means, for the same listeners: counted together. */
export interface Flow {
	kind: FlowKind;
	channel: Channel;
	direction: Direction;
	/** Index of the document that told of them. */
	document: number;
	/** The other window, where it is one. */
	source: SourceRef | undefined;
	origin: string;
	/** Which port, channel or worker; number 0 without a name is the window. */
	target: Pick<TargetRef, 'id' | 'name'>;
	/** Index of the socket, -1 where it is none. */
	socket: number;
	/**
	 * Index of the other document: of a window where only the time tells which one it was, of a port or channel where the
	 * other end of the message was seen. Else -1.
	 */
	other: number;
	/** Numbers, in their document, of the listeners that ran, in ascending order. */
	listeners: readonly number[];
	undelivered: boolean;
	/** Earshot itself sent it, because a person asked. */
	synthetic: boolean;
	/** Rows that are counted. */
	count: number;
}

/** Different flows that are told apart; pages could make any number of them. */
export const MOST_FLOWS = 5_000;
/** Handed-over ports and ports of channels that are remembered. */
const MOST_PORTS = 20_000;

/** What stands for rows that are no messages, and for those that would be one flow too many. */
export const NO_FLOW = -1;
export const FLOW_LEFT_OUT = -2;

/** Sorts rows into flows, and notes on the way where ports came from. */
export class Flows {
	readonly #session: Session;
	readonly #most: number;
	readonly all: Flow[] = [];
	readonly #byKey = new Map<string, number>();
	/** Flow of the message that brought a port, by `document port`. */
	readonly handedOver = new Map<string, number>();
	/** The other port of the channel that a document made, by `document port`. */
	readonly twins = new Map<string, number>();

	constructor(session: Session, most = MOST_FLOWS) {
		this.#session = session;
		this.#most = most;
	}

	/** The number of a row's flow, or one of the two that stand for none. */
	of(row: number): number {
		const { rows } = this.#session;
		const kind = rows.kind(row);
		if (kind === 'note') this.#noteChannel(row);
		if (kind !== 'message' && kind !== 'send' && kind !== 'frame') return NO_FLOW;
		const channel = rows.channel(row);
		// A call of a window's postMessage is noted in the realm it was called on, whoever called: the delivery tells more.
		if (kind === 'send' && channel === 'window' && rows.source(row) === 0) return NO_FLOW;
		const document = rows.document(row);
		const marks = rows.marks(row);
		const target = kind === 'frame' || channel === 'window' ? WINDOW : (rows.target(row) ?? WINDOW);
		const flow: Flow = {
			kind,
			channel,
			direction: rows.direction(row),
			document,
			source: undefined,
			origin: this.#session.origins.text(rows.origin(row)),
			target,
			socket: kind === 'frame' ? rows.ref(row) : -1,
			other: channel === 'window' ? this.#otherByTime(row) : this.#partnerOf(row),
			listeners: this.#listenersOf(row),
			undelivered: (marks & mark.undelivered) !== 0,
			synthetic: (marks & mark.synthetic) !== 0,
			count: 0,
		};
		const number = this.#numberOf(flow, rows.source(row), row);
		if (kind === 'message' && number >= 0) this.#notePorts(row, document, number);
		return number;
	}

	#numberOf(flow: Flow, sourceId: number, row: number): number {
		const { kind, channel, direction, document, origin, target, socket, other, listeners } = flow;
		const key = `${kind} ${channel} ${direction} ${document} ${sourceId} ${socket} ${other} ${target.id} ${listeners} ${flow.undelivered} ${flow.synthetic} ${origin}\n${target.name}`;
		let number = this.#byKey.get(key);
		if (number !== undefined) return number;
		if (this.all.length >= this.#most) return FLOW_LEFT_OUT;
		number = this.all.length;
		flow.source = this.#session.source(row);
		this.all.push(flow);
		this.#byKey.set(key, number);
		return number;
	}

	/** Where a path was that of several documents, one after the other, the row's time tells which. */
	#otherByTime(row: number): number {
		const { documents } = this.#session;
		if (documents.arePlacesUnique) return -1;
		if (this.#session.source(row)?.token !== undefined) return -1;
		return this.#session.otherDocument(row)?.index ?? -1;
	}

	/** The document where the other half of a message was seen, when it is another. */
	#partnerOf(row: number): number {
		const { rows } = this.#session;
		const peer = rows.peer(row);
		const partner = peer !== undefined && this.#session.holds(peer) ? rows.document(peer) : -1;
		return partner === rows.document(row) ? -1 : partner;
	}

	#listenersOf(row: number): readonly number[] {
		const { rows } = this.#session;
		if (rows.ran(row) === 0) return NONE;
		return [...new Set(rows.runners(row))].sort((a, b) => a - b);
	}

	#notePorts(row: number, document: number, flow: number): void {
		if (!this.#session.rows.bringsPorts(row)) return;
		const event = eventOf(this.#session, row);
		for (const id of event?.kind === 'message' ? event.ports : []) {
			if (this.handedOver.size < MOST_PORTS) this.handedOver.set(`${document} ${id}`, flow);
		}
	}

	#noteChannel(row: number): void {
		const text = this.#session.rows.text(row);
		if (!text?.includes('"kind":"channel-created"') || this.twins.size >= MOST_PORTS) return;
		const event = eventOf(this.#session, row);
		if (event?.kind !== 'channel-created') return;
		const document = this.#session.rows.document(row);
		const [one, two] = event.ports;
		this.twins.set(`${document} ${one}`, two);
		this.twins.set(`${document} ${two}`, one);
	}
}

const NONE: readonly number[] = [];
const WINDOW: Flow['target'] = { id: 0 };
