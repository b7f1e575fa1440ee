import type { FramingHeaders } from '../protocol/command.ts';

export type Possible = 'yes' | 'no' | 'unknown';

/** How a page of another origin can get hold of the target's window. */
export interface Ways {
	frame: Possible;
	popup: Possible;
}

/**
 * Which ways to the target are open to a page of `attacker` (undefined: of some foreign origin); all unknown where the
 * headers are (HTML, "X-Frame-Options" and "Cross-origin opener policies"; CSP Level 3, "frame-ancestors").
 */
export function waysTo(headers: FramingHeaders | undefined, attacker: string | undefined): Ways {
	if (!headers) return { frame: 'unknown', popup: 'unknown' };
	const coop = headers.crossOriginOpenerPolicy?.split(';')[0]?.trim().toLowerCase() ?? '';
	const isCut = /^(same-origin|same-origin-plus-coep|same-origin-allow-popups|noopener-allow-popups)$/.test(
		coop,
	);
	return { frame: canFrame(headers, attacker) ? 'yes' : 'no', popup: isCut ? 'no' : 'yes' };
}

function canFrame({ xFrameOptions, contentSecurityPolicy = '' }: FramingHeaders, attacker?: string): boolean {
	const lists = ancestorsIn(contentSecurityPolicy);
	// A policy with frame-ancestors makes browsers pass X-Frame-Options over.
	if (lists.length > 0) return lists.every((sources) => sources.some((source) => matches(source, attacker)));
	const options = (xFrameOptions ?? '').split(',').map((one) => one.trim().toLowerCase());
	return !options.includes('deny') && !options.includes('sameorigin');
}

/** Source lists of frame-ancestors, one of each policy that has it. */
function ancestorsIn(header: string): string[][] {
	return header.split(',').flatMap((policy) => {
		const directives = policy.split(';').map((one) => one.trim().split(/\s+/));
		const first = directives.find(([name]) => name?.toLowerCase() === 'frame-ancestors');
		return first ? [first.slice(1)] : [];
	});
}

/** Whether a source expression lets a foreign origin in. */
function matches(source: string, attacker: string | undefined): boolean {
	if (source === '*') return attacker !== 'null';
	const parts = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\*|(?:\*\.)?[a-z0-9.-]+)(?::(\d+|\*))?(?:\/.*)?$/i.exec(
		source,
	);
	const scheme = /^([a-z][a-z0-9+.-]*):$/i.exec(source)?.[1];
	const own = /^([a-z]+):\/\/([^:/]+)(?::(\d+))?$/i.exec(attacker ?? '');
	if (scheme !== undefined)
		return attacker === undefined ? /^https?$/i.test(scheme) : isScheme(scheme, own?.[1] ?? '');
	// From anywhere on the web.
	if (parts?.[2] === '*' && attacker === undefined) return /^https?$/i.test(parts[1] ?? 'https');
	if (!parts || !own) return false;
	const [, wantedScheme, wantedHost = '', wantedPort] = parts;
	const [, ownScheme = '', ownHost = '', ownPort] = own;
	if (wantedScheme && !isScheme(wantedScheme, ownScheme)) return false;
	const host = wantedHost.toLowerCase();
	const fits = host.startsWith('*') ? host === '*' || ownHost.endsWith(host.slice(1)) : host === ownHost;
	return fits && isPort(wantedPort, ownPort, ownScheme);
}

/** Whoever lets a page come over http: lets it come over https:, too. */
function isScheme(wanted: string, own: string): boolean {
	const scheme = wanted.toLowerCase();
	return scheme === own || (scheme === 'http' && own === 'https');
}

/** An origin leaves out the port that is its scheme's own. */
function isPort(wanted: string | undefined, own: string | undefined, scheme: string): boolean {
	if (wanted === '*' || wanted === own) return true;
	return own === undefined && (wanted === '80' || (wanted === '443' && scheme === 'https'));
}
