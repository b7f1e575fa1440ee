import type { Sentence } from './words/sentences.ts';

/**
 * What the analyser says of one message listener. The question it answers:
 * is there an origin outside the trusted set with which the handler still reaches a use of the data?
 *
 * - `none`: acts on data with no check.
 * - `weak`: a check that some foreign origin passes; `witness` is one.
 * - `source-only`: looks only at who (event.source or a random per-instance secret), not where from.
 * - `strict`: every use is guarded by an exact check.
 * - `inert`: nothing in it is worth guarding.
 * - `unknown`: could not be decided; the reasons say which value matters.
 */
export type VerdictName = 'none' | 'weak' | 'source-only' | 'strict' | 'inert' | 'unknown';

/** The predicate where, on at least one way to a use, nothing is asked of the origin. */
export const NO_CONDITION = 'true';

export type Severity = 'high' | 'medium' | 'low' | 'info';
export type Confidence = 'high' | 'medium' | 'low';

/** A place in the analysed text: 1-based line, 0-based column (UTF-16 units), as ESTree has them. */
export interface Place {
	line: number;
	column: number;
	endLine: number;
	endColumn: number;
	/** The text at the place, cut at 200 characters. */
	text: string;
}

export interface Reason extends Sentence {
	/** Stable, kebab-case; names a row of docs/origin-checks.md where there is one. */
	code: string;
	place?: Place;
}

export type SinkKind =
	| 'html'
	| 'eval'
	| 'navigation'
	| 'document-write'
	| 'script'
	| 'timer-string'
	| 'jquery-html'
	| 'storage'
	| 'cookie'
	| 'network'
	| 'relay'
	| 'socket-send'
	| 'prototype'
	| 'call'
	| 'state';

/** A use of message data. `path`: the places it went through, from the read to the sink. */
export interface Sink {
	kind: SinkKind;
	place: Place;
	path: Place[];
}

export interface Verdict {
	verdict: VerdictName;
	confidence: Confidence;
	severity: Severity;
	/** The decisive one first. */
	reasons: Reason[];
	/** For `weak`: an origin that the check accepts and should not. */
	witness?: string;
	/** The origin predicate as code, when one was found; NO_CONDITION where a way leads around what was found. */
	predicate?: string;
	sinks: Sink[];
	/** Conditions under which a COND verdict holds. */
	conditions: Sentence[];
	/** A change to this code that makes the check right. */
	fix?: Sentence;
	/**
	 * Globals on whose values the check depends, as dotted paths from the window (`CONFIG.allowedOrigins`); given in
	 * `RuntimeContext.values` they decide more. Only names that the page can be asked for: no variables of functions or
	 * modules, nothing of the platform itself. Empty when no such value matters; a name that was given is not listed.
	 */
	wanted: string[];
	/** Where the text of the listener function stands: a method starts with its name (see ownText). */
	place: Place;
	/** How it is registered: 'addEventListener', 'onmessage', 'attribute', 'jquery', 'handleEvent', 'stream', 'wrapper:name', 'function'. */
	registration: string;
}

/**
 * A value as the page has it: JSON, and for what JSON lacks an object with `@type`: `{ '@type': 'RegExp', source, flags }`,
 * `{ '@type': 'Set', items: […] }`, `{ '@type': 'Map', entries: [[key, value], …] }`. `undefined`: the page was asked and
 * has no such value.
 */
export type LiveValue =
	| null
	| undefined
	| boolean
	| number
	| string
	| LiveValue[]
	| { [name: string]: LiveValue };

/** What is known of the document at run time; every field may be missing. */
export interface RuntimeContext {
	/** Address of the document; `origin` and `scheme` follow from it where they are not given. */
	url?: string;
	/** The page can be put in a frame by a foreign page (no X-Frame-Options, no CSP frame-ancestors). */
	frameable?: boolean;
	/** The page can be opened as a popup that keeps its opener (no COOP). */
	openable?: boolean;
	/** The document has an opaque origin. */
	sandboxed?: boolean;
	/** URL scheme of the document, e.g. 'https:'. */
	scheme?: string;
	/** Serialised origin of the document, e.g. 'https://shop.example'. */
	origin?: string;
	/**
	 * Live values by dotted path from the window, with or without `window.`: `{ CONFIG: { origins: […] } }` and
	 * `{ 'CONFIG.origins': […] }` say the same. `Verdict.wanted` lists the paths that matter. They are taken as they are
	 * for a moment's truth: reasons with the code `live-value` name those that were used. Values of the page's address
	 * and of what a stranger chooses (`location`, `document`, `name`) are not taken from here.
	 */
	values?: Readonly<Record<string, LiveValue>>;
}
