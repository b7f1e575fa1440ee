import browser, { type Cookies } from 'webextension-polyfill';
import type { CookieFacts } from '../protocol/handshake.ts';

/**
 * The cookies that the browser keeps for a socket's address, those for other ports and schemes of the host included:
 * cookies know neither. Empty without the permission.
 */
export async function cookiesOf(tabId: number, url: string): Promise<Cookies.Cookie[]> {
	if (!browser.cookies) return [];
	const stores = await browser.cookies.getAllCookieStores();
	const storeId = stores.find(({ tabIds }) => tabIds.includes(tabId))?.id;
	const about = {
		// The secure form, so that cookies for secure addresses are listed too.
		url: url.replace(/^(ws|http)s?:/i, 'https:'),
		...(storeId === undefined ? {} : { storeId }),
	};
	// Partitioned cookies are listed only when asked for; a browser that does not know how refuses the question.
	return browser.cookies
		.getAll({ ...about, partitionKey: {} })
		.catch(() => browser.cookies.getAll(about))
		.catch(() => []);
}

/** What is told of a cookie: never its value. */
export function factsOf({ name, sameSite, secure, httpOnly, partitionKey }: Cookies.Cookie): CookieFacts {
	return { name, sameSite: sameSiteOf(sameSite), secure, httpOnly, partitioned: Boolean(partitionKey) };
}

function sameSiteOf(status: string): CookieFacts['sameSite'] {
	if (status === 'no_restriction') return 'none';
	return status === 'strict' || status === 'lax' ? status : 'unset';
}
