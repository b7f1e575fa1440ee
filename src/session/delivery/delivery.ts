import { eventOf } from '../event-of.ts';
import { mark } from '../rows.ts';
import type { Session } from '../session.ts';
import { IN_FLIGHT } from './deliveries.ts';
import { listenersAt } from './listeners-at.ts';
import { DELIVERY_PATIENCE } from './waiting.ts';

/** What became of a send. */
export interface Delivery {
	state:
		| 'heard'
		/** It arrived where a listener is registered whose runs cannot be watched. */
		| 'unwatched'
		/** It arrived and nothing listened. */
		| 'unheard'
		| 'undelivered'
		/** It may still arrive. */
		| 'waiting'
		/** Whether it arrived is not observable. */
		| 'unseen';
	/** Rows of its deliveries that are still held. */
	rows: number[];
	/** Listeners that ran, over all deliveries. */
	ran: number;
	/** Another of the sends of that time may have been the one. */
	byOrder: boolean;
	why?: Why;
}

export type Why =
	/** The call threw. */
	| 'threw'
	/** The window's document was left before. */
	| 'gone'
	/** targetOrigin was another, the call threw, or it was made on another window: not observable which. */
	| 'refused'
	/** No other channel of that name was seen to get it. */
	| 'nobody'
	/** The other port has no listener, is not started or closed. */
	| 'port-silent'
	/** The other end is not in a document that is watched. */
	| 'other-end'
	/** Scripts in workers cannot be seen. */
	| 'worker'
	/** Events around it were lost or not recorded. */
	| 'lost';

/** What became of a send, as far as it was observable. */
export function deliveryOf(session: Session, row: number): Delivery {
	const { rows } = session;
	const marks = rows.marks(row);
	const held = session.deliveries.rowsOf(row).filter(session.holds);
	const byOrder = (marks & mark.byOrder) !== 0;
	const none = { rows: held, ran: 0, byOrder };
	if (rows.peer(row) !== undefined) {
		const ran = held.reduce((sum, each) => sum + rows.ran(each), 0);
		if (ran > 0) return { ...none, state: 'heard', ran };
		if (held.length === 0) return { ...none, state: 'unseen', why: 'lost' };
		return { ...none, state: held.some((each) => isListenedTo(session, each)) ? 'unwatched' : 'unheard' };
	}
	if (rows.isWaiting(row) && !(marks & mark.undelivered)) return { ...none, state: 'waiting' };
	const channel = rows.channel(row);
	if (marks & mark.undelivered) return { ...none, state: 'undelivered', why: whyNot(session, row) };
	if (channel.endsWith('worker')) return { ...none, state: 'unseen', why: 'worker' };
	return { ...none, state: 'unseen', why: channel === 'port' ? 'other-end' : 'lost' };
}

/** Whether a send is known to have reached no listener. */
export function reachedNobody(session: Session, row: number): boolean {
	if (session.rows.kind(row) !== 'send') return false;
	const { state } = deliveryOf(session, row);
	return state === 'undelivered' || state === 'unheard';
}

export type Unsent =
	/** Calls by documents of other origins are not observable. */
	| 'other-origin'
	| 'worker'
	/** The other end of the port or channel is not in a document that is watched. */
	| 'other-end'
	/** Calls of the window's own method are watched and there was none: a content script posted it, say. */
	| 'native'
	/** Calls were not watched yet, or events were lost. */
	| 'lost'
	/** A script dispatched the event itself. */
	| 'dispatched';

/** Why the send behind a delivery is not shown; undefined where it is, or where there was none but a person's wish. */
export function unsentOf(session: Session, row: number): Unsent | undefined {
	const { rows } = session;
	if (rows.peer(row) !== undefined || rows.marks(row) & mark.synthetic) return undefined;
	if (rows.marks(row) & mark.untrusted) return 'dispatched';
	const channel = rows.channel(row);
	if (channel.endsWith('worker')) return 'worker';
	if (channel === 'port' || channel === 'broadcast-channel') return 'other-end';
	if (channel !== 'window') return undefined;
	const record = session.documentOf(row);
	const own = record?.info?.origin;
	if (
		session.source(row)?.relation !== 'self' &&
		(own === 'null' || own !== session.origins.text(rows.origin(row)))
	) {
		return 'other-origin';
	}
	return record && rows.time(row) > record.sendsSeenFrom + IN_FLIGHT ? 'native' : 'lost';
}

function whyNot(session: Session, row: number): Why {
	const { rows } = session;
	const event = eventOf(session, row);
	if (event?.kind === 'sent' && event.threw !== undefined) return 'threw';
	const channel = rows.channel(row);
	if (channel === 'broadcast-channel') return 'nobody';
	if (channel === 'port') return 'port-silent';
	const ended = session.documentOf(row)?.endedAt;
	return ended !== undefined && ended - rows.time(row) < DELIVERY_PATIENCE ? 'gone' : 'refused';
}

/** Whether a row is something that listeners hear: a message, or a frame that came in. */
export function isHeard({ rows }: Session, row: number): boolean {
	const kind = rows.kind(row);
	return kind === 'message' || (kind === 'frame' && rows.direction(row) === 'in');
}

/** Whether a listener was registered on the target of a delivery or a frame when it came. */
export function isListenedTo(session: Session, row: number): boolean {
	const { rows, sockets } = session;
	const record = session.documentOf(row);
	if (!record) return false;
	const isFrame = rows.kind(row) === 'frame';
	if (!isFrame && rows.kind(row) !== 'message') return false;
	const target = isFrame ? sockets[rows.ref(row)]?.number : rows.target(row)?.id;
	const type = !isFrame && rows.marks(row) & mark.problem ? 'messageerror' : 'message';
	const listeners = target === undefined ? [] : listenersAt(session, record, type, target);
	if (listeners.length === 0) return false;
	// With its body given up, only the count of runs is left.
	const seq = rows.seq(row);
	if (seq === undefined) return false;
	return listeners.some(({ added, removed }) => isBefore(added, seq) && !(removed && isBefore(removed, seq)));
}

/** Listeners that were found later have no place in the order of events: they count as having been there. */
const isBefore = (one: { seq: number }, seq: number): boolean => one.seq === 0 || one.seq < seq;
