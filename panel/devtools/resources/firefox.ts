import type { HeaderField } from '../../../src/protocol/handshake.ts';
import { oldestOut } from '../../store/oldest-out.ts';
import type { Resources } from './resources.ts';

/** Requests remembered. */
const MOST_REQUESTS = 2_000;
const TEXTUAL = /\b(?:java|ecma)script\b|\bhtml\b/i;

/** A HAR entry of Firefox, of which the polyfill's types have nothing. */
export interface Loaded {
	request: { url: string; method: string };
	response: {
		status: number;
		headers: HeaderField[];
		content: { mimeType?: string };
		redirectURL?: string;
	};
	/** Rejected once the page was left; an empty text for what is larger than Firefox keeps (1 MB). */
	getContent(): Promise<[content: string, encoding: string | null]>;
}

export interface Network {
	onRequestFinished: { addListener(receive: (loaded: Loaded) => void): void };
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
	network.onRequestFinished.addListener((one) => {
		const { url } = one.request;
		const { redirectURL } = one.response;
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
	});
	return {
		async text(url) {
			const content = await loaded
				.get(url.split('#')[0] ?? url)
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
