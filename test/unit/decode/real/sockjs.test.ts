import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createSockjs } from 'sockjs';
import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startRelay, types } from './relay.ts';

const close: (() => unknown)[] = [];
afterEach(() => {
	for (const each of close.splice(0).reverse()) each();
});

it('reads a SockJS server, STOMP inside it, and its close frame', async () => {
	const http = createServer();
	const echo = createSockjs({ prefix: '/echo', log: () => {} });
	echo.on('connection', (connection) => {
		connection?.on('data', (message) => {
			if (message === 'bye') connection.close(4001, 'So long');
			else connection.write(message);
		});
	});
	echo.installHandlers(http);
	await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
	const relay = await startRelay(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
	close.push(() => http.close(), relay.close);
	const socket = new WebSocket(`${relay.origin}/echo/000/session1/websocket`);
	close.push(() => socket.terminate());
	await relay.seen(({ decoded }) => decoded.type === 'open');
	socket.send(JSON.stringify(['{"a":1}']));
	await relay.seen(({ direction, data }) => direction === 'in' && String(data).startsWith('a'));
	socket.send(JSON.stringify(['SEND\ndestination:/x\n\nhé\0']));
	const stomp = await relay.seen(
		({ direction, decoded }) => direction === 'in' && decoded.type === 'SEND /x',
	);
	expect(stomp.decoded.layers[0]).toMatchObject({
		protocol: 'stomp',
		value: { body: 'hé' },
		path: 'messages[0]',
	});
	expect(relay.decoder()?.protocol).toBe('stomp');
	socket.send(JSON.stringify('bye'));
	await relay.seen(({ decoded }) => decoded.type === 'close 4001');
	expect(types(relay.frames)).toEqual([
		'← open',
		'→ message',
		'← message',
		'→ SEND /x',
		'← SEND /x',
		'→ message',
		'← close 4001',
	]);
	expect(relay.frames[2]?.decoded.layers[0]).toMatchObject({ protocol: 'json', value: { a: 1 } });
});
