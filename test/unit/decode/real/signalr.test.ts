import { type HubMessage, JsonHubProtocol, MessageType } from '@microsoft/signalr';
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack';
import { describe, expect, it } from 'vitest';
import { createDecoder } from '../../../../src/decode/decode.ts';

const messages: HubMessage[] = [
	{
		type: MessageType.Invocation,
		target: 'Send',
		arguments: ['me', { n: 1 }],
		invocationId: '7',
		streamIds: [],
	},
	{ type: MessageType.StreamInvocation, target: 'Count', arguments: [10], invocationId: '8', streamIds: [] },
	{ type: MessageType.StreamItem, item: { at: 3 }, invocationId: '8' },
	{ type: MessageType.Completion, invocationId: '7', result: 42 },
	{ type: MessageType.Completion, invocationId: '8', error: 'no more' },
	{ type: MessageType.CancelInvocation, invocationId: '8' },
	{ type: MessageType.Ping },
];
const expected = [
	{ type: 'invocation Send', id: '7', replyTo: undefined, preview: '["me", {n: 1}]' },
	{ type: 'stream invocation Count', id: '8', replyTo: undefined, preview: '[10]' },
	{ type: 'stream item', id: undefined, replyTo: '8', preview: '{at: 3}' },
	{ type: 'completion', id: undefined, replyTo: '7', preview: '42' },
	{ type: 'completion', id: undefined, replyTo: '8', preview: '"no more"' },
	{ type: 'cancel', id: undefined, replyTo: undefined },
	{ type: 'ping', id: undefined, replyTo: undefined },
];

describe.each([new JsonHubProtocol(), new MessagePackHubProtocol()])(
	'SignalR, protocol $name',
	(protocol) => {
		const frames = messages.map((message) => {
			const written = protocol.writeMessage(message);
			return typeof written === 'string' ? written : new Uint8Array(written);
		});
		const handshake = `{"protocol":"${protocol.name}","version":1}\u001e`;

		it('is read message by message after the handshake', () => {
			const decoder = createDecoder({});
			const first = decoder.decode({ direction: 'out', data: handshake });
			expect(first).toMatchObject({
				protocol: 'signalr',
				type: `handshake ${protocol.name}`,
				id: 'handshake',
			});
			expect(decoder.decode({ direction: 'in', data: '{}\u001e' }).replyTo).toBe('handshake');
			const decoded = frames.map((data) => decoder.decode({ direction: 'in', data }));
			expect(decoded).toMatchObject(
				expected.map((each) => ({ protocol: 'signalr', error: undefined, ...each })),
			);
		});

		it('is read when several messages share a frame', () => {
			const decoder = createDecoder({ override: 'signalr' });
			const data =
				typeof frames[0] === 'string'
					? frames.join('')
					: Uint8Array.from(frames.flatMap((f) => [...(f as Uint8Array)]));
			const decoded = decoder.decode({ direction: 'in', data });
			expect(decoded.type).toBe('7 messages');
			expect(decoded.layers).toMatchObject(expected);
		});

		it('is recognised from the middle', () => {
			const decoder = createDecoder({});
			expect(decoder.decode({ direction: 'in', data: frames[0] ?? '' })).toMatchObject({
				protocol: 'signalr',
				...expected[0],
			});
			expect(decoder.decode({ direction: 'in', data: frames[6] ?? '' })).toMatchObject({
				protocol: 'signalr',
				type: 'ping',
			});
		});

		it('keeps what is whole of a cut frame', () => {
			const [first, second] = frames;
			if (typeof first === 'string' || typeof second === 'string' || !first || !second) return;
			const decoder = createDecoder({ override: 'signalr' });
			const cut = Uint8Array.from([...first, ...second.subarray(0, second.length - 2)]);
			const decoded = decoder.decode({ direction: 'in', data: cut });
			expect(decoded).toMatchObject({ type: 'invocation Send', error: 'Cut short: 2 more bytes expected' });
		});
	},
);
