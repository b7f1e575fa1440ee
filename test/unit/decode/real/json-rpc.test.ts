import { JSONRPCClient, JSONRPCErrorException, JSONRPCServer } from 'json-rpc-2.0';
import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { serve, types } from './relay.ts';

const close: (() => unknown)[] = [];
afterEach(() => {
	for (const each of close.splice(0).reverse()) each();
});

it('reads json-rpc-2.0 talking to its server: results, errors, notifications and batches', async () => {
	const server = new JSONRPCServer({ errorListener: () => {} });
	server.addMethod('add', ([a, b]: number[]) => (a ?? 0) + (b ?? 0));
	server.addMethod('fail', () => {
		throw new JSONRPCErrorException('not today', -32_001);
	});
	const relay = await serve((socket) => {
		socket.on('message', (data) => {
			void server.receiveJSON(String(data)).then((answer) => answer && socket.send(JSON.stringify(answer)));
		});
	});
	close.push(relay.close);
	const socket = new WebSocket(relay.origin);
	close.push(() => socket.terminate());
	await new Promise((resolve) => socket.once('open', resolve));
	const client = new JSONRPCClient((request) => socket.send(JSON.stringify(request)));
	socket.on('message', (data) => client.receive(JSON.parse(String(data))));

	expect(await client.request('add', [2, 3])).toBe(5);
	await expect(client.request('fail', {})).rejects.toThrow('not today');
	client.notify('tick', { at: 1 });
	const call = (id: number) => ({ jsonrpc: '2.0' as const, id, method: 'add', params: [id, 1] });
	await client.requestAdvanced([call(10), call(11)]);

	expect(types(relay.frames)).toEqual([
		'→ call add',
		'← result',
		'→ call fail',
		'← error -32001',
		'→ notify tick',
		'→ batch of 2',
		'← batch of 2',
	]);
	const [add, sum, , failure, , asked, answered] = relay.frames.map(({ decoded }) => decoded);
	expect(sum).toMatchObject({ protocol: 'json-rpc', replyTo: add?.id, preview: '5' });
	expect(failure?.preview).toBe('"not today"');
	expect(answered?.layers.map(({ replyTo }) => replyTo)).toEqual(asked?.layers.map(({ id }) => id));
	expect(asked?.layers).toHaveLength(2);
});
