import type { Handshake } from '../protocol/handshake.ts';
import { headerOf, tokensOf } from './headers.ts';

/**
 * One thing that a handshake says. `good`: as it must be; `bad`: it breaks RFC 6455; `plain`: neither;
 * `hidden`: the browser does not show it.
 */
export interface Point {
	header: string;
	value: string;
	tone: 'good' | 'bad' | 'plain' | 'hidden';
	/** Which sentence says it (`handshake_…` of the catalogue), with its inserts. */
	says: PointKey;
	inserts?: string[];
}

export const pointKeys = [
	'upgrade_good',
	'upgrade_bad',
	'connection_good',
	'connection_bad',
	'version_good',
	'version_other',
	'key_good',
	'key_bad',
	'key_hidden',
	'accept_good',
	'accept_bad',
	'accept_unchecked',
	'accept_missing',
	'protocol_none',
	'protocol_agreed',
	'protocol_declined',
	'protocol_bad',
	'extensions_none',
	'extensions_agreed',
	'origin_same',
	'origin_other',
	'origin_null',
	'origin_none',
] as const;
export type PointKey = (typeof pointKeys)[number];

/** What each header of a handshake means. `accepts`: what the key must be answered with, where it could be computed. */
export function explainHandshake(handshake: Handshake, asked: readonly string[], accepts?: string): Point[] {
	const { request = [], response } = handshake;
	const points: Point[] = [];
	const say = (header: string, value: string | undefined, says: PointKey, ...inserts: string[]): void => {
		points.push({
			header,
			value: value ?? '',
			tone: toneOf(says),
			says,
			...(inserts.length ? { inserts } : {}),
		});
	};

	const origin = headerOf(request, 'Origin');
	say('Origin', origin, originSays(origin, handshake.url), hostOf(handshake.url));
	const version = headerOf(request, 'Sec-WebSocket-Version');
	if (version !== undefined) {
		say('Sec-WebSocket-Version', version, version === '13' ? 'version_good' : 'version_other');
	}
	const key = headerOf(request, 'Sec-WebSocket-Key');
	say('Sec-WebSocket-Key', key, key === undefined ? 'key_hidden' : isKey(key) ? 'key_good' : 'key_bad');
	if (!response) return points;

	const upgrade = headerOf(response, 'Upgrade');
	say('Upgrade', upgrade, upgrade?.toLowerCase() === 'websocket' ? 'upgrade_good' : 'upgrade_bad');
	const connection = headerOf(response, 'Connection');
	say(
		'Connection',
		connection,
		tokensOf(connection).includes('upgrade') ? 'connection_good' : 'connection_bad',
	);
	const accept = headerOf(response, 'Sec-WebSocket-Accept');
	say('Sec-WebSocket-Accept', accept, acceptSays(accept, accepts));
	const chosen = headerOf(response, 'Sec-WebSocket-Protocol');
	const offer = headerOf(request, 'Sec-WebSocket-Protocol')?.split(/ *, */) ?? asked;
	say('Sec-WebSocket-Protocol', chosen, protocolSays(offer, chosen), offer.join(', '), chosen ?? '');
	const extensions = headerOf(response, 'Sec-WebSocket-Extensions');
	const isAgreed = extensions !== undefined && extensions !== '';
	say('Sec-WebSocket-Extensions', extensions, isAgreed ? 'extensions_agreed' : 'extensions_none');
	return points;
}

function toneOf(says: PointKey): Point['tone'] {
	if (/_(good|agreed)$/.test(says)) return 'good';
	if (/_(bad|missing)$/.test(says)) return 'bad';
	return /_(hidden|unchecked)$/.test(says) ? 'hidden' : 'plain';
}

function originSays(origin: string | undefined, url: string): PointKey {
	if (origin === undefined) return 'origin_none';
	if (origin === 'null') return 'origin_null';
	return origin.toLowerCase() === originOf(url) ? 'origin_same' : 'origin_other';
}

function acceptSays(accept: string | undefined, accepts: string | undefined): PointKey {
	if (accept === undefined) return 'accept_missing';
	if (accepts === undefined) return 'accept_unchecked';
	return accept.trim() === accepts ? 'accept_good' : 'accept_bad';
}

function protocolSays(offer: readonly string[], chosen: string | undefined): PointKey {
	if (chosen !== undefined) return offer.includes(chosen) ? 'protocol_agreed' : 'protocol_bad';
	return offer.length === 0 ? 'protocol_none' : 'protocol_declined';
}

/** 16 bytes in base64 (RFC 6455, 4.1). */
function isKey(key: string): boolean {
	return /^[A-Za-z0-9+/]{21}[AQgw]==$/.test(key.trim());
}

/** Origin of a page of the same scheme security, host and port as a socket; `url` is absolute and normalised. */
export function originOf(url: string): string {
	const [, scheme = '', host = ''] = /^(?:ws|http)(s?):\/\/(?:[^/?#]*@)?([^/?#]*)/i.exec(url) ?? [];
	return host === '' ? '' : `http${scheme}://${host}`.toLowerCase();
}

/** Host and port of a socket. */
export function hostOf(url: string): string {
	return originOf(url).replace(/^https?:\/\//, '');
}

/** Parameters of permessage-deflate (RFC 7692, 7.1), and extensions by name. */
export const extensionKeys = [
	'deflate',
	'serverNoContext',
	'clientNoContext',
	'serverBits',
	'clientBits',
	'other',
] as const;

/** One part of an extensions header: which sentence says it (`extension_…`), and its insert. */
export interface ExtensionPart {
	text: string;
	says: (typeof extensionKeys)[number];
	insert: string;
}

/** Takes apart a Sec-WebSocket-Extensions header. */
export function extensionParts(header: string): ExtensionPart[] {
	return header.split(',').flatMap((extension) =>
		extension
			.split(';')
			.map((part) => part.trim())
			.filter((part) => part !== '')
			.map((text): ExtensionPart => {
				const [name = '', value = ''] = text.split('=').map((half) => half.trim().replaceAll('"', ''));
				return { text, says: extensionSays(name.toLowerCase()), insert: value === '' ? name : value };
			}),
	);
}

function extensionSays(name: string): ExtensionPart['says'] {
	switch (name) {
		case 'permessage-deflate':
			return 'deflate';
		case 'server_no_context_takeover':
			return 'serverNoContext';
		case 'client_no_context_takeover':
			return 'clientNoContext';
		case 'server_max_window_bits':
			return 'serverBits';
		case 'client_max_window_bits':
			return 'clientBits';
		default:
			return 'other';
	}
}
