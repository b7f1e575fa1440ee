import type { Handshake } from '../protocol/handshake.ts';
import type { DocumentRecord } from './documents.ts';
import { addressKey } from './handshakes.ts';
import { headerOf } from './headers.ts';
import type { HookedSocket } from './join-handshakes.ts';
import type { Joined } from './joined.ts';
import type { Session } from './session.ts';
import { newSocket, type SocketRecord } from './socket-record.ts';

/** ms after which a handshake that no hook has spoken of counts as one of a place without a hook. */
export const HOOK_PATIENCE = 3_000;

/** The browser was seen to make a handshake, or more became known of one. */
export function takeHandshake(session: Session, handshake: Handshake, now: number): void {
	session.handshakes.add(handshake);
	placeHandshakes(session, now);
}

/** Gives each socket its handshake, and each handshake without a hooked socket a record of its own. */
export function placeHandshakes(session: Session, now: number): void {
	session.handshakes.settle(
		(key) => hookedSockets(session, key),
		(sockets, joined, all) => {
			for (const { index } of sockets) {
				const socket = session.sockets[index];
				if (socket) socket.handshake = joined.get(index);
			}
			return placeOthers(session, joined, all, now);
		},
	);
}

function hookedSockets({ sockets, documents }: Session, key: string): HookedSocket[] {
	return sockets.flatMap((socket) => {
		if (!socket || socket.unhooked || addressKey(socket.url) !== key) return [];
		const record = documents.get(socket.document);
		return [{ ...socket, place: record?.info, clockLag: record?.clockLag ?? 0 }];
	});
}

/** Returns whether one of them is still waited for. */
function placeOthers(
	session: Session,
	joined: ReadonlyMap<number, Joined>,
	all: readonly Handshake[],
	now: number,
): boolean {
	const hooked = new Set([...joined.values()].map(({ handshake }) => handshake.id));
	const records = new Map<string, SocketRecord>();
	for (const socket of session.sockets) {
		if (socket?.unhooked && socket.handshake) records.set(socket.handshake.handshake.id, socket);
	}
	let isWaiting = false;
	for (const handshake of all) {
		const record = records.get(handshake.id);
		if (hooked.has(handshake.id)) {
			// The hook's word came late.
			if (record) session.sockets[record.index] = undefined;
		} else if (record) describe(session, record, handshake);
		else if (now - handshake.startedAt >= HOOK_PATIENCE) addUnhooked(session, handshake);
		else isWaiting = true;
	}
	return isWaiting;
}

function addUnhooked(session: Session, handshake: Handshake): void {
	const document = documentOf(session, handshake);
	const socket = newSocket(session.sockets.length, document?.index ?? -1, 0, handshake.startedAt);
	socket.unhooked = true;
	socket.url = handshake.url;
	socket.requested = handshake.url;
	describe(session, socket, handshake);
	session.sockets.push(socket);
}

function describe({ gone }: Session, socket: SocketRecord, handshake: Handshake): void {
	const { request = [], response = [], status, error, answeredAt } = handshake;
	socket.handshake = { handshake, certain: true };
	socket.protocols = headerOf(request, 'Sec-WebSocket-Protocol')?.split(/ *, */) ?? [];
	socket.protocol = headerOf(response, 'Sec-WebSocket-Protocol') ?? '';
	socket.extensions = headerOf(response, 'Sec-WebSocket-Extensions') ?? '';
	socket.errored = error !== undefined || (status !== undefined && status !== 101);
	if (status === 101) socket.openedAt = answeredAt;
	if (socket.errored) {
		if (socket.state !== 'closed') gone.sockets.push(socket.index);
		socket.state = 'closed';
	} else if (status === 101) socket.state = 'open';
}

function documentOf({ documents }: Session, handshake: Handshake): DocumentRecord | undefined {
	const { documentId, frameId, startedAt } = handshake;
	const all = [...documents];
	return (
		all.find(({ info }) => documentId !== undefined && info?.documentId === documentId) ??
		all.findLast((record) => record.info && record.info.frameId === frameId && record.isLiveAt(startedAt))
	);
}
