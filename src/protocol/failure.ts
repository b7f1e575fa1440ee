/**
 * Why what a panel asked for was not done or learned. People read a code as a text of the family `failure` of the
 * catalogue; none of them is ever a sentence here.
 */
export const failureCodes = [
	/** The document is gone: its frame shows another one, or is gone itself. */
	'document-gone',
	/** A saved session is looked at: it has no page. */
	'saved-session',
	/** The line broke before there was an answer. */
	'lost',
	/** The page did not answer in time. */
	'no-answer',
	/** The background did not answer in time. */
	'no-background',
	/** The answer is none of those that there are. */
	'malformed',
	/** The answer cannot be passed on in one message. */
	'too-large',
	/** A person has chosen that the document is left alone. */
	'left-alone',
	/** Scripts are disabled in the document, and so is what would answer. */
	'no-scripts',
	/** The page's side does not hold the payload or the listener's code any more. */
	'unheld',

	/** The tools could not be started in the frame. */
	'no-tools',
	/** The page has shut the way that the tools come in by. */
	'barred',
	/** The page, or the browser in its name, threw at what was done. `detail`: its message. */
	'refused',
	/** The browser threw at what the extension did. `detail`: its message. */
	'browser-refused',

	/** The value has a part that was not recorded whole. */
	'value-unread',
	/** The value has a part that only the page could make. `detail`: what it is, as `WebAssembly.Module`. */
	'value-kind',
	/** The browser does not make or clone the value. `detail`: its message. */
	'no-value',

	/** The socket is closed. */
	'socket-closed',
	/** The socket is not open: it connects, or closes. */
	'socket-not-open',
	/** The frame was let go, or dropped. */
	'frame-not-held',

	/** Another probe is under way in the document. */
	'busy',
	/** The listener that was to be called is removed, or its code has been let go. */
	'listener-gone',
	/** The listener is an object that has no method `handleEvent` now. */
	'no-handler',
	/** The listener did not come back within the time limit. */
	'stuck',
	/** The message was delivered, and the listener was not seen to run. */
	'not-run',
	/** The frame that a foreign message should be from could not be made, or the message did not come. */
	'no-frame',
	/** The frame of the page that the message should be from is gone. */
	'frame-gone',
	/** The message should be from the opener, and there is none. */
	'no-opener',
	/** The browser hands over no window of another origin for the message to be from. */
	'other-window',
	/** Everybody who waited has gone. */
	'unawaited',

	/** The server answered with an error. `detail`: the status, a number. */
	'status',
	/** The server led to another address. */
	'redirected',
	/** There was no answer of a server. `detail`: the browser's message. */
	'no-response',
	/** The address is none of http: or https:. */
	'not-http',
	/** The address is none of a WebSocket. */
	'not-websocket',
	/** The text is longer than what is taken. */
	'too-long',
	/** The browser does not hold the script's text, and nobody asked to request it. */
	'not-cached',

	/** It failed, and more is not known: stands for each code that is not of this list. */
	'other',
] as const;
export type FailureCode = (typeof failureCodes)[number];

export interface Failure {
	kind: 'failed';
	code: FailureCode;
	/** Foreign words on it, such as the message of an exception: shown as they are, and marked off from ours. */
	detail?: string;
}

/** Answered, or thrown to be answered. */
export function failure(code: FailureCode, detail = ''): Failure {
	return { kind: 'failed', code, ...(detail && { detail }) };
}

const isFailure = (it: unknown): it is Failure => (it as Failure | null | undefined)?.kind === 'failed';

/** What was thrown, as an answer: a failure is one; anything else has the code, and says the rest in its own words. */
export function failureBy(thrown: unknown, code: FailureCode): Failure {
	if (isFailure(thrown)) return thrown;
	return failure(code, thrown instanceof Error ? thrown.message : String(thrown));
}

/** Why an answer is not the one that was asked for. */
export const failureIn = (answer: { kind: string }): Failure =>
	isFailure(answer) ? answer : failure('malformed');
