import { describe, expect, it } from 'vitest';
import type { HookEvent } from '../../../src/protocol/event.ts';
import type { HarSocket } from '../../../src/session/read-har.ts';
import { Session } from '../../../src/session/session.ts';
import { documentInfo } from './events.ts';

const url = 'wss://shop.test/feed';

/** A session with one socket of the page's, and what the devtools recorded of it. */
function sessionWith(api: 'WebSocket' | 'WebSocketStream'): { session: Session; har: HarSocket } {
	const session = new Session();
	session.introduce(documentInfo(), 900);
	const connecting: HookEvent = {
		kind: 'socket-connecting',
		seq: 1,
		time: 1_000,
		socket: 1,
		requested: url,
		url,
		protocols: [],
		api,
		stack: [],
	};
	session.addBatch('top', 1, JSON.stringify([connecting]), 1_001, '[]');
	return {
		session,
		har: {
			handshake: {
				id: 'har 1',
				harId: 'har 1',
				seenBy: 'har',
				url,
				startedAt: 1_001,
				request: [],
				status: 101,
			},
			frames: [
				{ direction: 'out', time: 1_100, opcode: 'text', data: 'héllo' },
				{ direction: 'in', time: 1_200, opcode: 'binary', data: 'AAEC' },
			],
		},
	};
}

describe('what the devtools recorded of a socket', () => {
	it('are the frames of a WebSocketStream, each once', () => {
		const { session, har } = sessionWith('WebSocketStream');
		session.addHar([{ ...har, frames: har.frames.slice(0, 1) }], 2_000);
		session.addHar([har], 2_100);
		session.addHar([har], 2_200);
		const [socket] = session.sockets;
		expect(session.sockets).toHaveLength(1);
		expect(socket?.out).toEqual({ frames: 1, bytes: 6 });
		expect(socket?.in).toEqual({ frames: 1, bytes: 3 });
		expect(socket?.frames.map((row) => session.rows.direction(row))).toEqual(['out', 'in']);
	});

	it('are of no document that has not said where it is', () => {
		const session = new Session();
		session.addBatch('unknown', 1, '[]', 900);
		const { har } = sessionWith('WebSocket');
		session.addHar([har], 9_000);
		expect(session.sockets.map((socket) => socket?.document)).toEqual([-1]);
	});

	it('are searched for credentials as those that a hook tells', () => {
		const session = new Session();
		session.introduce(documentInfo(), 900);
		const { har } = sessionWith('WebSocket');
		const data = JSON.stringify({ access_token: 'Zx9kQ7vLmN2pR4tY' });
		session.addHar([{ ...har, frames: [{ direction: 'out', time: 1_100, opcode: 'text', data }] }], 9_000);
		expect(session.sockets.map((socket) => socket?.sentSecret)).toEqual([true]);
	});

	it('are not those of a WebSocket, whose hook tells them', () => {
		const { session, har } = sessionWith('WebSocket');
		session.addHar([har], 2_000);
		expect(session.sockets.map((socket) => socket?.frames)).toEqual([[]]);
	});
});
