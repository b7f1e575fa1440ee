import { Client, type IFrame, type StompHeaders } from '@stomp/stompjs';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Relay, serve } from './relay.ts';

const close: (() => unknown)[] = [];
afterEach(async () => {
	for (const each of close.splice(0).reverse()) await each();
});

/** A broker with one queue: what is sent comes back to the subscription, receipts are given. */
async function broker(): Promise<Relay> {
	const relay = await serve((socket) => {
		let subscription = '';
		socket.on('message', (data) => {
			const text = String(data);
			const header = (name: string): string => new RegExp(`^${name}:(.*)$`, 'm').exec(text)?.[1] ?? '';
			if (text.startsWith('CONNECT')) socket.send('CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0\n');
			if (text.startsWith('SUBSCRIBE')) subscription = header('id');
			if (text.startsWith('SEND')) {
				const body = text.slice(text.indexOf('\n\n') + 2);
				const type = header('content-type');
				socket.send(
					`MESSAGE\nsubscription:${subscription}\nmessage-id:1\ndestination:/queue/a\ncontent-type:${type}\nodd:a\\cb\\nc\n\n${body}`,
				);
			}
			if (header('receipt') !== '') socket.send(`RECEIPT\nreceipt-id:${header('receipt')}\n\n\0`);
		});
	});
	close.push(relay.close);
	return relay;
}

describe('@stomp/stompjs', () => {
	it.each([false, true])('is read, frames as bytes: %s', async (forceBinaryWSFrames) => {
		const relay = await broker();
		const client = new Client({
			webSocketFactory: () => new WebSocket(relay.origin, ['v12.stomp']) as never,
			forceBinaryWSFrames,
			heartbeatIncoming: 0,
			heartbeatOutgoing: 0,
		});
		await new Promise<unknown>((resolve) => {
			client.onConnect = resolve;
			client.activate();
		});
		const message = new Promise<IFrame>((resolve) => client.subscribe('/queue/a', resolve));
		const headers: StompHeaders = { 'content-type': 'application/json' };
		client.publish({ destination: '/queue/a', body: '{"x":"ü"}', headers });
		expect((await message).headers['odd']).toBe('a:b\nc');
		await client.deactivate();
		const kinds = relay.frames.map(({ decoded }) => decoded.type);
		expect(kinds).toEqual([
			'CONNECT',
			'CONNECTED',
			'SUBSCRIBE /queue/a',
			'SEND /queue/a',
			'MESSAGE /queue/a',
			'DISCONNECT',
			'RECEIPT',
		]);
		const [connect, connected, , send, received, bye, receipt] = relay.frames.map(({ decoded }) => decoded);
		expect(connected?.replyTo).toBe(connect?.id);
		expect(send?.layers[0]).toMatchObject({ protocol: 'json', value: { x: 'ü' }, path: 'body' });
		expect(received?.value).toMatchObject({
			command: 'MESSAGE',
			headers: { odd: 'a:b\nc' },
			body: '{"x":"ü"}',
		});
		expect(receipt?.replyTo).toBe(bye?.id);
		expect(receipt?.replyTo).toBeDefined();
		expect(relay.frames.every(({ decoded }) => decoded.error === undefined)).toBe(true);
	});
});
