import type { DocumentInfo, Hello } from '../protocol/envelope.ts';

/** What the browser vouches for about the sender of a relay's messages. */
export interface Sender {
	tabId: number;
	frameId: number;
	/** URL and origin where the browser tells them. */
	url?: string;
	origin?: string;
	/** The browser's own id of the document. */
	documentId?: string;
}

/** A document as the browser identifies it, and as its relay describes it where the browser says nothing. */
export function documentOf(hello: Hello, sender: Sender): DocumentInfo {
	// Chromium answers with what the frame had before, when a document connects before the browser knows it as committed.
	const isStale = sender.url === 'about:blank' && !hello.url.startsWith('about:blank');
	const { url, origin, documentId } = isStale ? ({} as Partial<Sender>) : sender;
	return {
		...hello,
		tabId: sender.tabId,
		frameId: sender.frameId,
		url: url ?? hello.url,
		origin: origin ?? hello.origin,
		...(documentId === undefined ? {} : { documentId }),
	};
}

/** The same after a change that its relay tells of: what the browser vouches for stays as it was. */
export function changedBy(
	document: DocumentInfo,
	change: Partial<Record<keyof Hello, unknown>>,
): DocumentInfo {
	const { url, reachable, frames } = change;
	return {
		...document,
		...(typeof url === 'string' ? { url } : {}),
		...(typeof reachable === 'boolean' ? { reachable } : {}),
		...(typeof frames === 'number' ? { frames } : {}),
	};
}
