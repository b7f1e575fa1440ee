import browser, { type Cookies } from 'webextension-polyfill';
import type { ProbeHeaders } from '../protocol/hijack.ts';
import { cookiesOf, factsOf } from './cookie-facts.ts';
import { isFirefox } from './is-firefox.ts';

/** The Cookie header of a probe; empty: none. */
export async function cookieHeader(
	tabId: number,
	{ url, cookies, pageCookies }: ProbeHeaders,
): Promise<{ value: string; names: string[] }> {
	if (cookies === 'none') return { value: '', names: [] };
	const site = await siteOf(tabId);
	const all = (await cookiesOf(tabId, url)).filter(
		(cookie) =>
			isForAddress(cookie, url) &&
			isForSite(cookie, site) &&
			(pageCookies === undefined || pageCookies.includes(cookie.name)),
	);
	const sent = cookies === 'page' ? all : all.filter(goesCrossSite);
	return {
		value: sent.map(({ name, value }) => (name === '' ? value : `${name}=${value}`)).join('; '),
		names: sent.map(({ name }) => name),
	};
}

/** Cookies with Secure are for encrypted connections; browsers make an exception for this machine. */
function isForAddress({ secure }: Cookies.Cookie, url: string): boolean {
	return (
		!secure ||
		/^wss:/i.test(url) ||
		/^ws:\/\/(localhost|[^/:]*\.localhost|127\.[\d.]+|\[::1\])([:/?]|$)/i.test(url)
	);
}

/** Partitioned cookies are for pages under the one site in the address bar. */
function isForSite({ partitionKey }: Cookies.Cookie, host: string): boolean {
	const { topLevelSite } = (partitionKey ?? {}) as { topLevelSite?: string };
	if (topLevelSite === undefined) return true;
	const site = topLevelSite.replace(/^\w+:\/\//, '').replace(/:\d+$/, '');
	return host === site || host.endsWith(`.${site}`);
}

/**
 * Whether the browser sends a cookie from another site's page, third-party cookies allowed. Chromium treats those
 * without SameSite as Lax.
 */
function goesCrossSite(cookie: Cookies.Cookie): boolean {
	const { sameSite, partitioned } = factsOf(cookie);
	return !partitioned && (sameSite === 'none' || (isFirefox() && sameSite === 'unset'));
}

async function siteOf(tabId: number): Promise<string> {
	const { url = '' } = await browser.tabs.get(tabId);
	return /^\w+:\/\/([^/:?#]*)/.exec(url)?.[1] ?? '';
}
