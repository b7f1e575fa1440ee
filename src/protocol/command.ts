import type { Act } from './act.ts';
import type { Failure } from './failure.ts';
import type { ProbeTranscript } from './probe.ts';
import type { Value } from './value.ts';

/** Response headers of a document; absent: not sent. Several of one name are joined by commas. */
export interface FramingHeaders {
	/** X-Frame-Options. */
	xFrameOptions?: string;
	/** Content-Security-Policy. */
	contentSecurityPolicy?: string;
	/** Cross-Origin-Opener-Policy. */
	crossOriginOpenerPolicy?: string;
}

/** What the panel may ask of one document. Imperative; answered once, by id, within a time limit. */
export type Command =
	| Act
	/** The whole body of a message, send or frame, if it is still held. */
	| { kind: 'get-body'; of: 'message' | 'sent' | 'frame'; id: number; limit: number }
	/** Full source text of a listener. */
	| { kind: 'get-source'; listener: number }
	/**
	 * Text of a script of the document, or of its source map, by its URL, from what the browser already holds: inline
	 * scripts, HTTP cache. `fetch`: a person asked to request it from the network where it is not held.
	 */
	| { kind: 'get-script'; url: string; fetch?: true }
	/**
	 * What the server says of who may frame the document or keep a hold of it: its headers are not in reach, so the page is
	 * requested once more, because a person asked.
	 */
	| { kind: 'get-framing' }
	/**
	 * Live values of global names, as dotted paths such as `config.origins`: read through own data properties alone, so
	 * that no page code runs. Paths that lead nowhere are left out of the answer.
	 */
	| { kind: 'get-values'; paths: string[] };

export type CommandResult =
	| { kind: 'body'; data: Value; complete: boolean }
	| { kind: 'source'; source: string }
	| { kind: 'framing'; headers: FramingHeaders }
	| { kind: 'values'; values: Record<string, Value> }
	/** What a probe brought to light. */
	| { kind: 'transcript'; transcript: ProbeTranscript }
	/** An act was carried out. */
	| { kind: 'done' }
	| Failure;
