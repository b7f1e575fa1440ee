import type { AddressInfo } from 'node:net';
import { buildSchema, execute, subscribe, validate } from 'graphql';
import { createClient } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { afterEach, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { startRelay, types } from './relay.ts';

const close: (() => unknown)[] = [];
afterEach(async () => {
	for (const each of close.splice(0).reverse()) await each();
});

it('reads graphql-ws talking to its server', async () => {
	const schema = buildSchema('type Query { greeting: String } type Subscription { ticks: Int }');
	const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
	async function* ticks() {
		yield { ticks: 1 };
		yield { ticks: 2 };
	}
	useServer(
		{ schema, execute, subscribe, validate, roots: { query: { greeting: 'hi' }, subscription: { ticks } } },
		server,
	);
	await new Promise<void>((resolve) => server.once('listening', resolve));
	const relay = await startRelay(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
	close.push(() => server.close(), relay.close);
	const client = createClient({ url: relay.origin, webSocketImpl: WebSocket, lazy: false });
	close.push(() => client.dispose());
	const run = (query: string): Promise<void> =>
		new Promise((resolve, reject) =>
			client.subscribe({ query }, { next: () => {}, error: reject, complete: resolve }),
		);
	await run('query Hello { greeting }');
	await run('subscription { ticks }');
	await expect(run('{ nope }')).rejects.toBeDefined();
	expect(types(relay.frames)).toEqual([
		'→ connection_init',
		'← connection_ack',
		'→ subscribe Hello',
		'← next',
		'← complete',
		'→ subscribe ticks',
		'← next',
		'← next',
		'← complete',
		'→ subscribe nope',
		'← error',
	]);
	const [, ack, ask, next, done] = relay.frames.map(({ decoded }) => decoded);
	expect(ack?.replyTo).toBe('connection');
	expect(next).toMatchObject({
		protocol: 'graphql-transport-ws',
		replyTo: ask?.id,
		preview: '{data: {greeting: "hi"}}',
	});
	expect(done?.replyTo).toBe(ask?.id);
});
