import { withoutFragment } from '../../../src/protocol/address.ts';
import type { HeaderField } from '../../../src/protocol/handshake.ts';
import { oldestOut } from '../../store/oldest-out.ts';
import type { Resources } from './resources.ts';

/** Requests remembered. */
const MOST_REQUESTS = 2_000;
/** Bytes of bodies that Firefox may have to keep for us, of one page: it keeps those of all requests, pictures and polls too. */
const MOST_BYTES = 64_000_000;
/** Of one body: of larger ones it keeps nothing. */
const LARGEST_KEPT = 1_048_576;
const TEXTUAL = /\b(?:java|ecma)script\b|\bhtml\b/i;

/** A HAR entry of Firefox, of which the polyfill's types have nothing. */
export interface Loaded {
	request: { url: string; method: string };
	response: {
		status: number;
		headers: HeaderField[];
		/** `size` in bytes. */
		content: { mimeType?: string; size?: number };
		redirectURL?: string;
	};
	/** Rejected once the page was left; an empty text for what is larger than Firefox keeps (1 MB). */
	getContent(): Promise<[content: string, encoding: string | null]>;
}

type Receive = (loaded: Loaded) => void;

export interface Network {
	onRequestFinished: { addListener(receive: Receive): void; removeListener(receive: Receive): void };
	onNavigated: { addListener(receive: () => void): void };
}

/**
 * Firefox tells of what was loaded since the panel was opened, from whatever origin and in whatever frame, by the means
 * of its Network panel; what was loaded before is in no reach.
 */
export function firefoxResources(network: Network): Resources {
	const loaded = new Map<string, Loaded>();
	/** Addresses from which requests were sent on, by where to: stacks name a script by the first. */
	const sentOn = new Map<string, Set<string>>();
	const receivers: ((url: string) => void)[] = [];
	let bytes = 0;
	const finished = (one: Loaded): void => {
		const { url } = one.request;
		const { redirectURL, content } = one.response;
		if (content.size !== undefined && content.size <= LARGEST_KEPT) bytes += content.size;
		const urls = new Set([url, ...(sentOn.get(url) ?? [])]);
		if (redirectURL && URL.canParse(redirectURL, url)) {
			sentOn.set(new URL(redirectURL, url).href, urls);
			oldestOut(sentOn, MOST_REQUESTS);
		} else if (isTextLoaded(one)) {
			for (const url of urls) {
				loaded.delete(url);
				loaded.set(url, one);
				for (const receive of receivers) receive(url);
			}
			oldestOut(loaded, MOST_REQUESTS);
		}
		// With the last listener, Firefox lets go of all bodies: until the next page, nothing more is learned.
		if (bytes > MOST_BYTES) {
			network.onRequestFinished.removeListener(finished);
			loaded.clear();
		}
	};
	const listen = (): void => {
		bytes = 0;
		network.onRequestFinished.addListener(finished);
	};
	listen();
	// One that is there already is not added again.
	network.onNavigated.addListener(listen);
	return {
		async text(url) {
			const content = await loaded
				.get(withoutFragment(url))
				?.getContent()
				.catch(() => undefined);
			return content?.[0] || undefined;
		},
		async headers(url) {
			const { response } = loaded.get(url) ?? {};
			// That nothing has changed comes without what has not.
			return response?.status === 304 ? undefined : response?.headers;
		},
		onLoaded: (receive) => void receivers.push(receive),
	};
}

/** Pages send other requests to the same address, too. What came out of a cache that keeps no bodies has no type. */
function isTextLoaded({ request, response: { status, content } }: Loaded): boolean {
	const succeeded = (status >= 200 && status < 300) || status === 304;
	return request.method === 'GET' && succeeded && TEXTUAL.test(content.mimeType ?? '');
}
