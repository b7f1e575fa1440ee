import browser from 'webextension-polyfill';
import { withoutFragment } from '../protocol/address.ts';
import { failure, failureBy } from '../protocol/failure.ts';
import type { HijackMessage, HijackOrder, ProbeHeaders } from '../protocol/hijack.ts';
import type { TypedPort } from '../protocol/port.ts';
import { isFirefox } from './is-firefox.ts';
import { cookieHeader } from './probe-cookies.ts';

type Line = TypedPort<HijackOrder, HijackMessage>;

/** A rule ends after this, whatever becomes of the panel. */
const LONGEST_MS = 20_000;

let lastRule = 0;

/** Rules of a background that was stopped in the middle of a test. */
export async function removeForgottenRules(): Promise<void> {
	const rules = await browser.declarativeNetRequest.getSessionRules();
	// A test may have begun meanwhile: its numbers are the first again.
	await remove(rules.map(({ id }) => id).filter((id) => id > lastRule));
}

/**
 * Sets the headers of the sockets that one panel opens for its hijacking test. A rule holds for WebSockets that this
 * extension's own pages open to the one address, and for nothing else; it ends with the probe, the port, or its time.
 */
export function serveHijackTest(line: Line): void {
	const rules = new Map<number, number>();
	const disarm = (id: number): void => {
		const rule = rules.get(id);
		rules.delete(id);
		if (rule !== undefined) void remove([rule]);
	};
	line.onMessage((order) => {
		if (order.kind === 'disarm') disarm(order.id);
		else {
			const rule = ++lastRule;
			rules.set(order.id, rule);
			setTimeout(disarm, LONGEST_MS, order.id);
			arm(rule, order).then(
				(cookies) => {
					// It was given up before the rule was there to be removed.
					if (rules.get(order.id) !== rule) void remove([rule]);
					else line.post({ kind: 'armed', id: order.id, cookies });
				},
				(error: unknown) => {
					disarm(order.id);
					line.post({ ...failureBy(error, 'browser-refused'), id: order.id });
				},
			);
		}
	});
	line.onDisconnect(() => {
		for (const id of [...rules.keys()]) disarm(id);
	});
}

function remove(ids: number[]): Promise<void> {
	return browser.declarativeNetRequest.updateSessionRules({ removeRuleIds: ids });
}

async function arm(rule: number, { tabId, headers }: HijackOrder & { kind: 'arm' }): Promise<string[]> {
	if (!/^wss?:\/\/[^/?#@]/i.test(headers.url)) throw failure('not-websocket');
	const cookies = await cookieHeader(tabId, headers);
	const addRules = [ruleOf(rule, headers, cookies.value)] as unknown as Parameters<
		typeof browser.declarativeNetRequest.updateSessionRules
	>[0]['addRules'] & {};
	await browser.declarativeNetRequest.updateSessionRules({ removeRuleIds: [rule], addRules });
	return cookies.names;
}

function ruleOf(id: number, { url, origin, site }: ProbeHeaders, cookie: string): object {
	const set = (header: string, value: string): object => ({ header, operation: 'set', value });
	const { host } = new URL(browser.runtime.getURL(''));
	return {
		id,
		priority: 1,
		condition: {
			resourceTypes: ['websocket'],
			initiatorDomains: [host],
			// Chromium compares ws:, Firefox http: addresses: the scheme is left open.
			urlFilter: `||${withoutFragment(url.replace(/^\w+:\/\//, ''))}|`,
			// Chromium counts a devtools window of its own as a tab.
			...(isFirefox() ? { tabIds: [-1] } : {}),
		},
		action: {
			type: 'modifyHeaders',
			requestHeaders: [
				set('Origin', origin),
				cookie === '' ? { header: 'Cookie', operation: 'remove' } : set('Cookie', cookie),
				// Chromium sends none with sockets.
				...(isFirefox() ? [set('Sec-Fetch-Site', site)] : []),
			],
		},
	};
}
