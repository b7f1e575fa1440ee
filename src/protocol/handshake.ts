/** Port of a panel that asks to see the handshakes of its tab's sockets; without panels nobody looks at any. */
export const HANDSHAKE_PORT = 'earshot-handshakes';

/** Permissions that a person may give at first use, and withdraw. */
export const grants = ['webRequest', 'cookies'] as const;
export type Grant = (typeof grants)[number];

export interface HeaderField {
	name: string;
	value: string;
}

/** A cookie as the browser keeps it, without its value. `unset`: it came without SameSite. */
export interface CookieFacts {
	name: string;
	sameSite: 'strict' | 'lax' | 'none' | 'unset';
	secure: boolean;
	httpOnly: boolean;
	/** Kept apart for the site in the address bar (CHIPS, Total Cookie Protection): other sites' pages do not send it. */
	partitioned: boolean;
}

/** The opening handshake of one WebSocket (RFC 6455, section 4) as the browser's network layer shows it. */
export interface Handshake {
	/** The browser's id of the request; unique among those of the same `seenBy`. */
	id: string;
	/** `webRequest` of the extension, `har` of Chromium's devtools, or both put together. */
	seenBy: 'webRequest' | 'har' | 'both';
	/** Id in the HAR, where it is there too. */
	harId?: string;
	url: string;
	/** Frame and document that it was opened in; absent where the browser does not say (Firefox: workers). */
	frameId?: number;
	documentId?: string;
	/** ms since the epoch. */
	startedAt: number;
	/** Headers as they were sent; the browser may hide some. */
	request?: HeaderField[];
	/** Of the cookies that were sent, those that the browser still keeps. */
	cookies?: CookieFacts[];
	/** 101 when it succeeded; absent where the browser does not show the answer. */
	status?: number;
	statusText?: string;
	response?: HeaderField[];
	answeredAt?: number;
	/** The browser's name of what went wrong. */
	error?: string;
}

/** Panel → background. */
export type HandshakeOrder = { kind: 'watch'; tabId: number };

/** Background → panel. A handshake comes again, whole, with each thing that becomes known of it. */
export type HandshakeMessage =
	| { kind: 'grants'; grants: Grant[] }
	| { kind: 'handshake'; handshake: Handshake };
