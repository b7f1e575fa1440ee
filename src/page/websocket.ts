/**
 * WebSocket: constructor, life, frames both ways.
 *
 * Observes: URL and protocols asked for and chosen, readyState changes, frames with their bytes, close() calls, close
 * code, reason and wasClean. Leaves alone: every event, value and error; instances get no own property.
 * Ours are the first listeners of each socket. A page could notice one stack frame in send() and close() and, as with
 * any listener, that an OPEN socket is not collected (HTML, "garbage collection" of WebSocket).
 */
import type { Bodies } from './bodies.ts';
import { affordStack, encodeStack, type Stack, takeStack } from './call-site.ts';
import { members } from './encoded.ts';
import type { Log } from './log.ts';
import {
	addListener,
	apply,
	type Callable,
	closeCode,
	closeReason,
	closeWasClean,
	construct,
	eventIsTrusted,
	getPrototypeOf,
	getterOf,
	messageData,
	stringify,
	Table,
	toStringTag,
} from './natives.ts';
import { argument, dataOf, firstText, itemsJson, ownString } from './own-properties.ts';
import { patchAccessor, patchConstructor, patchMethod, report } from './patch.ts';
import type { Runs } from './runs.ts';
import { slot, slotsOf } from './slots.ts';
import { SocketInventory } from './socket-inventory.ts';
import { followStream, STREAM, streamPrototype, streamUrl } from './socket-stream.ts';
import { targetId } from './target-ids.ts';

const WebSocketCtor = WebSocket;
const prototype = WebSocketCtor.prototype;
const url = getterOf(prototype, 'url') as Callable;
const protocol = getterOf(prototype, 'protocol') as Callable;
const extensions = getterOf(prototype, 'extensions') as Callable;
const readyState = getterOf(prototype, 'readyState') as Callable;
const bufferedAmount = getterOf(prototype, 'bufferedAmount') as Callable;
const binaryType = getterOf(prototype, 'binaryType') as Callable;
const send = dataOf(prototype, 'send') as Callable;
const close = dataOf(prototype, 'close') as Callable;
const CLOSING = 2;
/** The members synthetic and rule of a row. */
const UNMARKED = 'null,null';
const SYNTHETIC = 'true,null';

export interface SocketNatives {
	url: Callable;
	readyState: Callable;
	binaryType: Callable;
	send: Callable;
	close: Callable;
}

export interface Socket {
	id: number;
	closing: boolean;
}

export class WebSockets {
	readonly #log: Log;
	readonly #runs: Runs;
	readonly #bodies: Bodies;
	readonly #sockets = new Table<object, Socket>();
	readonly inventory: SocketInventory;
	/** For tools, which come when the prototype may be the page's. */
	readonly natives: SocketNatives = { __proto__: null, url, readyState, binaryType, send, close } as never;
	/** Number of the frame told last. */
	lastFrame = 0;
	/** What the frames told now are marked with; set by tools alone. */
	mark = UNMARKED;

	constructor(log: Log, runs: Runs, bodies: Bodies) {
		this.#log = log;
		this.#runs = runs;
		this.#bodies = bodies;
		this.inventory = new SocketInventory(log);
	}

	install(): void {
		patchConstructor('WebSocket', (socket, args) => {
			this.#adopt(socket, args);
		});
		patchConstructor(STREAM, (stream, args) => {
			followStream(this.#begin(stream, args, streamUrl, STREAM).id, stream, this.inventory);
		});
		const patchClose = (owner: object): void => {
			patchMethod(owner, 'close', (native, self, args) => {
				const stack = takeStack();
				const result = apply(native, self, args);
				this.#noteClose(self as object, args, stack);
				return result;
			});
		};
		patchClose(prototype);
		if (streamPrototype) patchClose(streamPrototype);
		patchMethod(prototype, 'send', (native, self, args) => this.send(native, self, args));
		patchAccessor(prototype, 'binaryType', {
			set: (native, self, args) => {
				apply(native, self, args);
				const socket = this.#sockets.get(self as object);
				const to = args[0];
				if (socket && (to === 'blob' || to === 'arraybuffer')) {
					this.#log.add(60, () => `"binary-type-set",${socket.id},"${to}"`);
				}
			},
		});
	}

	/** Starts to watch a socket, right after it was constructed and before the page has it. */
	#begin(object: object, args: unknown[], url: Callable, api: string): Socket {
		const id = targetId(object);
		const socket = { __proto__: null, id, closing: false } as unknown as Socket;
		this.#sockets.set(object, socket);
		const stack = takeStack();
		const resolved = apply(url, object, []) as string;
		const requested = firstText(args) ?? resolved;
		const protocols = askedProtocols(argument(args, 1));
		this.inventory.connecting(
			id,
			object,
			() =>
				`"socket-connecting",${id},${stringify(requested)},${stringify(resolved)},${protocols},"${api}",${encodeStack(stack)}`,
		);
		return socket;
	}

	#adopt(object: object, args: unknown[]): Socket {
		const socket = this.#begin(object, args, url, 'WebSocket');
		const { id } = socket;
		// What a page dispatches itself is no frame and no end, and may be an event of any class; tools say what is theirs.
		const listen = (type: string, receive: (event: Event) => void): void => {
			const check = (event: Event): void => {
				if (this.mark !== UNMARKED || this.#runs.posed || apply(eventIsTrusted, event, [])) receive(event);
			};
			apply(addListener, object, [type, check]);
		};
		listen('open', () => {
			const chosen = apply(protocol, object, []) as string;
			const agreed = apply(extensions, object, []) as string;
			this.inventory.opened(id, () => `"socket-opened",${id},${stringify(chosen)},${stringify(agreed)}`);
		});
		listen('message', (event) => this.receive(socket, event, object));
		listen('error', () => {
			this.#log.add(60, () => `"socket-errored",${id}`);
		});
		listen('close', (event) => this.closed(socket, event, object));
		return socket;
	}

	/** Opens a socket that no script of the page asked for; a tool's. */
	open(args: unknown[]): object {
		const socket = construct(WebSocketCtor, args) as object;
		this.#adopt(socket, args);
		return socket;
	}

	/** Tells a frame that came. Tools may stand in for this, for send and for closed. */
	receive({ id }: Socket, event: Event, _object: object): void {
		const posed = this.#runs.posedAs(event);
		const data = posed ? posed.data : apply(messageData, event, []);
		const mark = posed ? SYNTHETIC : this.mark;
		const frame = ++this.lastFrame;
		if (this.#log.recording) this.#runs.remember(event, -frame);
		const body = this.#bodies.take('frame', frame, data, true);
		const form = formOf(data);
		this.#log.add(
			this.#bodies.cost(data),
			() => `${frameHead(id, frame, 'in', form)},${members(body())},${mark}`,
		);
	}

	send(native: Callable, self: unknown, args: unknown[]): unknown {
		// Natively, whether this is a socket at all is checked first.
		if (args.length > 0 && slot(readyState, self) !== undefined) {
			const data = args[0];
			// What is no string, buffer or Blob becomes a string (Web IDL union), and only once.
			if (typeof data === 'object' && data !== null && formOf(data) === 'string' && !isShared(data))
				args[0] = `${data as unknown as string}`;
			else if (typeof data === 'function') args[0] = `${data as unknown as string}`;
		}
		const result = apply(native, self, args);
		try {
			this.noteSend(self as object, args[0]);
		} catch (error) {
			report('send', error);
		}
		return result;
	}

	/** Tells a frame that was sent. */
	noteSend(object: object, sent: unknown): void {
		const socket = this.#sockets.get(object) ?? this.#adopt(object, []);
		const { id } = socket;
		const data = typeof sent === 'object' && sent !== null ? sent : `${sent as string}`;
		const frame = ++this.lastFrame;
		this.#runs.noteFrame(frame);
		const body = this.#bodies.take('frame', frame, data, false);
		const form = formOf(data);
		const buffered = apply(bufferedAmount, object, []) as number;
		const discarded = (apply(readyState, object, []) as number) >= CLOSING;
		const stack = this.#log.recording ? affordStack() : undefined;
		const { mark } = this;
		this.#log.add(
			this.#bodies.cost(data),
			() =>
				`${frameHead(id, frame, 'out', form)},${members(body())},${mark},${buffered},` +
				`${discarded ? true : null},${stack ? encodeStack(stack) : null}`,
		);
	}

	#noteClose(object: object, args: unknown[], stack: Stack): void {
		const socket = this.#sockets.get(object);
		if (!socket || socket.closing) return;
		socket.closing = true;
		const code = args.length > 0 && typeof args[0] === 'number' ? args[0] | 0 : null;
		const reason = textJson(argument(args, 1)) ?? null;
		this.#log.add(100, () => `"socket-closing",${socket.id},${encodeStack(stack)},${code},${reason}`);
	}

	closed(socket: Socket, event: Event, _object: object): void {
		const code = apply(closeCode, event, []) as number;
		const reason = apply(closeReason, event, []) as string;
		const wasClean = apply(closeWasClean, event, []) as boolean;
		const { mark } = this;
		const by = socket.closing ? 'page' : code === 1006 ? 'browser' : 'peer';
		this.inventory.closed(
			socket.id,
			() => `"socket-closed",${socket.id},${code},${stringify(reason)},${wasClean},"${by}",${mark}`,
		);
	}
}

const frameHead = (socket: number, frame: number, direction: 'in' | 'out', form: string): string =>
	`"socket-frame",${socket},${frame},"${direction}","${form === 'string' ? 'text' : 'binary'}","${form}"`;

export function formOf(data: unknown): 'string' | 'arraybuffer' | 'view' | 'blob' {
	if (typeof data !== 'object' || data === null) return 'string';
	const slots = slotsOf(data, getPrototypeOf(data) ?? data);
	if (slots === 'view' || slots === 'blob') return slots;
	return slots === 'buffer' ? 'arraybuffer' : 'string';
}

/** A SharedArrayBuffer, which send() refuses; its global is hidden from pages that are not cross-origin isolated. */
const isShared = (data: object): boolean =>
	ownString(getPrototypeOf(data) ?? data, toStringTag) === 'SharedArrayBuffer';

const textJson = (item: unknown): string | undefined =>
	typeof item === 'string' ? stringify(item) : undefined;

/** Subprotocols as JSON, read only from a string or a plain array of strings: anything else would run page code twice. */
const askedProtocols = (asked: unknown): string =>
	typeof asked === 'string' ? `[${stringify(asked)}]` : itemsJson(asked, textJson);
