import { signal } from '@preact/signals';
import { expect, it } from 'vitest';
import { createHijackStore } from '../../../panel/store/hijack-store.ts';
import { Session } from '../../../src/session/session.ts';
import { documentInfo } from '../session/events.ts';

it('what a test found of an address holds for sockets that are opened later, too', async () => {
	const session = new Session();
	const version = signal(0);
	const load = (token: string, url: string): void => {
		session.introduce(documentInfo({ token }), 900);
		const socket = { kind: 'socket-connecting', seq: 1, time: 1_000, socket: 1, stack: [] };
		const events = [{ ...socket, requested: url, url, protocols: [], api: 'WebSocket' }];
		session.addBatch(token, 1, JSON.stringify(events), 1_000, '[]');
		version.value++;
	};
	const store = createHijackStore({
		session,
		version,
		prober: (series) =>
			series(async () => ({ opened: true, protocol: '', messages: ['hello'], cookies: ['sid'] })),
		word: 'word',
		changed: () => {},
	});
	load('top', 'wss://shop.test/live');
	const [first] = session.sockets;
	if (first) await store.run(first, undefined);
	const verdict = first?.hijack;
	expect(verdict).toBeDefined();
	load('again', 'wss://shop.test/live');
	load('other', 'wss://shop.test/other');
	expect(session.sockets.map((socket) => socket?.hijack)).toEqual([verdict, verdict, undefined]);
});
