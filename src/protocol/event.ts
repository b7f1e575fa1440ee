import type { SinkName } from './sink-name.ts';
import type { Value } from './value.ts';

/** A place in a script. Line and column are 1-based, as stack traces print them. */
export interface CallSite {
	url: string;
	line: number;
	column: number;
	functionName?: string;
	/** The function was called by the browser, as a listener of messages that is watched. */
	listener?: true;
}

export type TargetKind =
	| 'window'
	| 'port'
	| 'broadcast-channel'
	| 'worker'
	| 'shared-worker'
	| 'service-worker'
	| 'websocket'
	| 'event-source';

/** An event target of the document. The window is always id 0; ids are never used again. */
export interface TargetRef {
	kind: TargetKind;
	id: number;
	/** BroadcastChannel name, script URL of a worker, URL of a socket or EventSource. */
	name?: string;
}

/**
 * Which window a message came from, as seen from the receiving document.
 * `path`: child indexes from the top of that window's tree ('' = top, '0.2' = top.frames[0].frames[2]);
 * absent where the window is in no list of frames (shadow DOM, removed).
 */
export interface SourceRef {
	relation:
		| 'self'
		| 'parent'
		| 'ancestor'
		| 'child'
		| 'descendant'
		| 'sibling'
		| 'opener'
		| 'popup'
		| 'other'
		| 'none'
		| 'port'
		| 'worker';
	path?: string;
	/** Token of the source document where the isolated world shares objects with its relay's (see Hello.token). */
	token?: string;
	/** The browser's id of the source's frame, where it tells (Firefox: runtime.getFrameId); 0 is the top of any tab. */
	frame?: number;
}

/** What an event listener was registered with. */
export interface ListenerOptions {
	capture: boolean;
	once: boolean;
	passive?: boolean;
	signal: boolean;
}

/** A handler behind a wrapper. `by`: the property by which the wrapper leads to it. */
export interface WrappedHandler {
	by: string;
	source: string;
	name: string;
}

export type ReadName = 'data' | 'origin' | 'source' | 'ports';

/**
 * Common to all: `seq` counts the hook's events of the document from 1, also those dropped, and 0 stands on what the
 * relay or the ring adds (never a duplicate); `time` in ms since the epoch.
 */
interface Base {
	seq: number;
	time: number;
}

/**
 * Facts observed in a page, in the past tense. Declared once; checked by guard.ts.
 * Events with `n` (window messages) are joined by it with the relay's `message-seen`.
 */
export type HookEvent = Base &
	(
		| {
				kind: 'listener-added';
				listener: number;
				target: TargetRef;
				type: 'message' | 'messageerror' | 'open' | 'close' | 'error';
				/** `when`: of a stream of events, whose listeners no script can see. */
				how: 'addEventListener' | 'property' | 'attribute' | 'when' | 'unseen';
				/** How the callback is called: as a function, or through its handleEvent method. */
				callback: 'function' | 'handleEvent';
				options: ListenerOptions;
				/** Function.prototype.toString of the handler, cut at `sourceLength`. */
				source: string;
				sourceLength: number;
				name: string;
				/** Innermost first; empty where it could not be taken. */
				stack: CallSite[];
				/** The handlers found behind a library's wrapper or dispatcher; absent where the callback is the handler. */
				wrapped?: WrappedHandler[];
				/** Why runs and reads of this listener cannot be watched, if so. */
				unwatched?: 'foreign-realm' | 'unseen';
		  }
		/** The handlers behind a dispatcher changed since the listener was added. */
		| { kind: 'listener-unwrapped'; listener: number; wrapped: WrappedHandler[] }
		| {
				kind: 'listener-removed';
				listener: number;
				how: 'removeEventListener' | 'once' | 'signal' | 'replaced' | 'document-open' | 'unseen';
		  }
		| {
				kind: 'message';
				message: number;
				target: TargetRef;
				type: 'message' | 'messageerror';
				/** Ordinal among the window's messages; absent for other targets. */
				n?: number;
				origin: string;
				source: SourceRef;
				/** Ids of the ports that came with it. */
				ports: number[];
				trusted: boolean;
				data: Value;
				/** Estimated size of the data in bytes (UTF-8 for strings). */
				size: number;
				/** Whether `data` is all of it; else ask with get-body and this id. */
				complete: boolean;
				/** Made by Earshot on a person's request. */
				synthetic?: true;
		  }
		/**
		 * The isolated world's own sight of a window message: what the browser says, whatever the page did. `count`: so many
		 * in a row, from `n` on, of which it says the same; `time` is the first one's.
		 */
		| {
				kind: 'message-seen';
				n: number;
				origin: string;
				trusted: boolean;
				source: SourceRef;
				count?: number;
		  }
		/** From this ordinal on, every window message has a `message-seen` too; before it, only the hook watched. */
		| { kind: 'seen-from'; n: number }
		| {
				kind: 'listener-ran';
				listener: number;
				/** 0 when it ran for a socket's frame. */
				message: number;
				frame?: number;
				/** In the order of first read. */
				reads: { name: ReadName; site?: CallSite | undefined }[];
				/** ms; absent when the end was not watched. */
				duration?: number;
				stopped?: boolean;
				/** Ids of sends and frames made while it ran. */
				sent?: number[];
				frames?: number[];
				threw?: string;
				/** Absent where the browser told none: of scripts of another origin that came without CORS. */
				thrownAt?: CallSite | undefined;
		  }
		| {
				kind: 'sent';
				send: number;
				/** Where it was sent to; a window other than the own one is given by `to`. */
				target: TargetRef;
				to?: SourceRef;
				/** 'not-observable' data: window.postMessage cannot be wrapped without changing event.source. */
				data: Value;
				size?: number;
				complete: boolean;
				/** Absent: not observable. */
				targetOrigin?: string;
				/** Ids of transferred ports. */
				ports: number[];
				stack: CallSite[];
				threw?: string;
				synthetic?: true;
		  }
		| { kind: 'channel-created'; ports: [number, number]; stack: CallSite[] }
		| {
				kind: 'socket-connecting';
				socket: number;
				/** As the page wrote it. */
				requested: string;
				url: string;
				protocols: string[];
				api: 'WebSocket' | 'WebSocketStream';
				stack: CallSite[];
				synthetic?: true;
		  }
		| { kind: 'socket-opened'; socket: number; protocol: string; extensions: string }
		| {
				kind: 'socket-frame';
				socket: number;
				frame: number;
				direction: 'in' | 'out';
				opcode: 'text' | 'binary';
				/** What the page handed over or was given. */
				form: 'string' | 'arraybuffer' | 'view' | 'blob';
				data: Value;
				/** Payload bytes. */
				size: number;
				complete: boolean;
				/** Right after send(). */
				bufferedAmount?: number;
				/** send() after close: never leaves the browser. */
				discarded?: boolean;
				stack?: CallSite[];
				synthetic?: true;
				/** What a person's rule did with it instead of passing it on (see SocketRule). */
				rule?: 'held' | 'delayed' | 'blocked' | 'replaced';
		  }
		/** A held or delayed frame was let go, or dropped. */
		| { kind: 'frame-released'; socket: number; frame: number; dropped: boolean }
		| { kind: 'socket-closing'; socket: number; code?: number; reason?: string; stack: CallSite[] }
		| {
				kind: 'socket-closed';
				socket: number;
				code: number;
				reason: string;
				wasClean: boolean;
				/** `unknown`: of a WebSocketStream, whose writer may have closed it. */
				by: 'page' | 'peer' | 'browser' | 'unknown';
				synthetic?: true;
		  }
		| { kind: 'socket-errored'; socket: number }
		| { kind: 'binary-type-set'; socket: number; to: string }
		/** A text that came in the window's message `n` went into a sink: a match by value, not a proof (`sink-watch`). */
		| {
				kind: 'sink-reached';
				n: number;
				/** Beginnings of the text that was found, and of what the sink was given; empty where that cannot be seen. */
				text: string;
				sink: SinkName | 'postMessage';
				value: string;
				stack: CallSite[];
		  }
		/** document.open() took the listeners away; the hook re-armed itself. */
		| { kind: 'document-opened' }
		/** Events the ring or the queue had to give up. */
		| { kind: 'dropped'; count: number; bytes: number; where: 'ring' | 'relay' | 'guard' }
		/** Something in the hook failed; the page was spared. */
		| { kind: 'fault'; where: string; text: string }
	);

export type HookEventOf<K extends HookEvent['kind']> = Extract<HookEvent, { kind: K }>;
