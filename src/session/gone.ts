import { MOST_GONE } from './limits.ts';
import type { ListenerRecord } from './listener-record.ts';
import { mark } from './rows.ts';
import type { Session } from './session.ts';
import type { SocketRecord } from './socket-record.ts';

/** Indexes of what was removed or closed, in the order in which that happened. */
export class Gone {
	listeners: number[] = [];
	sockets: number[] = [];
}

/** Forgets the oldest listeners that were removed and sockets that closed, where there are twice as many as may be. */
export function forgetGone(session: Session): void {
	const { gone, limits, listeners, sockets } = session;
	const { gone: most = MOST_GONE } = limits;
	if (gone.listeners.length > 2 * most) {
		for (const index of gone.listeners.splice(0, gone.listeners.length - most)) {
			const listener = listeners[index];
			if (listener?.removed) forgetListener(session, listener);
		}
	}
	if (gone.sockets.length > 2 * most) {
		const old = gone.sockets.splice(0, gone.sockets.length - most);
		// What has frames to show stays until they are given up.
		const kept = old.filter((index) => (sockets[index]?.frames.length ?? 0) > 0);
		for (const index of old) if (sockets[index]?.frames.length === 0) forgetSocket(session, index);
		gone.sockets.unshift(...kept);
	}
}

/** Forgets sockets with the document or page that they were of. */
export function dropSockets({ sockets }: Session, isOfIt: (socket: SocketRecord) => boolean): void {
	for (const socket of sockets) if (socket && isOfIt(socket)) sockets[socket.index] = undefined;
}

function forgetListener(session: Session, { index, document, added, row }: ListenerRecord): void {
	session.listeners[index] = undefined;
	const record = session.documents.get(document);
	if (record?.listeners.get(added.listener) === index) record.listeners.delete(added.listener);
	// The row had the listener's name and place from it.
	if (row < 0 || !session.holds(row) || session.rows.marks(row) & mark.emptied) return;
	session.rows.emptyEvent(row);
	session.mark(row, mark.emptied);
	session.losses.bodies++;
}

function forgetSocket(session: Session, index: number): void {
	const socket = session.sockets[index];
	if (!socket) return;
	session.sockets[index] = undefined;
	const record = session.documents.get(socket.document);
	if (record?.sockets.get(socket.number) === index) record.sockets.delete(socket.number);
	session.losses.bodies++;
}
