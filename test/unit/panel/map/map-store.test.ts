import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Session } from '../../../../src/session/session.ts';
import { documentInfo, frame, message, text } from '../../session/events.ts';
import { openedStore } from '../opened.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Longer than the map waits between two pictures. */
const settle = () => vi.advanceTimersByTimeAsync(400);

/** Events that a conversation's map counts, with this filter; and rows that the timeline shows with it. */
async function counts(session: Session, filter: string): Promise<[map: number, timeline: number]> {
	const store = openedStore(session, () => performance.now());
	const leave = store.map.watch();
	store.filter.value = filter;
	await settle();
	const count = store.map.graph().edges.reduce((sum, edge) => sum + edge.count, 0);
	leave();
	return [count, store.timeline.length];
}

it('counts what the timeline shows: frames by what they were decoded to', async () => {
	const session = new Session();
	session.introduce(documentInfo(), 900);
	const connecting = {
		kind: 'socket-connecting',
		seq: 90,
		time: 1,
		socket: 1,
		requested: 'wss://chat.test/socket.io/?EIO=4&transport=websocket',
		url: 'wss://chat.test/socket.io/?EIO=4&transport=websocket',
		protocols: [],
		api: 'WebSocket',
		stack: [],
	};
	const events = [connecting, frame(1, { data: text('42["chat",{"a":1}]') }), frame(2, { data: text('2') })];
	session.addBatch('top', 1, JSON.stringify(events), 1_000);
	expect(await counts(session, 'kind:frame')).toEqual([2, 2]);
	expect(await counts(session, 'type:ping')).toEqual([1, 1]);
});

it('leaves out rows of other extensions while the timeline does', async () => {
	const session = new Session();
	session.introduce(documentInfo(), 900);
	session.introduce(documentInfo({ token: 'pay', path: '0', url: 'https://pay.test/f' }), 900);
	const source = { relation: 'child', path: '0' } as const;
	const stack = [{ url: 'chrome-extension://abc/main.js', line: 1, column: 1 }];
	const sent = {
		kind: 'sent',
		seq: 3,
		time: 1_003,
		send: 9,
		target: { kind: 'broadcast-channel', id: 3, name: 'all' },
		data: text('theirs'),
		complete: true,
		ports: [],
		stack,
	};
	session.addBatch('top', 1, JSON.stringify([message(1, { source }), message(2, { source }), sent]), 1_000);
	const [map, timeline] = await counts(session, '');
	expect(map).toBe(timeline);
});
