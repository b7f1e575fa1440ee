import type { Handshake } from '../protocol/handshake.ts';
import { headerOf } from './headers.ts';
import type { Joined } from './joined.ts';
import type { SocketRecord } from './socket-record.ts';

/** What the browser says of the document that a socket was opened in. */
export interface Place {
	frameId: number;
	documentId?: string;
}

/** What is compared of a socket that the hook saw. */
export type HookedSocket = Pick<
	SocketRecord,
	'index' | 'number' | 'startedAt' | 'openedAt' | 'closedAt' | 'protocol' | 'protocols'
> & {
	place: Place | undefined;
	/** ms by which the clock of its page may be behind the browser's; 0 where nothing says so. */
	clockLag: number;
};

/** ms by which the page's clock and the network's may differ. */
const SLACK = 250;

/** As `joinHandshakes`, with the pages' clocks taken as they are or put right, whichever fits more. */
export function joinByEitherClock(
	sockets: readonly HookedSocket[],
	handshakes: readonly Handshake[],
): Map<number, Joined> {
	const joined = joinHandshakes(sockets, handshakes);
	if (joined.size === sockets.length || sockets.every(({ clockLag }) => Math.abs(clockLag) < SLACK / 2)) {
		return joined;
	}
	const put = (time: number | undefined, lag: number): number | undefined => time && time + lag;
	const moved = sockets.map((socket) => ({
		...socket,
		startedAt: socket.startedAt + socket.clockLag,
		openedAt: put(socket.openedAt, socket.clockLag),
		closedAt: put(socket.closedAt, socket.clockLag),
	}));
	const other = joinHandshakes(moved, handshakes);
	return other.size > joined.size ? other : joined;
}

/**
 * Which handshake belongs to which socket, by the sockets' indexes. All are of one address. What can be told apart is:
 * by document, time, outcome and subprotocol; the rest is paired in the order of opening, and said to be.
 */
export function joinHandshakes(
	sockets: readonly HookedSocket[],
	handshakes: readonly Handshake[],
): Map<number, Joined> {
	const ordered = [...sockets].sort((a, b) => a.startedAt - b.startedAt || a.number - b.number);
	const offered = [...handshakes].sort((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1));
	const fitting = fits(ordered, offered);
	const wanted = new Map<Handshake, number>();
	for (const list of fitting.values()) {
		for (const handshake of list) wanted.set(handshake, (wanted.get(handshake) ?? 0) + 1);
	}
	const joined = new Map<number, Joined>();
	const taken = new Set<Handshake>();
	const join = (socket: HookedSocket, handshake: Handshake): void => {
		const certain = fitting.get(socket)?.length === 1 && wanted.get(handshake) === 1;
		joined.set(socket.index, { handshake, certain });
		taken.add(handshake);
	};
	const left = (socket: HookedSocket): Handshake[] =>
		(fitting.get(socket) ?? []).filter((handshake) => !taken.has(handshake));
	// Sockets with a single choice first, so that nobody else takes it.
	for (const socket of ordered) {
		const [only, other] = left(socket);
		if (only && !other) join(socket, only);
	}
	for (const socket of ordered) {
		const [first] = joined.has(socket.index) ? [] : left(socket);
		if (first) join(socket, first);
	}
	return joined;
}

function fits(sockets: HookedSocket[], handshakes: Handshake[]): Map<HookedSocket, Handshake[]> {
	const all = new Map<HookedSocket, Handshake[]>();
	let first = 0;
	for (const socket of sockets) {
		const from = socket.startedAt - SLACK;
		while (first < handshakes.length && (handshakes[first] as Handshake).startedAt < from) first++;
		const until = (socket.openedAt ?? socket.closedAt ?? Number.POSITIVE_INFINITY) + SLACK;
		const list: Handshake[] = [];
		for (let at = first; at < handshakes.length; at++) {
			const handshake = handshakes[at] as Handshake;
			if (handshake.startedAt > until) break;
			if (isPossible(socket, handshake)) list.push(handshake);
		}
		all.set(socket, list);
	}
	return all;
}

function isPossible(socket: HookedSocket, handshake: Handshake): boolean {
	return (
		isSamePlace(socket.place, handshake) && isSameOutcome(socket, handshake) && isSameOffer(socket, handshake)
	);
}

/** A handshake without a place may be anybody's; one of a known frame without a document was a worker's. */
function isSamePlace(place: Place | undefined, { frameId, documentId }: Handshake): boolean {
	if (!place || frameId === undefined) return true;
	return place.documentId === undefined ? place.frameId === frameId : place.documentId === documentId;
}

function isSameOutcome(
	{ openedAt, protocol }: HookedSocket,
	{ status, error, response }: Handshake,
): boolean {
	if (openedAt === undefined) return true;
	if (error !== undefined && status === undefined) return false;
	if (status !== undefined && status !== 101) return false;
	return !response || (headerOf(response, 'Sec-WebSocket-Protocol') ?? '') === protocol;
}

/** Chromium's webRequest does not show what was asked for: then nothing is said. */
function isSameOffer({ protocols }: HookedSocket, { request }: Handshake): boolean {
	const offer = request && headerOf(request, 'Sec-WebSocket-Protocol');
	return offer === undefined || offer.split(/ *, */).join() === protocols.join();
}
