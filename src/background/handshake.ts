import browser, { type WebRequest } from 'webextension-polyfill';
import {
	type Grant,
	grants,
	type Handshake,
	type HandshakeMessage,
	type HandshakeOrder,
	type HeaderField,
} from '../protocol/handshake.ts';
import type { TypedPort } from '../protocol/port.ts';
import { cookiesOf, factsOf } from './cookie-facts.ts';

/** Handshakes remembered while they may still change. */
const MOST_REMEMBERED = 500;

/** Chromium can tell of a permission before it has given this context its API. */
const MOST_ASKED = 50;
const ASKED_EVERY_MS = 40;

type Line = TypedPort<HandshakeOrder, HandshakeMessage>;

/**
 * Tells one panel of the handshakes of its tab, as long as its port is open and a person has given the permission.
 * Only looks: no request is held up, and no event of other tabs or other kinds of requests is asked for.
 */
export function serveHandshakes(line: Line): void {
	let stop: (() => void) | undefined;
	let tabId: number | undefined;
	const halt = (): void => {
		const end = stop;
		stop = undefined;
		try {
			end?.();
		} catch {
			// Firefox has ended it, and its API, with the permission.
		}
	};
	const refresh = async (): Promise<void> => {
		const granted = await grantsNow();
		if (tabId === undefined || !granted.includes('webRequest')) halt();
		else if (!stop) {
			stop = watchTab(tabId, line);
			// A question of the same process is answered after the listeners are in force: what is told holds from then on.
			await grantsNow();
		}
		if (tabId !== undefined) line.post({ kind: 'grants', grants: granted });
	};
	let last = Promise.resolve();
	const changed = (): void => {
		last = last.then(refresh, refresh);
	};
	browser.permissions.onAdded.addListener(changed);
	browser.permissions.onRemoved.addListener(changed);
	line.onMessage((order) => {
		({ tabId } = order);
		changed();
	});
	line.onDisconnect(() => {
		tabId = undefined;
		halt();
		browser.permissions.onAdded.removeListener(changed);
		browser.permissions.onRemoved.removeListener(changed);
	});
}

/** What is given and can be used. */
async function grantsNow(): Promise<Grant[]> {
	for (let asked = 0; ; asked++) {
		const { permissions = [] } = await browser.permissions.getAll();
		const granted = grants.filter((grant) => permissions.includes(grant));
		const usable = granted.filter((grant) => browser[grant] !== undefined);
		if (usable.length === granted.length || asked === MOST_ASKED) return usable;
		await new Promise((next) => setTimeout(next, ASKED_EVERY_MS));
	}
}

/** Listens to the socket handshakes of one tab; returns the undo. */
function watchTab(tabId: number, line: Line): () => void {
	const { webRequest } = browser;
	const known = new Map<string, Handshake>();
	const tell = (details: Details, news: Partial<Handshake> = {}): void => {
		const handshake = { ...(known.get(details.requestId) ?? begun(details)), ...news };
		known.delete(handshake.id);
		known.set(handshake.id, handshake);
		for (const id of known.keys()) if (known.size > MOST_REMEMBERED) known.delete(id);
		line.post({ kind: 'handshake', handshake });
	};
	const before = (details: Details): void => tell(details);
	const sent = async (details: WebRequest.OnSendHeadersDetailsType): Promise<void> => {
		const request = fieldsOf(details.requestHeaders);
		tell(details, { request });
		const names = namesIn(request);
		if (names.size === 0) return;
		const cookies = (await cookiesOf(tabId, details.url)).map(factsOf);
		if (cookies.length > 0) tell(details, { cookies: cookies.filter(({ name }) => names.has(name)) });
	};
	const send = (details: WebRequest.OnSendHeadersDetailsType): void => void sent(details);
	const answered = (details: Answer): void => tell(details, answerOf(details));
	const failed = (details: WebRequest.OnErrorOccurredDetailsType): void =>
		tell(details, { error: details.error });
	const filter: WebRequest.RequestFilter = { urls: ['<all_urls>'], types: ['websocket'], tabId };

	webRequest.onBeforeRequest.addListener(before, filter);
	webRequest.onSendHeaders.addListener(send, filter, ['requestHeaders', ...hidden()]);
	webRequest.onHeadersReceived.addListener(answered, filter, ['responseHeaders', ...hidden()]);
	webRequest.onErrorOccurred.addListener(failed, filter);
	return () => {
		webRequest.onBeforeRequest.removeListener(before);
		webRequest.onSendHeaders.removeListener(send);
		webRequest.onHeadersReceived.removeListener(answered);
		webRequest.onErrorOccurred.removeListener(failed);
	};
}

/** What the events have in common; the document is not in the polyfill's types. */
type Details = Pick<WebRequest.OnBeforeRequestDetailsType, 'requestId' | 'url' | 'frameId' | 'timeStamp'> & {
	documentId?: string;
};
type Answer = WebRequest.OnHeadersReceivedDetailsType;

function begun({ requestId, url, frameId, documentId, timeStamp }: Details): Handshake {
	return {
		id: requestId,
		seenBy: 'webRequest',
		url,
		...(frameId < 0 ? {} : { frameId }),
		...(documentId === undefined ? {} : { documentId }),
		startedAt: timeStamp,
	};
}

function answerOf({ statusCode, statusLine, responseHeaders, timeStamp }: Answer): Partial<Handshake> {
	return {
		status: statusCode,
		statusText: statusLine.replace(/^HTTP\/[\d.]+ +\d+ */i, ''),
		response: fieldsOf(responseHeaders),
		answeredAt: timeStamp,
	};
}

function fieldsOf(headers: WebRequest.HttpHeaders = []): HeaderField[] {
	return headers.map(({ name, value = '' }) => ({ name, value }));
}

function namesIn(request: readonly HeaderField[]): Set<string> {
	const sent = request.filter(({ name }) => name.toLowerCase() === 'cookie').map(({ value }) => value);
	return new Set(sent.flatMap((value) => value.split(';')).map((pair) => pair.split('=')[0]?.trim() ?? ''));
}

/** Chromium shows Origin and Cookie only to those who ask; Firefox knows no such wish and refuses it. */
function hidden(): 'extraHeaders'[] {
	const { OnSendHeadersOptions: options = {} } = browser.webRequest as { OnSendHeadersOptions?: object };
	return 'EXTRA_HEADERS' in options ? ['extraHeaders'] : [];
}
