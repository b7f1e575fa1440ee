import { describe, expect, it } from 'vitest';
import { takeHandshake } from '../../../src/session/place-handshakes.ts';
import { Session } from '../../../src/session/session.ts';
import { socketFindings } from '../../../src/session/socket-findings.ts';
import { documentInfo, frame, text } from './events.ts';

interface Case {
	url: string;
	protocols?: string[];
	sent?: string;
	cookie?: boolean;
	hijack?: 'hijackable' | 'weak' | 'kept' | 'blind' | 'checked';
}

function rulesOf({ url, protocols = [], sent, cookie, hijack }: Case): string[] {
	const session = new Session();
	session.introduce(documentInfo({ origin: 'https://shop.test' }), 900);
	const connecting = {
		kind: 'socket-connecting',
		seq: 1,
		time: 1_000,
		socket: 1,
		requested: url,
		url,
		protocols,
		api: 'WebSocket',
		stack: [],
	};
	const frames = sent === undefined ? [] : [frame(2, { direction: 'out', data: text(sent) })];
	session.addBatch('top', 1, JSON.stringify([connecting, ...frames]), 1_100);
	if (cookie) {
		const request = [{ name: 'Cookie', value: 'sid=1' }];
		takeHandshake(session, { id: '1', seenBy: 'webRequest', url, startedAt: 1_000, request }, 1_100);
	}
	const [socket] = session.sockets;
	if (socket && hijack) socket.hijack = hijack;
	return [...socketFindings(session)].map(({ rule }) => rule);
}

const token = '{"access_token":"abcdef123456"}';

describe('a socket', () => {
	it.each<[string, Case, string[]]>([
		['encrypted and of the own site', { url: 'wss://live.shop.test/', sent: token, cookie: true }, []],
		['not encrypted', { url: 'ws://live.shop.test/' }, ['plain-socket']],
		['not encrypted, of this machine', { url: 'ws://localhost:80/' }, []],
		['not encrypted, of this machine by number', { url: 'ws://127.0.0.1:3000/' }, []],
		[
			'not encrypted, of a host that only looks local',
			{ url: 'ws://localhost.evil.test/' },
			['plain-socket'],
		],
		['with a token in its address', { url: 'wss://shop.test/?access_token=abcdef123456' }, ['secret-in-url']],
		[
			'with a token for a subprotocol',
			{ url: 'wss://shop.test/', protocols: ['eyJhbGciOiJI.eyJzdWIiOiIx.c2ln'] },
			['secret-in-url'],
		],
		['of another site with cookies', { url: 'wss://other.test/', cookie: true }, ['cross-site-cookies']],
		['of another site, given a token', { url: 'wss://other.test/', sent: token }, ['secret-to-third-party']],
		['of another site, given nothing of the kind', { url: 'wss://other.test/', sent: 'hello' }, []],
		['that can be hijacked', { url: 'wss://shop.test/', hijack: 'hijackable' }, ['hijackable-socket']],
		['with a weak check', { url: 'wss://shop.test/', hijack: 'weak' }, ['weak-socket-origin']],
		['kept by SameSite', { url: 'wss://shop.test/', hijack: 'kept' }, ['open-socket-origin']],
		['that is public', { url: 'wss://shop.test/', hijack: 'blind' }, []],
		['that checks', { url: 'wss://shop.test/', hijack: 'checked' }, []],
	])('%s', (_, given, expected) => {
		expect(rulesOf(given)).toEqual(expected);
	});
});
