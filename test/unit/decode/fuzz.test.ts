import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDecoder, type Decoded, protocols, type SocketHint } from '../../../src/decode/decode.ts';
import { bytesOf, decodeOne, utf8 } from './decode-all.ts';

const urls = [
	'wss://a/socket.io/?EIO=3',
	'wss://a/b/123/s/websocket',
	'wss://a/live/websocket?vsn=2.0.0',
	'wss://a/?compress=zlib-stream',
	'wss://a/_blazor',
];
const subprotocols = [
	'mqtt',
	'v12.stomp',
	'wamp.2.msgpack',
	'wamp.2.cbor.batched',
	'wamp.2.json.batched',
	'graphql-ws',
];
const hints: fc.Arbitrary<SocketHint> = fc.record(
	{
		override: fc.constantFrom(...protocols.map(({ id }) => id)),
		url: fc.constantFrom(...urls),
		subprotocol: fc.constantFrom(...subprotocols),
	},
	{ requiredKeys: [] },
);

const samples: (string | Uint8Array)[] = [
	'0{"sid":"x","pingInterval":1}',
	'452-/n,3["e",{"_placeholder":true,"num":0},{"_placeholder":true,"num":9}]',
	'a["SEND\\ndestination:/a\\n\\n{}\\u0000"]',
	'c[1000,{"toString":1}]',
	'MESSAGE\ncontent-length:3\na\\cb:c\n\nabc\0\n\n',
	'{"type":1,"target":"t","arguments":[{"valueOf":1}],"invocationId":"1"}\u001e{"type":6}\u001e',
	'[8,48,1,{},"wamp.error",[{"__proto__":1}]]',
	'{"command":"message","identifier":"{\\"channel\\":1}","data":"{"}',
	'["1","2","t","phx_reply",{"status":{"toString":1}}]',
	'{"event":"pusher:error","data":{"code":4001,"channel":{}}}',
	'{"msg":"ready","subs":[{}]}',
	'[{"jsonrpc":"2.0","id":{},"error":{"code":{"toString":2},"message":[]}}]',
	'{"type":"subscribe","id":"1","payload":{"query":"{a}","operationName":{}}}',
	'<?xml version="1.0"?><a b="&#x110000;&lt;">x<!-- y --><![CDATA[<]]></a>',
	bytesOf(16, 13, 0, 4, 77, 81, 84, 84, 5, 2, 0, 60, 0, 0, 1, 97),
	bytesOf(0x95, 1, 0x80, 0xa1, 0x31, 0xa1, 0x74, 0x90),
	bytesOf(0, 1, 1, 3, 2, 52, 54, 97, 58, 98, 111, 107, 9),
	bytesOf(0xbf, 0x61, 0x61, 0x9f, 1, 0xc1, 0x1a, 0, 0, 0, 0, 0xff, 0xff),
	new Uint8Array(gzipSync('{"a":[1,2,3]}')),
	new Uint8Array(deflateSync('{"a":[1,2,3]}')),
	new Uint8Array(deflateRawSync('{"a":[1,2,3],"b":"aaaaaaaaaaaaaaaaaaaaaaaaaaaa"}')),
];

/** A sample with some of its units replaced, dropped or doubled. */
const damaged = fc
	.tuple(
		fc.constantFrom(...samples),
		fc.array(fc.tuple(fc.nat(80), fc.nat(255), fc.nat(2)), { maxLength: 4 }),
	)
	.map(([sample, edits]) => {
		const units: (number | string)[] = [...sample];
		for (const [at, byte, how] of edits) {
			const unit = typeof sample === 'string' ? String.fromCharCode(byte) : byte;
			if (how === 0) units[at % (units.length || 1)] = unit;
			else if (how === 1) units.splice(at % (units.length || 1), 1);
			else units.splice(at % (units.length || 1), 0, unit);
		}
		return typeof sample === 'string' ? units.join('') : Uint8Array.from(units as number[]);
	});

const frames = fc.array(
	fc.record({
		direction: fc.constantFrom('in' as const, 'out' as const),
		data: fc.oneof(
			damaged,
			fc.uint8Array({ maxLength: 60 }),
			fc.string({ unit: 'binary' }),
			fc.json(),
			fc.constantFrom(...samples),
		),
	}),
	{ maxLength: 6 },
);

function check(decoded: Decoded): void {
	expect(protocols.some(({ id }) => id === decoded.protocol)).toBe(true);
	expect(decoded.confidence).toBeGreaterThanOrEqual(0);
	expect(decoded.confidence).toBeLessThanOrEqual(1);
	expect(decoded.preview.length).toBeLessThanOrEqual(200);
	expect(decoded.type ?? '').toMatch(/^[^\n\r]{0,120}$/);
	expect(decoded.preview).not.toMatch(/[\n\r]/);
	decoded.layers.forEach(check);
}

it('never throws, whatever a socket carries', () => {
	fc.assert(
		fc.property(hints, frames, (hint, conversation) => {
			const decoder = createDecoder(hint);
			for (const frame of conversation) check(decoder.decode(frame));
		}),
		{ numRuns: 1500 },
	);
});

it('leaves the bytes of a frame as they are', () => {
	fc.assert(
		fc.property(fc.oneof(fc.uint8Array(), damaged), (data) => {
			if (typeof data === 'string') return;
			const before = data.slice();
			decodeOne(data, { override: 'zlib' });
			expect(data).toEqual(before);
		}),
	);
});

describe('bounds what a hostile frame costs', () => {
	const big = 4_000_000;
	const repeat = (unit: string): string => unit.repeat(Math.floor(big / unit.length));
	const nested = Uint8Array.from({ length: big }, () => 0x91);
	it.each<[what: string, data: string | Uint8Array, hint?: SocketHint]>([
		['compressed zeros', new Uint8Array(gzipSync(new Uint8Array(200_000_000)))],
		[
			'compressed zeros inside compressed zeros',
			new Uint8Array(deflateSync(gzipSync(new Uint8Array(200_000_000)))),
		],
		['noise after compressed data', Uint8Array.from([...gzipSync('{}'), ...new Uint8Array(big)])],
		[
			'stored blocks without content',
			Uint8Array.from({ length: big }, (_, i) => [0, 0, 0, 255, 255][i % 5] ?? 0),
		],
		['deep JSON', repeat('[')],
		['deep whole JSON', `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`],
		['deep MessagePack', nested],
		[
			'MessagePack arrays that claim to be long',
			Uint8Array.from({ length: big }, (_, i) => [0xdd, 0x7f, 0xff, 0xff, 0xff][i % 5] ?? 0),
		],
		['CBOR arrays without end', new Uint8Array(big).fill(0x9f)],
		['CBOR strings of empty chunks', Uint8Array.from({ length: big }, (_, i) => (i === 0 ? 0x7f : 0x60))],
		['protobuf inside protobuf', new Uint8Array(big).fill(0x0a)],
		[
			'MQTT pings',
			Uint8Array.from({ length: big }, (_, i) => (i % 2 === 0 ? 0xc0 : 0)),
			{ subprotocol: 'mqtt' },
		],
		['SignalR pings', repeat('{"type":6}\u001e')],
		['STOMP line ends', `SEND\n\n\0${repeat('\n')}`],
		['STOMP headers', `SEND\n${repeat('a:b\n')}`],
		['open XML comments', `<a>${repeat('<!-- >')}`],
		['XML attributes', `<a ${repeat('b="" ')}`],
		['as many XML attributes as fit', `<a ${'b="" '.repeat(1_670_000)}>`],
		['XML spaces', `<a${repeat(' ')}`],
		['JSON strings that hold JSON', JSON.stringify(Array.from({ length: 100_000 }, () => '{"a":1}'))],
		[
			'strings that look like base64',
			JSON.stringify(Array.from({ length: 50_000 }, () => 'QWxhZGRpbjpvcGVuIHNlc2FtZQ==')),
		],
		['SockJS messages', `a${JSON.stringify(Array.from({ length: 200_000 }, () => 'x'))}`],
		[
			'JSON-RPC batch',
			JSON.stringify(Array.from({ length: 50_000 }, () => ({ jsonrpc: '2.0', id: 1, result: 1 }))),
		],
		['JSON lines', repeat('{}\n')],
		['long text', repeat('word ')],
		['line of digits', repeat('7')],
		['noise', Uint8Array.from({ length: big }, (_, i) => (i * 2654435761) >>> 13)],
	])('%s', (_, data, hint) => {
		// Time of this process, which a busy machine does not stretch; one that is short of memory does, now and then.
		const cost = (): number => {
			const start = process.cpuUsage();
			check(decodeOne(data, hint));
			const { user, system } = process.cpuUsage(start);
			return (user + system) / 1000;
		};
		const first = cost();
		expect(first < 5000 ? first : cost()).toBeLessThan(5000);
	});

	it.each(['/app/a?', '/websocket?', '?&EIO=', '/socket.io', '/000/a/websocket'])(
		'an address of nothing but %s',
		(unit) => {
			const start = process.cpuUsage();
			createDecoder({ url: `wss://a.test${unit.repeat(100_000 / unit.length)}` });
			const { user, system } = process.cpuUsage(start);
			expect((user + system) / 1000).toBeLessThan(500);
		},
	);

	it('shows a frame beyond the limit raw', () => {
		const text = 'x'.repeat(9_000_000);
		const raw = decodeOne(text);
		expect(raw).toMatchObject({
			protocol: 'text',
			layers: [],
			error: expect.stringContaining('Not decoded'),
		});
		expect(raw.value === text).toBe(true);
		const bytes = utf8(text);
		const rawBytes = decodeOne(bytes);
		expect(rawBytes.protocol).toBe('hex');
		expect(rawBytes.value === bytes).toBe(true);
	});

	it('says where decompression stopped', () => {
		const decoded = decodeOne(new Uint8Array(gzipSync(new Uint8Array(50_000_000))));
		expect(decoded.error).toBe('Only the first 8388608 bytes were decompressed');
	});
});
