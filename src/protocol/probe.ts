import type { CallSite, ReadName } from './event.ts';
import type { SinkName } from './sink-name.ts';
import type { Value } from './value.ts';

/**
 * What `event.source` is in a probe: a window that the page has no other way to, one that the page knows by its
 * relation, a frame by its path of indexes from the top (see SourceRef), or null.
 */
export type ProbeSource =
	| { relation: 'stranger' | 'self' | 'parent' | 'top' | 'opener' | 'none' }
	| { relation: 'frame'; path: string };

/** Most ports of one message. */
export const MOST_PORTS = 8;

/** An active test: one message for one listener, made by Earshot because a person asked for it. */
export interface ProbePlan {
	/** Id that the hook gave the listener. */
	listener: number;
	payload: Value;
	/**
	 * `posed`: the one listener is called with an event that says what the plan says.
	 * `foreign`: a frame of ours with an opaque origin posts it to the window. The browser stamps origin and source and
	 * calls every listener; `origin` is then what is expected of it, and `source` a stranger.
	 */
	delivery: 'posed' | 'foreign';
	/** What the listener reads as `event.origin`. */
	origin: string;
	source: ProbeSource;
	/** Message ports that come with it: real ones, at whose other ends nobody answers. */
	ports: number;
	/** Sinks that do harm are recorded and held back instead of executed. */
	safe: boolean;
	/** ms from delivery until watching ends. */
	timeLimit: number;
}

export interface ReachedSink {
	sink: SinkName;
	/** Beginning of what it was given, as text. */
	value: string;
	/** The value contains a text of the payload. It is a match by value, not a proof of where it came from. */
	fromPayload: boolean;
	site?: CallSite | undefined;
	/** Kept from taking effect. */
	held: boolean;
	/** Neither origin nor source had been read by then. */
	early?: boolean | undefined;
	/** See ProbeRead. */
	shared?: boolean | undefined;
}

/** What the listener sent while it ran or in its wake: to a window, port or channel, or as a frame of a socket. */
export interface ProbeSend {
	via: 'postMessage' | 'WebSocket';
	/** A target origin, a channel's name, a socket's URL, `ports[0]` of the message; absent where it could not be known. */
	to?: string;
	/** Beginning of what was sent, as text. */
	value: string;
	site?: CallSite | undefined;
	held: boolean;
	/** Neither origin nor source had been read by then. */
	early?: boolean | undefined;
	/** See ProbeRead. */
	shared?: boolean | undefined;
}

/**
 * `shared`: it came when no listener was running, after several had run for the message (a foreign one goes to all): the
 * act of one of them, and only its place tells of which.
 */
export interface ProbeRead {
	name: ReadName;
	site?: CallSite | undefined;
	shared?: boolean | undefined;
}

/** What was seen from delivery until the time limit, or until nothing more was to come. */
export interface ProbeTranscript {
	/**
	 * `stuck`: the listener did not come back within the time limit. `stopped`: another listener ended the delivery
	 * before it came to this one.
	 */
	outcome: 'returned' | 'threw' | 'stuck' | 'stopped';
	/** Origin that the browser stamped on a foreign delivery, as the isolated world saw it: no page can write it. */
	stamped?: string;
	/** In the order of first read. */
	reads: ProbeRead[];
	sinks: ReachedSink[];
	sends: ProbeSend[];
	mutations: {
		count: number;
		/** What changed, in words such as `childList of #out`; the first few different ones. */
		summary: string[];
		/** Changes that came afterwards and were left alone: the listener's or the page's own, nothing tells which. */
		unclear?: { count: number; summary: string[] } | undefined;
	};
	/** Timers that the listener had set and that were still to come when watching ended. */
	waiting?: number | undefined;
	/** ms that the call of the listener took. */
	duration: number;
	threw?: { message: string; site?: CallSite | undefined };
	/** Entries of the lists above that were left out. */
	leftOut: number;
}
