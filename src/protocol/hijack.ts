import type { Failure } from './failure.ts';

/** Port of a panel that runs a cross-site WebSocket hijacking test; what it asked for ends with it. */
export const HIJACK_PORT = 'earshot-hijack';

/**
 * Which cookies a probe carries: those that the page itself sends (`page`), those of them that the browser would also
 * send from another site's page (`cross-site`), or none.
 */
export type ProbeCookies = 'page' | 'cross-site' | 'none';

/** The headers of one probe, and where it goes. */
export interface ProbeHeaders {
	url: string;
	origin: string;
	/** What a page of this origin would say in Sec-Fetch-Site. */
	site: 'same-origin' | 'same-site' | 'cross-site';
	cookies: ProbeCookies;
	/** Names of the cookies that the page was seen to send; absent: all that there are for the address. */
	pageCookies?: string[];
}

/** Panel → background: sets the headers of the panel's own next socket to this address, or ends that. */
export type HijackOrder =
	| { kind: 'arm'; id: number; tabId: number; headers: ProbeHeaders }
	| { kind: 'disarm'; id: number };

/** Background → panel. `cookies`: the names of those that the probe carries. */
export type HijackMessage = { kind: 'armed'; id: number; cookies: string[] } | (Failure & { id: number });
