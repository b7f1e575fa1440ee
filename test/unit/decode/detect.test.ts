import { describe, expect, it } from 'vitest';
import { createDecoder, type Decoded, protocols } from '../../../src/decode/decode.ts';
import { bytesOf, chain, decodeOne, utf8 } from './decode-all.ts';

describe('what a lone frame is taken for', () => {
	it.each<[what: string, data: string | Uint8Array, protocol: string]>([
		['object', '{"a":1}', 'json'],
		['array', ' [1,2]', 'json'],
		['lines of objects', '{"a":1}\n{"a":2}\n', 'json-lines'],
		['words', 'hello there', 'text'],
		['text that starts with a digit', '4 o’clock', 'text'],
		['text that starts like an Engine.IO message', '42 is the answer', 'text'],
		['a number', '42', 'json'],
		['nothing', '', 'text'],
		['letters that fit protobuf in fours', 'abcdefgh', 'text'],
		['Socket.IO event', '42["chat",{"a":1}]', 'engine.io'],
		['Engine.IO handshake', '0{"sid":"x","upgrades":[],"pingInterval":25000}', 'engine.io'],
		['SockJS messages', 'a["hi"]', 'sockjs'],
		['SockJS close', 'c[3000,"Go away!"]', 'sockjs'],
		['STOMP', 'SEND\ndestination:/a\n\nhi\0', 'stomp'],
		['SignalR', '{"type":6}\u001e', 'signalr'],
		['WAMP', '[1,"realm1",{"roles":{"caller":{}}}]', 'wamp'],
		['Action Cable', '{"command":"subscribe","identifier":"{\\"channel\\":\\"A\\"}"}', 'action-cable'],
		['Phoenix 2', '["3","3","room:1","phx_join",{}]', 'phoenix'],
		['Phoenix 1', '{"topic":"room:1","event":"phx_join","payload":{},"ref":"1"}', 'phoenix'],
		['Pusher', '{"event":"pusher:ping","data":{}}', 'pusher'],
		['DDP', '{"msg":"method","method":"m","params":[],"id":"1"}', 'ddp'],
		['JSON-RPC', '{"jsonrpc":"2.0","method":"m","id":1}', 'json-rpc'],
		['GraphQL', '{"id":"1","type":"subscribe","payload":{"query":"{a}"}}', 'graphql-transport-ws'],
		['old GraphQL', '{"id":"1","type":"start","payload":{"query":"{a}"}}', 'graphql-ws'],
		['XML', '<?xml version="1.0"?><a b="c">d</a>', 'xml'],
		['MQTT connect', bytesOf(16, 13, 0, 4, 77, 81, 84, 84, 4, 2, 0, 60, 0, 1, 97), 'mqtt'],
		['MessagePack map', bytesOf(0x81, 0xa1, 0x61, 0x01), 'msgpack'],
		['CBOR map', bytesOf(0xa1, 0x61, 0x61, 0x01), 'cbor'],
		['protobuf', bytesOf(0x08, 0x96, 0x01, 0x12, 0x03, 0x61, 0x62, 0x63), 'protobuf'],
		['bytes of text', utf8('some words'), 'text'],
		['bytes of JSON', utf8('{"a":1}'), 'json'],
		['noise', bytesOf(0xff, 0xff, 0xff), 'hex'],
		['no bytes', bytesOf(), 'text'],
	])('%s', (_, data, protocol) => {
		expect(decodeOne(data).protocol).toBe(protocol);
	});
});

describe('what resembles a protocol is not taken for it', () => {
	it.each<[what: string, data: string | Uint8Array, protocol: string]>([
		['SocketCluster', '{"event":"#subscribe","data":{"channel":"foo"},"cid":3}', 'json'],
		['an event of a channel', '{"event":"subscribe","channel":"ticker","data":{}}', 'json'],
		['a result of its own', '{"msg":"result","id":3}', 'json'],
		['a greeting with a number for a version', '{"msg":"connect","version":2}', 'json'],
		['a start', '{"type":"start","id":1,"payload":{"query":"cats"}}', 'json'],
		['a search', '{"type":"subscribe","id":"1","payload":{"query":"cats"}}', 'json'],
		['data in a list', '{"type":"data","id":"1","payload":{"data":[1]}}', 'json'],
		['five strings', '["a","b","c","d",{}]', 'json'],
		['five with a number', '["1","2","c","d",1]', 'json'],
		['a topic with a number', '{"event":"new","topic":"t","payload":1,"ref":1}', 'json'],
		['a command', '{"command":"go","identifier":"x"}', 'json'],
		['an identified message', '{"identifier":"{\\"id\\":1}","message":"x"}', 'json'],
		['a welcome', '{"type":"welcome"}', 'json'],
		['a ping that counts', '{"type":"ping","message":12}', 'json'],
		['a letter and a list', 'c[1,"x"]', 'text'],
		['a word on a line', 'SEND\nhello', 'text'],
		['a line end', bytesOf(10), 'text'],
		['sound', bytesOf(0x78, 0x80, 0, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99), 'hex'],
	])('%s', (_, data, protocol) => {
		expect(decodeOne(data).protocol).toBe(protocol);
	});

	it('what an Engine.IO message says is no Engine.IO packet', () => {
		const decoder = createDecoder({ url: 'wss://a/engine.io/?EIO=4' });
		const read = (data: string): Decoded => decoder.decode({ direction: 'in', data });
		expect(read('442["x"]').layers).toMatchObject([{ protocol: 'text', value: '42["x"]' }]);
		expect(read('4{"a":1}')).toMatchObject({ protocol: 'engine.io', error: undefined });
		expect(decoder.protocol).toBe('engine.io');
	});
});

describe('what an opening tells', () => {
	it.each<[url: string | undefined, subprotocol: string | undefined, protocol: string]>([
		['wss://a/socket.io/?EIO=4&transport=websocket', undefined, 'engine.io'],
		['wss://a/echo/123/abcdefgh/websocket', undefined, 'sockjs'],
		['wss://a/cable', undefined, 'action-cable'],
		['wss://a/live/websocket?vsn=2.0.0', undefined, 'phoenix'],
		['wss://a/app/key?protocol=7&client=js', undefined, 'pusher'],
		['wss://gateway/?v=10&compress=zlib-stream', undefined, 'zlib-stream'],
		['wss://a/', 'v12.stomp', 'stomp'],
		['wss://a/', 'mqtt', 'mqtt'],
		['wss://a/', 'wamp.2.cbor', 'wamp'],
		['wss://a/', 'graphql-transport-ws', 'graphql-transport-ws'],
		['wss://a/', 'graphql-ws', 'graphql-ws'],
		['wss://a/', 'actioncable-v1-json', 'action-cable'],
		['wss://a/socket.io/?EIO=4', 'mqtt', 'mqtt'],
		['wss://a/', 'chat', ''],
		[undefined, undefined, ''],
	])('%s %s', (url, subprotocol, protocol) => {
		expect(createDecoder({ url, subprotocol }).protocol).toBe(protocol);
	});
});

describe('a socket', () => {
	it('settles on the first convincing frame and keeps it for frames that alone say little', () => {
		const decoder = createDecoder({});
		expect(decoder.decode({ direction: 'in', data: '2' }).protocol).toBe('json');
		expect(decoder.protocol).toBe('');
		decoder.decode({ direction: 'in', data: '0{"sid":"x","pingInterval":1}' });
		expect(decoder.decode({ direction: 'in', data: '2' })).toMatchObject({
			protocol: 'engine.io',
			type: 'ping',
		});
		expect(decoder.protocol).toBe('engine.io');
		decoder.decode({ direction: 'in', data: '42["a"]' });
		expect(decoder.protocol).toBe('socket.io');
		decoder.decode({ direction: 'in', data: '2' });
		expect(decoder.protocol).toBe('socket.io');
	});

	it('gives up what its URL promised when the first frames say otherwise', () => {
		const decoder = createDecoder({ url: 'wss://a/cable' });
		const frame = decoder.decode({ direction: 'out', data: '{"jsonrpc":"2.0","id":1,"method":"m"}' });
		expect(frame.protocol).toBe('json-rpc');
		expect(decoder.protocol).toBe('json-rpc');
	});

	it('guesses a frame that does not fit, and stays with its protocol', () => {
		const decoder = createDecoder({ subprotocol: 'v12.stomp' });
		expect(decoder.decode({ direction: 'in', data: '{"odd":1}' }).protocol).toBe('json');
		expect(decoder.protocol).toBe('stomp');
		expect(decoder.decode({ direction: 'in', data: 'RECEIPT\nreceipt-id:1\n\n\0' }).protocol).toBe('stomp');
	});

	it('says so when a frame is not what a person chose', () => {
		const decoder = createDecoder({ override: 'mqtt' });
		const frame = decoder.decode({ direction: 'in', data: '{"odd":1}' });
		expect(frame).toMatchObject({ protocol: 'json', error: 'Not a MQTT message' });
		expect(decoder.protocol).toBe('mqtt');
	});

	it.each(protocols.map(({ id }) => [id]))(
		'takes the override %s and reads no frame without a result',
		(id) => {
			const decoder = createDecoder({ override: id, url: 'wss://a/cable' });
			expect(decoder.protocol).toBe(id);
			for (const data of ['', '{"a":1}', bytesOf(), bytesOf(1, 2, 3)]) {
				const frame = decoder.decode({ direction: 'in', data });
				expect(frame.protocol === id || frame.error !== undefined || id === 'socket.io').toBe(true);
			}
		},
	);

	it('ignores an override that does not exist', () => {
		expect(createDecoder({ override: 'nope', subprotocol: 'mqtt' }).protocol).toBe('mqtt');
	});
});

describe('payloads inside payloads', () => {
	it('unfolds JSON in a JSON string, with its path', () => {
		const decoded = decodeOne(JSON.stringify({ a: [{ body: JSON.stringify({ x: JSON.stringify([1]) }) }] }));
		expect(decoded.layers[0]).toMatchObject({ protocol: 'json', path: 'a[0].body' });
		expect(decoded.layers[0]?.layers[0]).toMatchObject({ path: 'x', value: [1] });
	});

	it('reads base64 of JSON and of MessagePack, and tokens', () => {
		const text = Buffer.from('{"hello":"wörld"}').toString('base64');
		const pack = Buffer.from([
			0x82,
			0xa4,
			...utf8('name'),
			0xa3,
			...utf8('Eve'),
			0xa3,
			...utf8('age'),
			0x2a,
		]).toString('base64');
		const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
		const jwt = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: 'me' })}.c2ln`;
		const decoded = decodeOne(JSON.stringify({ text, pack, jwt }));
		expect(decoded.layers.map((layer) => [layer.path, layer.protocol])).toEqual([
			['text', 'json'],
			['pack', 'msgpack'],
			['jwt', 'jwt'],
		]);
		expect(decoded.layers[2]?.value).toMatchObject({ claims: { sub: 'me' } });
	});

	it('leaves ordinary words, digests and ids alone', () => {
		const words = [
			'internationalization',
			'd41d8cd98f00b204e9800998ecf8427e',
			'ThisIsACamelCaseName',
			'api_key_of_someone',
			'2026-01-01T00:00:00.000Z',
		];
		expect(decodeOne(JSON.stringify(words)).layers).toEqual([]);
	});

	it('bounds how deep it unfolds', () => {
		let text = '{"end":1}';
		for (let i = 0; i < 12; i++) text = JSON.stringify({ i: text });
		expect(chain(decodeOne(text)).length).toBe(7);
	});
});
