import { describe, expect, it } from 'vitest';
import type { Handshake, HeaderField } from '../../../src/protocol/handshake.ts';
import { explainHandshake, extensionParts } from '../../../src/session/explain-handshake.ts';
import { type Failure, failureOf } from '../../../src/session/handshake-failure.ts';

const fields = (text: string): HeaderField[] =>
	text.split('\n').map((line) => {
		const [name = '', value = ''] = line.trim().split(/: (.*)/);
		return { name, value };
	});
const handshake = (over: Partial<Handshake> = {}): Handshake => ({
	id: '1',
	seenBy: 'webRequest',
	url: 'wss://server.example.com/chat',
	startedAt: 0,
	// The example of RFC 6455, section 1.2.
	request: fields(`Host: server.example.com
		Upgrade: websocket
		Connection: Upgrade
		Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
		Origin: http://example.com
		Sec-WebSocket-Protocol: chat, superchat
		Sec-WebSocket-Version: 13`),
	status: 101,
	response: fields(`Upgrade: websocket
		Connection: keep-alive, Upgrade
		Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
		Sec-WebSocket-Protocol: chat`),
	...over,
});
const says = (given: Handshake, accepts?: string): string[] =>
	explainHandshake(given, [], accepts).map((point) => point.says);

describe('a handshake is explained', () => {
	it('as in the standard’s own example', () => {
		expect(says(handshake(), 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=')).toEqual([
			'origin_other',
			'version_good',
			'key_good',
			'upgrade_good',
			'connection_good',
			'accept_good',
			'protocol_agreed',
			'extensions_none',
		]);
	});

	it.each<[string, Partial<Handshake>, string]>([
		['an answer to another key', { response: fields('Sec-WebSocket-Accept: AAAA') }, 'accept_bad'],
		['no answer to the key', { response: [] }, 'accept_missing'],
		['a key that is none', { request: fields('Sec-WebSocket-Key: short') }, 'key_bad'],
		['a key that is not shown', { request: [] }, 'key_hidden'],
		['no upgrade', { response: fields('Upgrade: h2c') }, 'upgrade_bad'],
		['no upgraded connection', { response: fields('Connection: close') }, 'connection_bad'],
		['a subprotocol nobody asked for', { response: fields('Sec-WebSocket-Protocol: other') }, 'protocol_bad'],
		['no subprotocol although asked', { response: [] }, 'protocol_declined'],
		['none asked, none taken', { request: [], response: [] }, 'protocol_none'],
		['the own origin', { request: fields('Origin: https://server.example.com') }, 'origin_same'],
		['an opaque origin', { request: fields('Origin: null') }, 'origin_null'],
		['no origin', { request: [] }, 'origin_none'],
		['another version', { request: fields('Sec-WebSocket-Version: 8') }, 'version_other'],
		['extensions', { response: fields('Sec-WebSocket-Extensions: permessage-deflate') }, 'extensions_agreed'],
	])('with %s', (_, over, expected) => {
		expect(says(handshake(over), 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=')).toContain(expected);
	});

	it('without a word on the answer’s headers where they are not shown', () => {
		const { response: _, ...rest } = handshake();
		expect(says(rest)).toEqual(['origin_other', 'version_good', 'key_good']);
	});

	it('with the parameters of its extensions', () => {
		const header = 'permessage-deflate; server_no_context_takeover; client_max_window_bits=12, x-own; a="b"';
		expect(extensionParts(header).map(({ says: key, insert }) => `${key} ${insert}`)).toEqual([
			'deflate permessage-deflate',
			'serverNoContext server_no_context_takeover',
			'clientBits 12',
			'other x-own',
			'other b',
		]);
	});
});

describe('a failed handshake', () => {
	const ok = handshake().response;
	it.each<[Failure | undefined, Partial<Handshake>, string[]?]>([
		['redirect', { status: 302 }],
		['badRequest', { status: 400 }],
		['unauthorised', { status: 401 }],
		['forbidden', { status: 403 }],
		['notFound', { status: 404 }],
		['notAllowed', { status: 405 }],
		['upgradeRequired', { status: 426 }],
		['tooMany', { status: 429 }],
		['server', { status: 500 }],
		['gateway', { status: 503 }],
		['ordinary', { status: 200 }],
		['otherStatus', { status: 418 }],
		['wrongAccept', { status: 101, response: [] }],
		['wrongProtocol', { status: 101, response: ok ?? [] }, []],
		['wrongProtocol', { status: 101, response: ok ?? [] }, ['other']],
		[undefined, { status: 101, response: ok ?? [] }, ['chat']],
		['refused', { error: 'net::ERR_CONNECTION_REFUSED' }],
		['refused', { error: 'NS_ERROR_CONNECTION_REFUSED' }],
		['name', { error: 'NS_ERROR_UNKNOWN_HOST' }],
		['certificate', { error: 'net::ERR_CERT_AUTHORITY_INVALID' }],
		['blocked', { error: 'net::ERR_BLOCKED_BY_CLIENT' }],
		['timeout', { error: 'NS_ERROR_NET_TIMEOUT' }],
		['reset', { error: 'net::ERR_CONNECTION_RESET' }],
		['offline', { error: 'net::ERR_INTERNET_DISCONNECTED' }],
		['hidden', { error: 'net::ERR_FAILED' }],
		['unknown', { error: 'NS_ERROR_SOMETHING' }],
		['unknown', {}],
	])('is called %s for %j', (expected, over, asked = ['chat']) => {
		const { status: _, response: __, ...bare } = handshake();
		expect(failureOf({ ...bare, ...over }, asked, false)).toBe(expected);
		expect(failureOf({ ...bare, ...over }, asked, true)).toBeUndefined();
	});
});
