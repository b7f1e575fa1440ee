import { describe, expect, it } from 'vitest';
import { patternOf } from '../../../../panel/store/decoding/remembered.ts';
import { text } from '../../session/events.ts';
import { decoders, decodeStore, memory, socketSession } from './sessions.ts';

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
			isGivenUp: false,
		});
		// What the attachment means, only the frame before it tells.
		const file = await store.read(socket, rows[5] as number, undefined, signal);
		expect(file).toMatchObject({ type: 'attachment 1/1 of event file' });
		expect(store.version.value).toBeGreaterThan(0);
	});

	it('is not decoded, nor are the decoders loaded, before', async () => {
		const { session, pass } = socketSession();
		const [row] = pass({ text: '{"type":"a"}' });
		let loads = 0;
		const { store, settle } = decodeStore(session, 0, async () => {
			loads++;
			return { kind: 'lost' };
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
		const { store, settle } = decodeStore(session, 0, async () => ({
			failed: 'crashed',
			detail: 'no chunk',
		}));
		store.open(socket);
		await settle();
		expect(store.problem.value).toBe('no chunk');
	});

	it('is decoded when a person has them loaded once more', async () => {
		const { session, socket, pass } = socketSession();
		const [row = -1] = pass({ text: '{"type":"a"}' });
		const real = decoders();
		let loads = 0;
		const { store, settle } = decodeStore(session, 0, async (question) =>
			question.kind === 'protocols' && ++loads < 3 ? { failed: 'timeout', detail: '' } : real(question),
		);
		store.open(socket);
		await settle();
		store.retry();
		expect(store.problem.value).toBeUndefined();
		await settle();
		expect(store.problem.value).toBe('timeout');
		// Only a person asks again: each try is a worker of its own.
		store.open(socket);
		await settle();
		expect(loads).toBe(2);
		store.retry();
		await settle();
		expect([store.problem.value, store.brief(row)?.type]).toEqual([undefined, 'a']);
		store.retry();
		expect(loads).toBe(3);
	});
});

describe('what a person chooses', () => {
	it('reads the socket again from its first frame, and back', async () => {
		const { session, socket, pass } = socketSession();
		const [row] = pass({ text: '{"type":"a"}' });
		const { store, settle } = decodeStore(session);
		store.choose(socket, { protocol: 'hex' });
		await settle();
		expect(store.brief(row as number)).toMatchObject({ protocol: 'hex', type: '' });
		expect(store.progress(socket).override).toBe('hex');
		store.choose(socket, { protocol: undefined });
		await settle();
		expect(store.brief(row as number)).toMatchObject({ protocol: 'json', type: 'a' });
	});
});

it('is said to speak the format of most frames where no protocol is settled', async () => {
	const { session, socket, pass } = socketSession();
	const bytes = { t: 'buffer', id: 1, c: 'ArrayBuffer', b: btoa('\n\u0005Green\u0010\u0003'), n: 9 } as const;
	const tea = { opcode: 'binary', form: 'arraybuffer', data: bytes, size: 9 } as const;
	pass({ text: 'hello' }, { text: 'plain words' }, { text: '{"a":1}' }, tea, tea);
	const { store, settle } = decodeStore(session);
	store.open(socket);
	await settle();
	expect(store.progress(socket).protocol).toBe('protobuf');
});

describe('what a person chose', () => {
	const room = 'wss://shop.test/live/48213?token=a';

	it('holds for the next socket of its kind, in the next panel, until it is undone', async () => {
		const storage = memory();
		const before = socketSession(room, 'shop.v1');
		const first = decodeStore(before.session, 0, decoders(), storage);
		first.store.choose(before.socket, { protocol: 'hex' });
		await first.settle();

		const after = socketSession('wss://shop.test/live/50007?token=b', 'shop.v1');
		const [row = -1] = after.pass({ text: '{"type":"a"}' });
		const next = decodeStore(after.session, 0, decoders(), storage);
		next.store.open(after.socket);
		await next.settle();
		expect(next.store.brief(row)).toMatchObject({ protocol: 'hex' });
		const other = socketSession('wss://shop.test/live/50007', 'shop.v2');
		expect(next.store.choiceOf(other.socket)).toEqual({});

		next.store.choose(after.socket, { protocol: undefined });
		await next.settle();
		expect(next.store.brief(row)).toMatchObject({ protocol: 'json' });
		const last = decodeStore(socketSession(room, 'shop.v1').session, 0, decoders(), storage);
		await last.settle();
		expect(last.store.choiceOf(before.socket)).toEqual({});
	});

	it('may be a .proto file, which is read again at once, and of which mistakes are told', async () => {
		const { session, socket, pass } = socketSession();
		const data = { t: 'buffer', id: 1, c: 'ArrayBuffer', b: btoa('\n\u0003pot'), n: 5 } as const;
		const [row = -1] = pass({ opcode: 'binary', form: 'arraybuffer', data, size: 5 });
		const { store, settle } = decodeStore(session);
		store.open(socket);
		await settle();
		expect(await store.checkProto('message Tea {\n string name = 0; }')).toEqual({
			kind: 'bad-proto',
			code: 'number',
			line: 2,
			word: '0',
		});
		const text = 'message Tea { string name = 1; }';
		expect(await store.checkProto(text)).toEqual({ kind: 'proto', types: ['Tea'] });
		store.choose(socket, { protocol: 'protobuf', proto: { text, in: 'Tea', out: '' } });
		await settle();
		expect(store.brief(row)).toMatchObject({ protocol: 'protobuf', type: 'Tea', preview: '{name: "pot"}' });
		store.choose(socket, { proto: undefined });
		await settle();
		expect(store.brief(row)).toMatchObject({ protocol: 'protobuf', type: '1 field' });
	});

	it('is forgotten when what was stored is no such thing', async () => {
		const { session, socket } = socketSession(room);
		const storage = memory();
		await storage.set('socket-readings', { [patternOf(socket)]: { protocol: 7 } });
		const { store, settle } = decodeStore(session, 0, decoders(), storage);
		await settle();
		expect(store.choiceOf(socket)).toEqual({});
	});

	it.each([
		['wss://a.test/chat', '', 'wss://a.test/chat'],
		['wss://a.test:8443/v2/rooms/17?x=1', 'json', 'wss://a.test:8443/v2/rooms/* json'],
		['wss://a.test/sockjs/123/k3jd92ha/websocket', '', 'wss://a.test/sockjs/*/*/websocket'],
		['not an address', '', 'not an address'],
	])('belongs to %s as to %s %s', (url, protocol, pattern) => {
		expect(patternOf({ url, protocol })).toBe(pattern);
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
		expect(whole).toMatchObject({ protocol: 'json', type: 'long', value: { e: [['type', text('long')]] } });
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
		expect(await store.read(socket, row, body, signal)).toMatchObject({
			value: { e: [['a', { t: 'number', v: 1 }]] },
		});
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

describe('a frame that the decoders do not come back from', () => {
	/** Decoders whose worker is ended by frames with this text, and by that loses all its lines. */
	function fragile(words: string) {
		let ask = decoders();
		let ends = 0;
		const decode: typeof ask = async (question) => {
			const frames =
				question.kind === 'frames' ? question.frames : question.kind === 'last' ? [question.frame] : [];
			if (!frames.some(({ input }) => String(input.data).includes(words))) return ask(question);
			ends++;
			ask = decoders();
			return { failed: 'timeout', detail: '' };
		};
		return { decode, ends: () => ends };
	}

	it('is left out and said, and the others are decoded, those of other sockets, too', async () => {
		const { session, socket, pass } = socketSession();
		const rows = pass(...['a', 'b', 'bomb', 'c', 'd'].map((type) => ({ text: `{"type":"${type}"}` })));
		const { decode, ends } = fragile('bomb');
		const { store, settle } = decodeStore(session, 0, decode);
		store.open(socket);
		await settle();
		expect(rows.map((row) => store.brief(row)?.type)).toEqual(['a', 'b', '', 'c', 'd']);
		expect(store.brief(rows[2] as number)?.preview).toBe('{"type":"bomb"}');
		expect(store.progress(socket)).toMatchObject({ waiting: 0, isGivenUp: false });
		expect(store.statistics(socket).map(({ frames }) => frames)).toEqual([1, 1, 1, 1]);
		const before = ends();
		expect(await store.read(socket, rows[2] as number, undefined, signal)).toMatchObject({
			failed: 'timeout',
		});
		expect(await store.read(socket, rows[3] as number, undefined, signal)).toMatchObject({ type: 'c' });
		expect(ends()).toBe(before);
	});

	it('ends the decoding of a socket when there are too many of them', async () => {
		const { session, socket, pass } = socketSession();
		pass(...Array.from({ length: 30 }, () => ({ text: '{"type":"bomb"}' })), { text: '{"type":"z"}' });
		const { decode, ends } = fragile('bomb');
		const { store, settle } = decodeStore(session, 0, decode);
		store.open(socket);
		await settle();
		expect(store.progress(socket)).toMatchObject({ waiting: 0, isGivenUp: true });
		expect(ends()).toBeLessThan(10);
	});

	it('does not cost a socket its place when its whole payload is read', async () => {
		const { session, socket, pass } = socketSession();
		const [row = -1] = pass({ text: '{"type":"a"}' });
		const { decode } = fragile('bomb');
		const { store, settle } = decodeStore(session, 0, decode);
		store.open(socket);
		await settle();
		expect(await store.read(socket, row, text('{"type":"bomb"}'), signal)).toMatchObject({
			failed: 'timeout',
		});
		const [next = -1] = pass({ text: '{"type":"b"}' });
		store.open(socket);
		await settle();
		expect(store.brief(next)?.type).toBe('b');
		expect(store.statistics(socket).reduce((sum, { frames }) => sum + frames, 0)).toBe(2);
	});
});

it('shows of a value with hundreds of thousands of parts the first, and says that more are there', async () => {
	const { session, socket, pass } = socketSession();
	const [row = -1] = pass({ text: '[]' });
	const { store, settle } = decodeStore(session);
	store.open(socket);
	await settle();
	const body = text(`[${'[1,2],'.repeat(150_000)}0]`);
	const read = await store.read(socket, row, body, signal);
	const value = read && 'value' in read && read.value.t === 'array' ? read.value : undefined;
	expect(value?.n).toBe(150_001);
	expect(value?.e.length).toBeLessThan(50_000);
	expect(JSON.stringify(value?.e.at(-1))).toContain('budget');
});
