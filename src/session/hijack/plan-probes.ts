import type { ProbeCookies, ProbeHeaders } from '../../protocol/hijack.ts';
import { originOf } from '../explain-handshake.ts';

/** What a probe pretends to be. `control`: the page itself; the `near` ones resemble its origin. */
export const probeKinds = [
	'control',
	'again',
	'foreign',
	'attacker',
	'bare',
	'null',
	'suffix',
	'prefix',
	'dot',
	'sibling',
	'scheme',
	'port',
] as const;
export type ProbeKind = (typeof probeKinds)[number];

export interface Probe {
	kind: ProbeKind;
	origin: string;
	site: ProbeHeaders['site'];
	cookies: ProbeCookies;
}

/** What decides whether a server tells origins apart, and those that show how well it does. */
export interface ProbePlan {
	first: Probe[];
	near: Probe[];
}

/** The probes of a socket that a page of `pageOrigin` opened; `word`: an unguessable part of a host name. */
export function planProbes(pageOrigin: string, socketUrl: string, word: string): ProbePlan {
	const foreign = `https://${word}.example`;
	const own: Pick<Probe, 'origin' | 'site'> = {
		origin: pageOrigin,
		site: siteOf(pageOrigin, originOf(socketUrl)),
	};
	return {
		first: [
			{ kind: 'control', ...own, cookies: 'page' },
			{ kind: 'again', ...own, cookies: 'page' },
			{ kind: 'foreign', origin: foreign, site: 'cross-site', cookies: 'page' },
			{ kind: 'attacker', origin: foreign, site: 'cross-site', cookies: 'cross-site' },
			{ kind: 'bare', origin: foreign, site: 'cross-site', cookies: 'none' },
		],
		near: nearOrigins(pageOrigin, word).map((each): Probe => ({ ...each, cookies: 'page' })),
	};
}

/** Two last labels stand for the registrable domain: no list of public suffixes is at hand. */
export function siteOf(page: string, socket: string): Probe['site'] {
	if (page === socket) return 'same-origin';
	return domainOf(page) === domainOf(socket) ? 'same-site' : 'cross-site';
}

function domainOf(origin: string): string {
	const host = origin.replace(/^\w+:\/\//, '').replace(/:\d+$/, '');
	return /^\[|^[\d.]+$/.test(host) ? host : host.split('.').slice(-2).join('.');
}

function nearOrigins(pageOrigin: string, word: string): Pick<Probe, 'kind' | 'origin' | 'site'>[] {
	const near: Pick<Probe, 'kind' | 'origin' | 'site'>[] = [
		{ kind: 'null', origin: 'null', site: 'cross-site' },
	];
	const [, scheme = '', host = '', port = ''] =
		/^(https?):\/\/(\[[^\]]*\]|[^:/]+)(:\d+)?$/i.exec(pageOrigin) ?? [];
	if (host === '') return near;
	const isName = !/^\[|^[\d.]+$/.test(host);
	const domain = domainOf(pageOrigin);
	const add = (kind: ProbeKind, origin: string, site: Probe['site']): void => {
		near.push({ kind, origin, site });
	};
	if (isName) {
		add('suffix', `${scheme}://${host}.${word}.example${port}`, 'cross-site');
		add('prefix', `${scheme}://${word}${domain}${port}`, 'cross-site');
		if (host.includes('.')) {
			add('dot', `${scheme}://${host.replace('.', 'x')}${port}`, 'cross-site');
			add('sibling', `${scheme}://${word}.${domain}${port}`, 'same-site');
		}
	}
	if (scheme === 'https') add('scheme', `http://${host}${port}`, 'cross-site');
	add('port', `${scheme}://${host}:${port === ':4443' ? '8443' : '4443'}`, 'same-site');
	return near;
}
