import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Relay, startRelay, types } from './relay.ts';

const close: (() => unknown)[] = [];
afterEach(async () => {
	for (const each of close.splice(0).reverse()) await each();
});

async function start(): Promise<Relay> {
	const http = createServer();
	const server = new Server(http, { allowEIO3: true });
	server.on('connection', (socket) => {
		socket.emit('hello', { to: 'you' });
		socket.on('add', (a: number, b: number, done: (sum: number) => void) => done(a + b));
		socket.on('file', (file: { name: string; data: Buffer }, done: (back: Buffer) => void) => {
			done(Buffer.from([...file.data].reverse()));
		});
	});
	server.of('/admin').on('connection', (socket) => socket.emit('secret', 1));
	server.of('/locked').use((_, next) => next(new Error('not you')));
	await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
	const relay = await startRelay(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
	close.push(() => server.close(), relay.close);
	return relay;
}

describe('socket.io 4 with its client', () => {
	it('is read packet by packet, acknowledgements paired and attachments put back', async () => {
		const relay = await start();
		const client = io(relay.origin, { transports: ['websocket'] });
		close.push(() => client.disconnect());
		expect(await client.emitWithAck('add', 2, 3)).toBe(5);
		await client.emitWithAck('file', {
			name: 'a.bin',
			data: Buffer.from([1, 2, 3]),
			more: [Buffer.from([9])],
		});
		// Both sides start talking at once, so only the set is fixed.
		expect(types(relay.frames).sort()).toEqual(
			[
				'← open',
				'→ connect',
				'← connect',
				'→ event add',
				'← event hello',
				'← ack',
				'→ event file',
				'→ attachment 1/2 of event file',
				'→ attachment 2/2 of event file',
				'← ack',
				'← attachment 1/1 of ack',
			].sort(),
		);
		const [add, ack] = ['event add', 'ack'].map(
			(type) => relay.frames.find((f) => f.decoded.type === type)?.decoded,
		);
		expect(add?.id).toBe('/#0');
		expect(ack).toMatchObject({ replyTo: '/#0', preview: '[5]' });
		const last = relay.frames.filter((f) => f.direction === 'out').at(-1)?.decoded.layers[0];
		expect(last?.value).toMatchObject({
			packet: { data: ['file', { data: Uint8Array.of(1, 2, 3), more: [Uint8Array.of(9)] }] },
		});
		expect(relay.frames.at(-1)?.decoded).toMatchObject({ replyTo: '/#1' });
		expect(relay.decoder()?.protocol).toBe('socket.io');
		expect(relay.frames.every(({ decoded }) => decoded.error === undefined)).toBe(true);
	});

	it('names namespaces, and a refused one', async () => {
		const relay = await start();
		const admin = io(`${relay.origin}/admin`, { transports: ['websocket'], query: { a: '1' } });
		const locked = io(`${relay.origin}/locked`, { transports: ['websocket'], forceNew: true });
		close.push(
			() => admin.disconnect(),
			() => locked.disconnect(),
		);
		const secret = await relay.seen(({ decoded }) => decoded.type === 'event secret /admin');
		expect(secret.decoded.preview).toBe('[1]');
		const refused = await relay.seen(({ decoded }) => decoded.type === 'connect error /locked');
		expect(refused.decoded.preview).toContain('not you');
	});
});

it('reads Engine.IO 3, where binary messages carry their type', async () => {
	const relay = await start();
	const socket = new WebSocket(`${relay.origin}/socket.io/?EIO=3&transport=websocket`);
	close.push(() => socket.terminate());
	await relay.seen(({ decoded }) => decoded.type === 'event hello');
	socket.send('2');
	const pong = await relay.seen(({ decoded }) => decoded.type === 'pong');
	expect(pong.decoded.replyTo).toBe('ping');
	socket.send('451-7["file",{"name":"b","data":{"_placeholder":true,"num":0}}]');
	socket.send(Buffer.from([4, 10, 20]));
	const back = await relay.seen(
		({ direction, decoded }) => direction === 'in' && decoded.type?.startsWith('attachment') === true,
	);
	expect(back.decoded.layers[0]?.value).toMatchObject({ packet: { data: [Uint8Array.of(20, 10)] } });
	expect(back.decoded.replyTo).toBe('/#7');
});
