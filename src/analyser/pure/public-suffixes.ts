import { parse } from 'tldts';

/** Hosts of providers that give each customer a name under theirs, and do not stand in the Public Suffix List. */
const PROVIDERS = new Set(
	'amazonaws.com googleusercontent.com glitch.me stackblitz.io codesandbox.io gitpod.io github.dev loca.lt wordpress.com squarespace.com sharepoint.com zendesk.com atlassian.net service-now.com okta.com auth0.com my.salesforce.com my.site.com lightning.force.com'.split(
		' ',
	),
);

interface Suffix {
	text: string;
	/** It is a provider's, who gives names under it to customers. */
	isShared: boolean;
}

/** The part of a host name under which anyone can get a name (publicsuffix.org). */
function suffixOf(hostname: string): Suffix {
	const labels = hostname.split('.');
	for (const length of [2, 3]) {
		const text = labels.slice(-length).join('.');
		if (PROVIDERS.has(text)) return { text, isShared: true };
	}
	const { publicSuffix, isPrivate } = parse(hostname, { allowPrivateDomains: true, extractHostname: false });
	return { text: publicSuffix ?? labels.at(-1) ?? '', isShared: isPrivate === true };
}

/** The host of a provider that gives each customer a name under it, for a name under it or that host itself. */
export function sharedHostOf(hostname: string): string | undefined {
	const { text, isShared } = suffixOf(hostname);
	return isShared ? text : undefined;
}

/** Whether a host name is one of a provider that gives each customer a name under it. */
export const isSharedHost = (hostname: string): boolean => sharedHostOf(hostname) === hostname;

/** Whether a host name is one under which anyone can get a name. */
export const isPublicSuffix = (hostname: string): boolean =>
	!hostname.includes('.') || suffixOf(hostname).text === hostname;

/** The part of a host name that one party registers (`a.b.good.co.uk` → `good.co.uk`); the name itself if it has one label. */
export function registrableDomain(hostname: string): string {
	if (/^[\d.]+$/.test(hostname) || hostname.startsWith('[')) return hostname;
	const length = suffixOf(hostname).text.split('.').length + 1;
	const domain = hostname.split('.').slice(-length).join('.');
	// App Engine gives what stands before `-dot-` to versions and services of the project that is named after it.
	return domain.endsWith('.appspot.com') ? domain.replace(/^.*-dot-(?=[a-z])/, '') : domain;
}
