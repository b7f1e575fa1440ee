import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createDecoder, type Decoded, protocols } from '../../../src/decode/decode.ts';
import { bytesOf, utf8 } from './decode-all.ts';

const read = (override: string, data: string | Uint8Array): Decoded =>
	createDecoder({ override }).decode({ direction: 'in', data });

/** All bytes of a reading, wherever in its value they are. */
function holds(value: unknown, bytes: Uint8Array): boolean {
	if (value instanceof Uint8Array) return value.join() === bytes.join();
	if (typeof value !== 'object' || value === null) return false;
	return Object.values(value).some((item) => holds(item, bytes));
}

describe('a frame that is not what the socket is read as', () => {
	const notText = bytesOf(0x7b, 0x22, 0xff, 0xfe, 0xc0, 0x80);
	const ofText = ['json', 'json-lines', 'sockjs', 'stomp', 'action-cable', 'phoenix', 'pusher'];
	const all = [...ofText, 'ddp', 'json-rpc', 'graphql-transport-ws', 'graphql-ws', 'xml', 'jwt'];

	it.each(all)('is said and kept where bytes are no UTF-8: %s', (override) => {
		const decoded = read(override, notText);
		expect(decoded.error).toMatch(/^Not an? |UTF-8/);
		expect(holds(decoded.value, notText)).toBe(true);
	});

	it('is shown with what is readable where it is to be text', () => {
		const decoded = read('text', notText);
		expect(decoded.error ?? decoded.value).toBeDefined();
		expect(decoded.preview).not.toBe('');
	});

	it.each(protocols.map(({ id }) => id))('never loses a payload, whatever the choice: %s', (override) => {
		for (const data of [notText, 'plain words', bytesOf(), '', bytesOf(0xc1), '{"cut": [1, 2']) {
			const decoded = read(override, data);
			if (data.length > 0) expect(decoded.preview).not.toBe('');
			expect(protocols.some(({ id }) => id === decoded.protocol)).toBe(true);
		}
	});
});

describe('a frame that is cut short', () => {
	it.each<[string, string | Uint8Array]>([
		['json', '{"type":"order","items":[1,2'],
		['socket.io', '42["chat:message",{"text":'],
		['stomp', 'MESSAGE\ndestination:/queue/a\ncontent-length:99\n\nbody'],
		['signalr', '{"type":1,"target":"Send","arguments":["a"'],
		['graphql-transport-ws', '{"id":"1","type":"next","payload":{"da'],
		['msgpack', bytesOf(0x82, 0xa1, 0x61, 0x01, 0xa1)],
		['cbor', bytesOf(0xa2, 0x61, 0x61, 0x01, 0x61)],
		['protobuf', bytesOf(0x0a, 0x09, 0x61)],
		['gzip', new Uint8Array(gzipSync('{"type":"order","text":"something longer"}')).subarray(0, 30)],
	])('says so, and shows what is there: %s', (override, data) => {
		const decoded = read(override, data);
		expect(decoded.error, JSON.stringify(decoded.value)).toBeTruthy();
		expect(decoded.preview).not.toBe('');
	});
});

describe('compression that is another than chosen', () => {
	const squeezed = new Uint8Array(gzipSync('{"type":"order"}'));

	it.each(['zlib', 'deflate', 'zlib-stream'])('%s instead of gzip is said', (override) => {
		const decoded = read(override, squeezed);
		expect(decoded.error).toBeTruthy();
	});

	it('gzip of what is not compressed is said, and the text is there', () => {
		const data = utf8('{"type":"order"}');
		const decoded = read('gzip', data);
		expect(decoded).toMatchObject({ error: expect.stringMatching(/^Not a gzip/i), value: { type: 'order' } });
	});
});
