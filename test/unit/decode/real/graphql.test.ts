import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type Graphql from 'graphql';
import { buildSchema, execute, subscribe, validate } from 'graphql';
import { createClient } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { SubscriptionClient, SubscriptionServer } from 'subscriptions-transport-ws';
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

it('reads subscriptions-transport-ws talking to its server', async () => {
	// It takes schemas of its own kind of module.
	const old = createRequire(import.meta.url)('graphql') as typeof Graphql;
	async function* ticks() {
		yield { ticks: 1 };
	}
	const schema = old.buildSchema('type Query { greeting: String } type Subscription { ticks: Int }');
	const server = SubscriptionServer.create(
		{
			schema,
			rootValue: { greeting: 'hi', ticks },
			execute: old.execute,
			subscribe: old.subscribe,
			keepAlive: 60_000,
		},
		{ port: 0, host: '127.0.0.1' },
	);
	await new Promise((resolve) => server.server.once('listening', resolve));
	const relay = await startRelay(`ws://127.0.0.1:${(server.server.address() as AddressInfo).port}`);
	close.push(() => server.close(), relay.close);
	const client = new SubscriptionClient(relay.origin, { minTimeout: 10_000 }, WebSocket);
	close.push(() => client.close());
	const run = (query: string): Promise<unknown> =>
		new Promise((complete, error) => {
			client.request({ query }).subscribe({ error, complete: () => complete(undefined) });
		});
	await run('query Hello { greeting }');
	await run('subscription { ticks }');
	const seen = types(relay.frames);
	for (const type of [
		'→ connection_init',
		'← connection_ack',
		'← ka',
		'→ start Hello',
		'→ start ticks',
		'← data',
		'← complete',
	])
		expect(seen).toContain(type);
	expect(relay.decoder()?.protocol).toBe('graphql-ws');
	const find = (type: string) => relay.frames[seen.indexOf(type)]?.decoded;
	expect(find('← data')).toMatchObject({ replyTo: find('→ start Hello')?.id, error: undefined });
	expect(relay.frames.every(({ decoded }) => decoded.protocol === 'graphql-ws')).toBe(true);
});
