import type { HookEventOf } from '../protocol/event.ts';
import type { DocumentRecord } from './documents.ts';
import { mark } from './rows.ts';
import { hasSecret } from './secrets.ts';
import type { Session } from './session.ts';
import { newSocket, type SocketRecord } from './socket-record.ts';

/** Frames of a socket that are searched for credentials, and characters of each: they come at the beginning. */
const SEARCHED_FRAMES = 100;
const SEARCHED_LENGTH = 4_000;

type Change =
	| HookEventOf<'socket-connecting'>
	| HookEventOf<'socket-opened'>
	| HookEventOf<'socket-closing'>
	| HookEventOf<'socket-closed'>
	| HookEventOf<'socket-errored'>
	| HookEventOf<'binary-type-set'>;

/** A connection came one step further in its life. */
export function socketChanged(session: Session, record: DocumentRecord, event: Change): void {
	const socket = find(session, record, event.socket, event.time);
	if (event.kind === 'socket-closed' && !socket.closed) session.gone.sockets.push(socket.index);
	change(socket, event);
	session.handshakes.touch(socket.url);
	if (!session.recording) return;
	session.addRow({
		kind: 'socket',
		document: record.index,
		time: event.time,
		channel: 'websocket',
		ref: socket.index,
		marks:
			(isProblem(event) ? mark.problem : 0) | ('synthetic' in event && event.synthetic ? mark.synthetic : 0),
		event,
	});
}

/** Notes whether a frame of the page's, counted already, holds what looks like a credential. */
export function noteSecret(
	socket: SocketRecord,
	{ direction, synthetic, data }: HookEventOf<'socket-frame'>,
): void {
	if (direction === 'in' || synthetic || socket.sentSecret || socket.out.frames > SEARCHED_FRAMES) return;
	socket.sentSecret = data.t === 'string' && hasSecret(data.v.slice(0, SEARCHED_LENGTH));
}

/** A frame passed. */
export function socketFrame(
	session: Session,
	record: DocumentRecord,
	event: HookEventOf<'socket-frame'>,
): void {
	const socket = find(session, record, event.socket, event.time);
	const traffic = socket[event.direction];
	traffic.frames++;
	traffic.bytes += event.size;
	noteSecret(socket, event);
	// What is held must be there to be let go, also while recording is paused.
	if (!session.recording && event.rule !== 'held') {
		session.losses.paused++;
		return;
	}
	const row = session.addRow({
		kind: 'frame',
		document: record.index,
		time: event.time,
		direction: event.direction,
		channel: 'websocket',
		size: event.size,
		ref: socket.index,
		marks:
			(event.synthetic ? mark.synthetic : 0) |
			(event.rule ? mark.ruled : 0) |
			(event.opcode === 'binary' ? mark.binary : 0) |
			(event.complete ? 0 : mark.incomplete) |
			(event.discarded ? mark.undelivered : 0),
		event,
	});
	socket.frames.push(row);
	if (event.direction === 'in') record.lastFrame = { number: event.frame, row };
	if (event.rule === 'held') socket.held.set(event.frame, row);
}

/** A held frame was let go or dropped. */
export function frameReleased(
	session: Session,
	record: DocumentRecord,
	event: HookEventOf<'frame-released'>,
): void {
	find(session, record, event.socket, event.time).held.delete(event.frame);
}

function find(session: Session, record: DocumentRecord, number: number, time: number): SocketRecord {
	const known = session.sockets[record.sockets.get(number) ?? -1];
	if (known) return known;
	const socket = newSocket(session.sockets.length, record.index, number, time);
	session.sockets.push(socket);
	record.sockets.set(number, socket.index);
	return socket;
}

function change(socket: SocketRecord, event: Change): void {
	switch (event.kind) {
		case 'socket-connecting':
			socket.url = event.url;
			socket.requested = event.requested;
			socket.protocols = event.protocols;
			socket.api = event.api;
			socket.stack = event.stack;
			socket.startedAt = event.time;
			return;
		case 'socket-opened':
			socket.protocol = event.protocol;
			socket.extensions = event.extensions;
			socket.openedAt = event.time;
			if (socket.state === 'connecting') socket.state = 'open';
			return;
		case 'socket-closing':
			socket.closing = event;
			if (socket.state !== 'closed') socket.state = 'closing';
			return;
		case 'socket-closed':
			socket.closed = event;
			socket.closedAt = event.time;
			socket.state = 'closed';
			return;
		case 'socket-errored':
			socket.errored = true;
			return;
		case 'binary-type-set':
			socket.binaryType = event.to;
			return;
		default:
			event satisfies never;
	}
}

/** Close codes 1000 (normal), 1001 (going away) and 1005 (none given) are as it should be. */
function isProblem(event: Change): boolean {
	if (event.kind === 'socket-errored') return true;
	return event.kind === 'socket-closed' && (!event.wasClean || ![1000, 1001, 1005].includes(event.code));
}
