import { adapters, createConsumer } from '@rails/actioncable';
import { afterEach, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { serve, types } from './relay.ts';

const close: (() => unknown)[] = [];
afterEach(() => {
	for (const each of close.splice(0).reverse()) each();
	vi.unstubAllGlobals();
});

it("reads Rails' client and the answers that Rails gives", async () => {
	// The client watches the visibility of its document, which Node has not.
	vi.stubGlobal('addEventListener', () => {});
	vi.stubGlobal('removeEventListener', () => {});
	vi.stubGlobal('document', { visibilityState: 'visible' });
	adapters.WebSocket = WebSocket;
	const relay = await serve((socket) => {
		const say = (message: object): void => socket.send(JSON.stringify(message));
		say({ type: 'welcome' });
		say({ type: 'ping', message: 1_760_000_000 });
		socket.on('message', (data) => {
			const { command, identifier, data: body } = JSON.parse(String(data)) as { [key: string]: string };
			if (command === 'subscribe') say({ identifier, type: 'confirm_subscription' });
			if (command === 'message') say({ identifier, message: { echo: JSON.parse(body ?? '') } });
		});
	});
	close.push(relay.close);
	const consumer = createConsumer(`${relay.origin}/cable`);
	close.push(() => consumer.disconnect());
	await new Promise<unknown>((received) => {
		const room = consumer.subscriptions.create(
			{ channel: 'ChatChannel', room: 1 },
			{ connected: () => room.perform('speak', { text: 'hi' }), received },
		);
	});
	expect(types(relay.frames).sort()).toEqual([
		'← confirm_subscription ChatChannel',
		'← message ChatChannel',
		'← ping',
		'← welcome',
		'→ message ChatChannel#speak',
		'→ subscribe ChatChannel',
	]);
	const find = (type: string) => relay.frames.find(({ decoded }) => decoded.type === type)?.decoded;
	expect(find('confirm_subscription ChatChannel')?.replyTo).toBe(find('subscribe ChatChannel')?.id);
	expect(find('message ChatChannel#speak')?.layers.map(({ path }) => path)).toEqual(['identifier', 'data']);
	expect(relay.frames.every(({ decoded }) => decoded.protocol === 'action-cable')).toBe(true);
});
