import { encode as encodeMsgpack } from '@msgpack/msgpack';
import { encode as encodeCbor } from 'cborg';
import { describe, expect, it } from 'vitest';
import { createDecoder, type Decoded, type SocketHint } from '../../../src/decode/decode.ts';
import { chain, decodeOne } from './decode-all.ts';

type Line = [
	direction: 'in' | 'out',
	data: string | object,
	type: string,
	ids?: { id?: string; replyTo?: string },
];

/** Plays a conversation and compares each frame's type and ids. */
function play(
	hint: SocketHint,
	lines: Line[],
	encode = (data: object): string | Uint8Array => JSON.stringify(data),
): Decoded[] {
	const decoder = createDecoder(hint);
	return lines.map(([direction, data, type, ids]) => {
		const decoded = decoder.decode({ direction, data: typeof data === 'string' ? data : encode(data) });
		expect(decoded).toMatchObject({
			type: type || undefined,
			id: undefined,
			replyTo: undefined,
			error: undefined,
			...ids,
		});
		return decoded;
	});
}

const wamp: Line[] = [
	['out', [1, 'realm1', { roles: { caller: {}, subscriber: {} } }], 'HELLO realm1', { id: 'session' }],
	['in', [2, 9129137332, { roles: { broker: {}, dealer: {} } }], 'WELCOME', { replyTo: 'session' }],
	['out', [32, 713845233, {}, 'com.myapp.topic'], 'SUBSCRIBE com.myapp.topic', { id: '713845233' }],
	['in', [33, 713845233, 5512315355], 'SUBSCRIBED', { replyTo: '713845233' }],
	['in', [36, 5512315355, 4429313566, {}, ['Hello']], 'EVENT'],
	['out', [48, 7814135, {}, 'com.myapp.add', [23, 7]], 'CALL com.myapp.add', { id: '7814135' }],
	['in', [50, 7814135, {}, [30]], 'RESULT', { replyTo: '7814135' }],
	[
		'in',
		[8, 48, 7814136, {}, 'wamp.error.no_such_procedure'],
		'ERROR wamp.error.no_such_procedure',
		{ replyTo: '7814136' },
	],
	['in', [68, 6131533, 9823526, {}, ['x']], 'INVOCATION', { id: '6131533' }],
	['out', [70, 6131533, {}, ['y']], 'YIELD', { replyTo: '6131533' }],
	['out', [6, {}, 'wamp.close.normal'], 'GOODBYE wamp.close.normal'],
];

describe('WAMP', () => {
	it.each<[string, (data: object) => string | Uint8Array]>([
		['json', (data) => JSON.stringify(data)],
		['msgpack', (data) => encodeMsgpack(data)],
		['cbor', (data) => Uint8Array.from(encodeCbor(data))],
	])('is read in %s', (kind, encode) => {
		const decoded = play({ subprotocol: `wamp.2.${kind}` }, wamp, encode);
		expect(decoded.every(({ protocol }) => protocol === 'wamp')).toBe(true);
		expect(decoded[5]?.preview).toBe('[[23, 7]]');
	});

	it('is recognised without its subprotocol', () => {
		play({}, wamp);
	});

	it.each<[string, (a: object, b: object) => string | Uint8Array]>([
		['json', (a, b) => `${JSON.stringify(a)}\u001e${JSON.stringify(b)}\u001e`],
		['json', (a, b) => `${JSON.stringify(a)}\u0018${JSON.stringify(b)}\u0018`],
		[
			'msgpack',
			(a, b) => {
				const framed = [a, b].map((each) => {
					const bytes = encodeMsgpack(each);
					return [0, 0, 0, bytes.length, ...bytes];
				});
				return Uint8Array.from(framed.flat());
			},
		],
	])('is read in batches of %s', (kind, encode) => {
		const decoded = decodeOne(encode([48, 1, {}, 'a.b'], [16, 2, {}, 'c.d']), {
			subprotocol: `wamp.2.${kind}.batched`,
		});
		expect(decoded.layers.map((layer) => layer.type)).toEqual(['CALL a.b', 'PUBLISH c.d']);
	});
});

it('reads Pusher', () => {
	const decoded = play({ url: 'wss://ws.example/app/0123?protocol=7&client=js' }, [
		[
			'in',
			{ event: 'pusher:connection_established', data: '{"socket_id":"1.2","activity_timeout":120}' },
			'pusher:connection_established',
		],
		[
			'out',
			{ event: 'pusher:subscribe', data: { channel: 'chat', auth: '' } },
			'pusher:subscribe chat',
			{ id: 'subscribe chat' },
		],
		[
			'in',
			{ event: 'pusher_internal:subscription_succeeded', channel: 'chat', data: '{}' },
			'pusher_internal:subscription_succeeded chat',
			{ replyTo: 'subscribe chat' },
		],
		['in', { event: 'said', channel: 'chat', data: '{"text":"hi"}' }, 'said chat'],
		['out', { event: 'pusher:ping', data: {} }, 'pusher:ping', { id: 'ping' }],
		['in', { event: 'pusher:pong', data: '{}' }, 'pusher:pong', { replyTo: 'ping' }],
	]);
	expect(decoded[3]?.layers[0]).toMatchObject({ protocol: 'json', path: 'data', value: { text: 'hi' } });
});

it('reads Meteor DDP, raw and inside SockJS', () => {
	const lines: Line[] = [
		['out', { msg: 'connect', version: '1', support: ['1', 'pre2'] }, 'connect', { id: 'session' }],
		['in', { msg: 'connected', session: 'abc' }, 'connected', { replyTo: 'session' }],
		['out', { msg: 'sub', id: 's1', name: 'posts', params: [] }, 'sub posts', { id: 's1' }],
		['in', { msg: 'added', collection: 'posts', id: 'p', fields: { a: 1 } }, 'added posts'],
		['in', { msg: 'ready', subs: ['s1'] }, 'ready', { replyTo: 's1' }],
		['out', { msg: 'method', method: 'like', params: ['p'], id: '1' }, 'method like', { id: '1' }],
		['in', { msg: 'result', id: '1', result: 5 }, 'result', { replyTo: '1' }],
		['in', { msg: 'updated', methods: ['1'] }, 'updated'],
		['in', { msg: 'ping', id: 'x' }, 'ping', { id: 'ping x' }],
		['out', { msg: 'pong', id: 'x' }, 'pong', { replyTo: 'ping x' }],
	];
	play({}, lines);
	const framed = lines.map(
		(line): Line => [
			line[0],
			(line[0] === 'in' ? 'a' : '') + JSON.stringify([JSON.stringify(line[1])]),
			line[2],
			...((line[3] ? [line[3]] : []) as [{ id?: string }?]),
		],
	);
	const decoded = play({ url: 'wss://app/sockjs/123/abcd/websocket' }, framed);
	expect(chain(decoded[0] as Decoded)).toEqual(['sockjs', 'ddp']);
});

it('reads JSON-RPC, batches too', () => {
	play({}, [
		['out', { jsonrpc: '2.0', id: 1, method: 'eth_call', params: [1] }, 'call eth_call', { id: '1' }],
		['in', { jsonrpc: '2.0', id: 1, result: '0x' }, 'result', { replyTo: '1' }],
		[
			'in',
			{ jsonrpc: '2.0', id: 2, error: { code: -32601, message: 'nope' } },
			'error -32601',
			{ replyTo: '2' },
		],
		['in', { jsonrpc: '2.0', method: 'tick' }, 'notify tick'],
	]);
	const batch = decodeOne('[{"jsonrpc":"2.0","id":1,"method":"a"},{"jsonrpc":"2.0","id":2,"method":"b"}]');
	expect(batch).toMatchObject({ type: 'batch of 2', layers: [{ id: '1' }, { id: '2' }] });
});

it('pairs the calls and answers of JSON that is like JSON-RPC without its version', () => {
	const decoded = play({}, [
		['out', { id: 1, method: 'Page.enable', params: {} }, 'Page.enable', { id: '1' }],
		['in', { id: 1, result: {} }, '', { replyTo: '1' }],
		['out', { id: 'a', method: 'query', params: { path: 'boom' } }, 'query', { id: 'a' }],
		['in', { id: 'a', error: { code: -32603 } }, '', { replyTo: 'a' }],
		['in', { method: 'Page.loaded', params: {} }, 'Page.loaded'],
		['in', { id: 7, name: 'somebody' }, ''],
	]);
	expect(decoded.every(({ protocol }) => protocol === 'json')).toBe(true);
});

it('reads the legacy GraphQL subprotocol', () => {
	play({ subprotocol: 'graphql-ws' }, [
		['out', { type: 'connection_init', payload: {} }, 'connection_init', { id: 'connection' }],
		['in', { type: 'connection_ack' }, 'connection_ack', { replyTo: 'connection' }],
		['in', { type: 'ka' }, 'ka'],
		[
			'out',
			{ id: '1', type: 'start', payload: { query: 'subscription News { news { title } }' } },
			'start News',
			{ id: '1' },
		],
		['in', { id: '1', type: 'data', payload: { data: { news: { title: 'x' } } } }, 'data', { replyTo: '1' }],
		['out', { id: '1', type: 'stop' }, 'stop'],
		['in', { id: '1', type: 'complete' }, 'complete', { replyTo: '1' }],
	]);
});

it('reads Phoenix 1 objects', () => {
	play({}, [
		['out', { topic: 'room:1', event: 'phx_join', payload: {}, ref: '1' }, 'phx_join room:1', { id: '1' }],
		[
			'in',
			{ topic: 'room:1', event: 'phx_reply', payload: { status: 'ok', response: {} }, ref: '1' },
			'phx_reply ok room:1',
			{ replyTo: '1' },
		],
		['in', { topic: 'room:1', event: 'new_msg', payload: { a: 1 }, ref: null }, 'new_msg room:1'],
	]);
});

describe('STOMP', () => {
	it('shows a body once', () => {
		expect(decodeOne('SEND\ndestination:/a\n\n{"a":1}\0').layers.map(({ path }) => path)).toEqual(['body']);
	});

	it('reads several frames in one message, and a body with NULs', () => {
		const decoded = decodeOne(
			'MESSAGE\ndestination:/a\ncontent-length:3\n\na\0b\0\nRECEIPT\nreceipt-id:7\n\n\0\n',
		);
		expect(decoded.layers).toMatchObject([
			{ type: 'MESSAGE /a', value: { body: 'a\0b' } },
			{ type: 'RECEIPT', replyTo: '7' },
		]);
	});

	it.each([
		['SEND\ndestination:/a\n\nno end', 'No NUL ends the body', 'SEND /a'],
		['SEND\ndestination:/a\ncontent-length:99\n\nshort\0', 'No NUL ends the body', 'SEND /a'],
		[
			'MESSAGE\ndestination:/a\ncontent-length:2\n\nü!\0',
			'content-length is 2, the body has 3 bytes',
			'MESSAGE /a',
		],
	])('keeps what a cut frame says: %j', (data, error, type) => {
		expect(decodeOne(data)).toMatchObject({ error, type });
	});

	it('takes line ends for heartbeats once it is settled', () => {
		const decoder = createDecoder({ subprotocol: 'v11.stomp' });
		expect(decoder.decode({ direction: 'in', data: '\n' })).toMatchObject({
			protocol: 'stomp',
			type: 'heartbeat',
		});
	});
});

describe('Socket.IO', () => {
	it('shows a packet that says nothing by its name', () => {
		const decoder = createDecoder({ override: 'socket.io' });
		expect(decoder.decode({ direction: 'in', data: '40' })).toMatchObject({
			type: 'connect',
			preview: 'connect',
		});
	});

	it('says when attachments are missing or do not fit', () => {
		const decoder = createDecoder({ override: 'socket.io' });
		const read = (data: string) => decoder.decode({ direction: 'in', data }).error;
		expect(read('452-["a",{"_placeholder":true,"num":0}]')).toBe(
			'2 attachments announced, 1 places for them',
		);
		expect(read('42["b"]')).toBe('2 attachments are missing of the packet before');
		expect(read('42["c"]')).toBeUndefined();
	});
});

it('reads XML with attributes, entities and a stream that stays open', () => {
	expect(decodeOne('<message to="a&amp;b"><body>x &lt; y &#233;</body></message>')).toMatchObject({
		protocol: 'xml',
		type: 'message',
		value: {
			name: 'message',
			attributes: { to: 'a&b' },
			children: [{ name: 'body', children: ['x < y é'] }],
		},
	});
	expect(decodeOne('<open><a>', { subprotocol: 'xmpp' })).toMatchObject({
		protocol: 'xml',
		error: '<a> is not closed',
	});
});
