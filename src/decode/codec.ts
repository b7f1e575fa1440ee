import type { DecodedValue, SocketHint } from './decoded.ts';
import type { Frame } from './frame.ts';

/** A payload that an envelope carries and that is read on its own. */
export interface Part {
	data: string | Uint8Array | { json: DecodedValue };
	path: string;
	/** Id of the codec that must read it; any may when absent or when that one declines. */
	as?: string;
}

/** What one codec makes of a frame. */
export interface Reading {
	confidence: number;
	type?: string | undefined;
	id?: string | undefined;
	replyTo?: string | undefined;
	/** Made from `value` when absent. */
	preview?: string | undefined;
	value: DecodedValue;
	error?: string | undefined;
	/** Messages of the same protocol that share the frame. */
	records?: Reading[];
	parts?: Part[];
	/** Whether the single part or record says what the whole is: its type, ids and preview are taken over. */
	envelope?: boolean;
	/** Whether encoded strings and bytes inside `value` are left alone. */
	opaque?: boolean;
}

/** Reads one frame of a socket, or declines with undefined. It must not throw. */
export type Read = (frame: Frame) => Reading | undefined;

/** One protocol. `open` is called once per socket, so that readers may remember earlier frames. */
export interface Codec {
	id: string;
	name: string;
	/** 0..1: how surely a socket opened like this speaks the protocol. Payload formats have none. */
	claims?: (hint: SocketHint) => number;
	/** Id of the codec whose messages carry this one, where it never stands alone. */
	carrier?: string;
	/** Whether its messages are another conversation's, which then settles for the socket, too. */
	carries?: boolean;
	/** Whether a convincing frame settles the protocol of the whole socket. */
	settles?: boolean;
	/** Whether trying it is slow, so that it is left out where another reading is good. */
	costly?: boolean;
	open: (hint: SocketHint) => Read;
}
