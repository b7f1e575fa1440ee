/** Acts on sockets of the page: send, receive, close, end, open. */
import type { Act } from '../protocol/act.ts';
import type { FailureCode } from '../protocol/failure.ts';
import {
	apply,
	CloseEventCtor,
	construct,
	dispatch,
	EventCtor,
	list,
	MessageEventCtor,
	regExpExec,
	runs,
	sockets,
	stopImmediatePropagation,
	Table,
} from './toolbox.ts';

/** Marks what the hook tells meanwhile as made by a tool. */
export const SYNTHETIC = 'true,null';
const { natives } = sockets;
const OPEN = 1;
const CLOSING = 2;
const ORIGIN = /^\w+:\/\/[^/?#]*/;

const stateOf = (socket: object): number => apply(natives.readyState, socket, []) as number;

function liveSocket(id: number): object {
	const socket = sockets.inventory.socketOf(id);
	if (!socket) throw refusal('socket-closed');
	return socket;
}

function openSocketOf(id: number): object {
	const socket = liveSocket(id);
	if (stateOf(socket) !== OPEN) throw refusal('socket-not-open');
	return socket;
}

/** The hook's own way to send, before rules stand in for it: what a person sends is sent. */
const { send } = sockets;

/** Sends on the page's socket what no script of the page sent. `data`: a string, buffer, view or Blob. */
export function sendFrame(id: number, data: unknown): void {
	const socket = openSocketOf(id);
	telling(SYNTHETIC, () => apply(send, sockets, [natives.send, socket, list(data)]));
}

/**
 * Delivers a frame that did not come, by dispatch at the socket: both sorts of listeners get it in their order, with the
 * socket's origin and binary data as binaryType says. Only `isTrusted` tells it from a real one.
 */
export function receiveFrame(id: number, value: unknown, asBlob: unknown): void {
	const socket = openSocketOf(id);
	const wantsBlob = asBlob !== undefined && apply(natives.binaryType, socket, []) === 'blob';
	deliver(socket, wantsBlob ? asBlob : value);
}

/** As receiveFrame, of data in the form in which the page shall get it. */
export function deliver(socket: object, data: unknown): void {
	const url = apply(natives.url, socket, []);
	const origin = (apply(regExpExec, ORIGIN, [url]) as string[] | null)?.[0] ?? '';
	const event = construct(MessageEventCtor, ['message', { __proto__: null, data, origin }]) as object;
	const before = runs.posed;
	runs.posed = { __proto__: null, event, data, origin, source: null, ports: list() } as never;
	try {
		apply(dispatch, socket, [event]);
	} finally {
		runs.posed = before;
	}
}

/** How sockets are to end for the page, until they do. */
const ends = new Table<object, (Act & { kind: 'socket-end' }) | undefined>();

/** Closes the socket and shows the page another end in place of the real one. */
export function endSocket(act: Act & { kind: 'socket-end' }): void {
	const socket = liveSocket(act.socket);
	ends.set(socket, act);
	if (stateOf(socket) < CLOSING) apply(natives.close, socket, []);
}

const { closed } = sockets;
sockets.closed = (known, event, socket) => {
	const end = ends.get(socket);
	if (!end) {
		apply(closed, sockets, [known, event, socket]);
		return;
	}
	ends.set(socket, undefined);
	apply(stopImmediatePropagation, event, []);
	const { code, reason, wasClean, error } = end;
	const init = { __proto__: null, code, reason, wasClean };
	telling(SYNTHETIC, () => {
		if (error) apply(dispatch, socket, [new EventCtor('error')]);
		apply(dispatch, socket, [new CloseEventCtor('close', init as CloseEventInit)]);
	});
};

/** Closes it as the page could; throws what close() throws for a bad code or reason. */
export function closeSocket({ socket, code, reason }: Act & { kind: 'socket-close' }): void {
	apply(natives.close, liveSocket(socket), code === undefined ? list() : list<unknown>(code, reason ?? ''));
}

/** Opens a socket from the page's origin; throws what the constructor throws. */
export function openSocket(url: string, protocols: string[]): void {
	telling(SYNTHETIC, () => sockets.open(list<unknown>(url, protocols)));
}

/** Does something of which whatever the hook tells is marked so: the members synthetic and rule of its row. */
export function telling(mark: string, act: () => unknown): void {
	const before = sockets.mark;
	sockets.mark = mark;
	try {
		act();
	} finally {
		sockets.mark = before;
	}
}

const refusals = new Table<object, FailureCode>();

/** Thrown to be answered. */
export function refusal(code: FailureCode): object {
	const made = { __proto__: null };
	refusals.set(made, code);
	return made;
}

/** Undefined for what is not of `refusal`: a page can throw anything, and make it look like anything. */
export const refusalCode = (thrown: unknown): FailureCode | undefined => refusals.get(thrown as object);
