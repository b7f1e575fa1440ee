import type { ProbePlan } from './probe.ts';
import type { Value } from './value.ts';

/** What a rule does with the frames that it takes. */
export type RuleAction =
	/** Kept until a person forwards, edits or drops it. */
	| { kind: 'hold' }
	| { kind: 'block' }
	/** Text frames alone: each match of the pattern becomes `by`, as String.prototype.replace would have it. */
	| { kind: 'replace'; by: string }
	/** `jitter`: up to so many ms more, another number for each frame; frames keep their order. */
	| { kind: 'delay'; ms: number; jitter?: number };

/** Armed by a person for the sockets of one document; the first rule that takes a frame decides. */
export interface SocketRule {
	/** Absent: every socket. */
	socket?: number;
	direction: 'in' | 'out';
	/** Source of a regular expression over the text of the frame; binary frames are its base64. Empty: every frame. */
	pattern: string;
	/** Its flags. */
	flags: string;
	action: RuleAction;
}

/**
 * Acts in a page, made by the tools (src/tools), which are brought into the page at the first of them: never by
 * themselves, always because a person asked, and marked as synthetic wherever they show.
 */
export type Act =
	/** Delivers one message to one listener and watches what it does; answered with a transcript. */
	| { kind: 'probe'; plan: ProbePlan }
	/**
	 * Watches from now on where texts of the window's messages go, or no longer: see `sink-reached`. Changes how the page
	 * runs in nothing but time: each value that reaches a sink is compared with the last texts.
	 */
	| { kind: 'sink-watch'; on: boolean }
	/** Sends a frame on the page's own socket. `data`: a string, buffer, view or Blob. */
	| { kind: 'socket-send'; socket: number; data: Value }
	/** Delivers a frame to the page as if the peer had sent it. `data`: a string or a buffer; made what binaryType says. */
	| { kind: 'socket-receive'; socket: number; data: Value }
	/** Closes it, as the page could (WebSocket, "close(code, reason)"). */
	| { kind: 'socket-close'; socket: number; code?: number; reason?: string }
	/** Closes it, and shows the page this end instead of the real one. */
	| { kind: 'socket-end'; socket: number; error: boolean; code: number; reason: string; wasClean: boolean }
	/** Opens a socket in the page, from its origin. */
	| { kind: 'socket-open'; url: string; protocols: string[] }
	/** Replaces all rules of the document; none: the hook only observes again. What is held then goes on. */
	| { kind: 'socket-rules'; rules: SocketRule[] }
	/** Lets a held frame go, with other data where given, or drops it. */
	| { kind: 'socket-release'; frame: number; drop: boolean; data?: Value };

const ACTS: Record<Act['kind'], true> = {
	probe: true,
	'sink-watch': true,
	'socket-send': true,
	'socket-receive': true,
	'socket-close': true,
	'socket-end': true,
	'socket-open': true,
	'socket-rules': true,
	'socket-release': true,
};

/** Shortest text of a message that is looked for in sinks, in UTF-16 units: shorter ones are found everywhere. */
export const SHORTEST_CARRIED = 10;

export const isAct = (command: { kind: string }): command is Act => Object.hasOwn(ACTS, command.kind);

/** A frame as the tools show it to the relay, which holds the rules: both are hook side, no page code in between. */
export interface RuledFrame {
	socket: number;
	direction: 'in' | 'out';
	/** Its text; undefined for a Blob, whose bytes cannot be had at once. */
	text?: string;
	/** base64 of a binary frame. */
	bytes?: string;
}

/** What becomes of it. `hold`: kept under its frame number until released. */
export type Ruling =
	| { kind: 'pass' }
	| { kind: 'hold'; by: 'held' | 'delayed' }
	| { kind: 'block' }
	| { kind: 'replace'; by: string };
