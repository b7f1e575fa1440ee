import type { Value } from './value.ts';

/** What the panel may ask of one document. Imperative; answered once, by id, within a time limit. */
export type Command =
	/** The whole body of a message, send or frame, if it is still held. */
	| { kind: 'get-body'; of: 'message' | 'sent' | 'frame'; id: number; limit: number }
	/** Full source text of a listener. */
	| { kind: 'get-source'; listener: number }
	/** Text of a script of the document by its URL, from what the browser already holds: inline scripts, HTTP cache. */
	| { kind: 'get-script'; url: string };

export type CommandResult =
	| { kind: 'body'; data: Value; complete: boolean }
	| { kind: 'source'; source: string }
	| { kind: 'failed'; reason: string };
