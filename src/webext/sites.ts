import { defaultRecording, idleModes, PREFERENCES_VERSION, type Recording } from '../protocol/recording.ts';

const MOST_SITES = 500;

/** What was stored, member by member: what is not right is as if it had not been chosen. */
export function readRecording(stored: unknown): Recording {
	const from = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<string, unknown>;
	if (from['version'] !== PREFERENCES_VERSION) return defaultRecording;
	const { idle, alone } = from;
	const sites = Array.isArray(alone) ? alone.flatMap((site) => siteOf(site) ?? []) : [];
	return {
		idle: idleModes.find((mode) => mode === idle) ?? defaultRecording.idle,
		alone: sortedSites(sites),
	};
}

export const sortedSites = (sites: readonly string[]): string[] =>
	[...new Set(sites)].sort().slice(0, MOST_SITES);

/** Host of what a person typed or copied: a host, with or without `*.`, or an address. Undefined where it is none. */
export function siteOf(text: unknown): string | undefined {
	if (typeof text !== 'string') return undefined;
	const typed = text.trim().replace(/^\*\./, '');
	if (typed === '') return undefined;
	try {
		const { protocol, hostname } = new URL(
			/^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`,
		);
		// Match patterns know no IPv6 addresses in one of the browsers.
		return /^https?:$/.test(protocol) && /^[\w.-]+$/.test(hostname) ? hostname.replace(/\.$/, '') : undefined;
	} catch {
		return undefined;
	}
}

/** Match pattern of a site: of a name also everything below it. */
export const patternOf = (site: string): string =>
	/^[\d.]+$/.test(site) ? `*://${site}/*` : `*://*.${site}/*`;
