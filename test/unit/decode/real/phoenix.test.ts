import { Serializer } from 'phoenix';
import { describe, expect, it } from 'vitest';
import { createDecoder } from '../../../../src/decode/decode.ts';

function written(message: Parameters<typeof Serializer.encode>[0]): string | Uint8Array {
	let out: string | Uint8Array = '';
	Serializer.encode(message, (encoded) => {
		out = typeof encoded === 'string' ? encoded : new Uint8Array(encoded);
	});
	return out;
}

describe("Phoenix's own serialiser", () => {
	const decoder = createDecoder({ url: 'wss://a/live/websocket?vsn=2.0.0' });

	it('writes texts that are read', () => {
		const data = written({
			join_ref: '4',
			ref: '5',
			topic: 'room:1',
			event: 'shout',
			payload: { body: 'hi' },
		});
		expect(decoder.decode({ direction: 'out', data })).toMatchObject({
			protocol: 'phoenix',
			type: 'shout room:1',
			id: '5',
			preview: '{body: "hi"}',
		});
		const reply = JSON.stringify(['4', '5', 'room:1', 'phx_reply', { status: 'ok', response: {} }]);
		expect(decoder.decode({ direction: 'in', data: reply })).toMatchObject({
			type: 'phx_reply ok room:1',
			replyTo: '5',
		});
	});

	it('writes binary pushes that are read', () => {
		const payload = new TextEncoder().encode('{"a":1}').buffer;
		const data = written({ join_ref: '4', ref: '6', topic: 'upload:ü', event: 'chunk', payload });
		const decoded = decoder.decode({ direction: 'out', data });
		expect(decoded).toMatchObject({ type: 'chunk upload:ü', id: '6', value: { joinRef: '4' } });
		expect(decoded.layers[0]).toMatchObject({ protocol: 'json', value: { a: 1 }, path: 'payload' });
	});

	it.each<[string, number[], object]>([
		['push', [0, 1, 3, 2, 52, 97, 58, 98, 101, 118, 1, 2], { joinRef: '4', topic: 'a:b', event: 'ev' }],
		[
			'reply',
			[1, 1, 1, 3, 2, 52, 54, 97, 58, 98, 111, 107, 9],
			{ ref: '6', event: 'phx_reply', payload: { status: 'ok', response: Uint8Array.of(9) } },
		],
		[
			'broadcast',
			[2, 3, 2, 97, 58, 98, 101, 118, 7],
			{ topic: 'a:b', event: 'ev', payload: Uint8Array.of(7) },
		],
	])('agrees on a binary %s of the server', (_, bytes, expected) => {
		const data = Uint8Array.from(bytes);
		const decoded = decoder.decode({ direction: 'in', data });
		expect(decoded).toMatchObject({ protocol: 'phoenix', value: expected });
		Serializer.decode(data.buffer, (message) => {
			expect(decoded.value).toMatchObject({ topic: message.topic, event: message.event });
		});
	});
});

it.each<[string, 'in' | 'out', number[], object]>([
	['to', 'out', [3, 1, 2, 3, 2, 0, 1, 52, 49, 50, 97, 58, 98, 104, 105], { joinRef: '4', ref: '12' }],
	['from', 'in', [4, 3, 2, 0, 1, 97, 58, 98, 104, 105], { joinRef: undefined, ref: undefined }],
])("reads Supabase Realtime's broadcasts %s the server", (_, direction, head, refs) => {
	const decoder = createDecoder({ url: 'wss://a/realtime/v1/websocket?vsn=2.0.0' });
	const data = Uint8Array.from([...head, ...new TextEncoder().encode('{"a":1}')]);
	const value = { ...refs, topic: 'a:b', payload: { event: 'hi', payload: { a: 1 } } };
	expect(decoder.decode({ direction, data })).toMatchObject({
		protocol: 'phoenix',
		type: 'broadcast a:b',
		value,
	});
	// The same, said to be bytes.
	data[head[0] === 3 ? 6 : 4] = 0;
	expect(decoder.decode({ direction, data }).layers).toMatchObject([
		{ protocol: 'json', path: 'payload.payload', value: { a: 1 } },
	]);
});
