import { describe, expect, it } from 'vitest';
import { text } from '../../session/events.ts';
import { decodeStore, socketSession } from './sessions.ts';

const signal = new AbortController().signal;
const engine = 'wss://shop.test/socket.io/?EIO=4&transport=websocket';

describe('a socket that is looked at', () => {
	it('is decoded in the order of its frames, both directions with one decoder', async () => {
		const { session, socket, pass } = socketSession(engine);
		const rows = pass(
			{ text: '0{"sid":"a","pingInterval":1,"pingTimeout":1,"upgrades":[],"maxPayload":9}' },
			{ direction: 'out', text: '40' },
			{ text: '40{"sid":"b"}' },
			{ direction: 'out', text: '42["chat:message",{"text":"hi"}]' },
			{ text: '451-["file",{"_placeholder":true,"num":0}]' },
			{
				opcode: 'binary',
				form: 'arraybuffer',
				data: { t: 'buffer', id: 1, c: 'ArrayBuffer', b: 'AQID', n: 3 },
			},
		);
		const { store, settle } = decodeStore(session);
		expect(store.brief(rows[3] as number)).toBeUndefined();
		store.open(socket);
		await settle();
		expect(store.brief(rows[3] as number)).toMatchObject({
			type: 'event chat:message',
			protocol: 'engine.io',
			isPartial: false,
		});
		expect(store.progress(socket)).toEqual({
			waiting: 0,
			missing: 0,
			protocol: 'socket.io',
			override: undefined,
		});
		// What the attachment means, only the frame before it tells.
		const file = await store.read(socket, rows[5] as number, undefined, signal);
		expect(file?.type).toBe('attachment 1/1 of event file');
		expect(store.version.value).toBeGreaterThan(0);
	});

	it('is not decoded, nor are the decoders loaded, before', async () => {
		const { session, pass } = socketSession();
		const [row] = pass({ text: '{"type":"a"}' });
		let loads = 0;
		const { store, settle } = decodeStore(session, 0, async () => {
			loads++;
			throw new Error('not reached');
		});
		expect(store.brief(row as number)).toBeUndefined();
		await settle();
		expect(loads).toBe(0);
	});

	it('is decoded a few ms at a time, and further when a later row is asked for', async () => {
		const { session, socket, pass } = socketSession();
		pass(...Array.from({ length: 40 }, (_, at) => ({ text: `{"type":"t${at}"}` })));
		const { store, settle } = decodeStore(session, 2);
		store.open(socket);
		expect(await settle()).toBeGreaterThan(8);
		expect(store.progress(socket).waiting).toBe(0);
		const [late] = pass({ text: '{"type":"late"}' });
		expect(store.brief(late as number)).toBeUndefined();
		await settle();
		expect(store.brief(late as number)?.type).toBe('late');
	});

	it('says why the decoders could not be loaded', async () => {
		const { session, socket } = socketSession();
		const { store, settle } = decodeStore(session, 0, () => Promise.reject(new Error('no chunk')));
		store.open(socket);
		await settle();
		expect(store.problem.value).toBe('no chunk');
	});
});

describe('what a person chooses', () => {
	it('reads the socket again from its first frame, and back', async () => {
		const { session, socket, pass } = socketSession();
		const [row] = pass({ text: '{"type":"a"}' });
		const { store, settle } = decodeStore(session);
		store.choose(socket, 'hex');
		await settle();
		expect(store.brief(row as number)).toMatchObject({ protocol: 'hex', type: '' });
		expect(store.progress(socket).override).toBe('hex');
		store.choose(socket, undefined);
		await settle();
		expect(store.brief(row as number)).toMatchObject({ protocol: 'json', type: 'a' });
	});
});

describe('answers', () => {
	it('are paired with the request of the other side, with the time in between', async () => {
		const { session, socket, pass } = socketSession();
		const rows = pass(
			{ direction: 'out', time: 2_000, text: '{"jsonrpc":"2.0","id":7,"method":"add","params":[1]}' },
			{ time: 2_010, text: '{"jsonrpc":"2.0","id":7,"method":"ask"}' },
			{ time: 2_040, text: '{"jsonrpc":"2.0","id":7,"result":3}' },
		);
		const { store, settle } = decodeStore(session);
		store.open(socket);
		await settle();
		const [asked, other, reply] = rows.map((row) => store.brief(row));
		expect(asked?.answered).toEqual({ row: rows[2], after: 40 });
		expect(other?.answered).toBeUndefined();
		expect(reply?.answers).toEqual({ row: rows[0], after: 40 });
		const counted = store.statistics(socket).find(({ latency }) => latency !== undefined);
		expect(counted).toMatchObject({ type: asked?.type, latency: 40 });
	});
});

describe('statistics', () => {
	it('count frames, bytes and shares by type, and forget with the session', async () => {
		const { session, socket, pass } = socketSession();
		pass(
			{ text: '{"type":"a"}', size: 30 },
			{ text: '{"type":"b"}', size: 60 },
			{ text: '{"type":"a"}', size: 10 },
		);
		const { store, settle } = decodeStore(session);
		store.open(socket);
		await settle();
		expect(store.statistics(socket)).toEqual([
			{ type: 'b', frames: 1, bytes: 60, share: 0.6, latency: undefined },
			{ type: 'a', frames: 2, bytes: 40, share: 0.4, latency: undefined },
		]);
		session.clear();
		pass({ text: '{"type":"c"}', size: 5 });
		store.open(socket);
		await settle();
		expect(store.statistics(socket).map(({ type, frames }) => [type, frames])).toEqual([['c', 1]]);
	});
});

describe('a frame that was not recorded as a whole', () => {
	it('says so, and is read again with its body', async () => {
		const { session, socket, pass } = socketSession();
		const [row = -1] = pass({
			data: { t: 'string', v: '{"type":"lo', n: 15 },
			size: 15,
			complete: false,
		});
		const { store, settle } = decodeStore(session);
		store.open(socket);
		await settle();
		expect(store.brief(row)).toMatchObject({ isPartial: true, protocol: 'text' });
		const whole = await store.read(socket, row, text('{"type":"long"}'), signal);
		expect(whole).toMatchObject({ protocol: 'json', type: 'long', value: { type: 'long' } });
	});

	it('is counted when nothing of it is there, and read once it is', async () => {
		const { session, socket, pass } = socketSession();
		const [row = -1] = pass({
			opcode: 'binary',
			form: 'blob',
			data: { t: 'blob', id: 1, n: 4, m: '' },
			complete: false,
		});
		const { store, settle } = decodeStore(session);
		store.open(socket);
		await settle();
		expect(store.brief(row)).toBeUndefined();
		expect(store.progress(socket).missing).toBe(1);
		expect(await store.read(socket, row, undefined, signal)).toBeUndefined();
		const body = { t: 'buffer', id: 1, c: 'ArrayBuffer', b: btoa('{"a":1}'), n: 7 } as const;
		expect(await store.read(socket, row, body, signal)).toMatchObject({ value: { a: 1 } });
	});
});

it('reads frames again that are too old to be kept, with what came before them', async () => {
	const { session, socket, pass } = socketSession();
	const [first = -1] = pass(...Array.from({ length: 700 }, (_, at) => ({ text: `{"type":"t${at}"}` })));
	const { store, settle } = decodeStore(session);
	store.open(socket);
	await settle();
	expect(await store.read(socket, first, undefined, signal)).toMatchObject({ type: 't0' });
	expect(store.brief(first)?.type).toBe('t0');
});

it('gives up reading when nobody waits for it any more', async () => {
	const { session, socket, pass } = socketSession();
	const rows = pass(...Array.from({ length: 50 }, (_, at) => ({ text: `{"type":"t${at}"}` })));
	const { store, settle } = decodeStore(session, 5);
	const control = new AbortController();
	const reading = store.read(socket, rows[49] as number, undefined, control.signal);
	control.abort();
	await settle();
	expect(await reading).toBeUndefined();
});
