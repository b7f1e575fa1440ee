import { forgetGone } from './gone.ts';
import { mark } from './rows.ts';
import type { Session } from './session.ts';

/** Gives up what is beyond the limits, the oldest first, and counts it. */
export function trim(session: Session): void {
	const { rows, limits, losses, sockets, timeline } = session;
	losses.bodies += rows.emptyBodies(limits.bodies);
	forgetGone(session);
	const dropped = rows.drop(limits.rows, (row) => unlink(session, row));
	if (dropped === 0) return;
	losses.rows += dropped;
	const { first } = rows;
	for (const socket of sockets) {
		// Frames are in the order of their ids: only the beginning can be gone.
		if (!socket || (socket.frames[0] ?? first) >= first) continue;
		const kept = socket.frames.findIndex((row) => row >= first);
		socket.frames.splice(0, kept < 0 ? socket.frames.length : kept);
	}
	timeline.prune((row) => row >= first, dropped);
	if (session.origins.hasGrown) forgetOrigins(session);
}

/** Pages can invent any number of origins for events that they dispatch themselves. */
export function forgetOrigins({ rows, origins }: Session): void {
	const used = new Set<number>();
	for (let row = rows.first; row < rows.next; row++) used.add(rows.origin(row));
	origins.retain(used);
}

/** A row is about to be given up: its document must not lead to it any more. */
function unlink(session: Session, row: number): void {
	const { rows } = session;
	if (rows.marks(row) & mark.extension) session.others--;
	const kind = rows.kind(row);
	if (kind !== 'message' && kind !== 'send') return;
	const record = session.documentOf(row);
	const known = kind === 'message' ? record?.messages : record?.sends;
	const number = rows.ref(row);
	if (known?.get(number) === row) known.delete(number);
	session.deliveries.unlink(row);
	session.elsewhere.unlink(row);
}
