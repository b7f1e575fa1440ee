// The page: one conversation of each client library with its server. Bundled by the test.
import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack';
import { encode as writeMsgpack } from '@msgpack/msgpack';
import { createConsumer } from '@rails/actioncable';
import { Client as StompClient } from '@stomp/stompjs';
import { encode as writeCbor } from 'cborg';
import { createClient } from 'graphql-ws';
import mqtt from 'mqtt';
import { Socket as PhoenixSocket } from 'phoenix';

const server = location.origin.replace('http', 'ws');

/** A socket of the page's own that says things one after the other, each after the answer to the one before. */
async function say(
	path: string,
	protocol: string[],
	...frames: (string | Uint8Array<ArrayBuffer>)[]
): Promise<void> {
	const socket = new WebSocket(server + path, protocol);
	socket.binaryType = 'arraybuffer';
	const next = (type: string): Promise<unknown> =>
		new Promise((done) => socket.addEventListener(type, done, { once: true }));
	await next('open');
	for (const frame of frames) {
		const answer = next('message');
		socket.send(frame);
		await answer;
	}
}

async function compressed(text: string): Promise<Uint8Array<ArrayBuffer>> {
	const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
	return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function speakMqtt(path: string, protocolVersion: 4 | 5): Promise<void> {
	const client = await mqtt.connectAsync(server + path, {
		protocolVersion,
		clientId: 'me',
		reconnectPeriod: 0,
	});
	await client.subscribeAsync('room/+', { qos: 1 });
	const got = new Promise((done) => client.once('message', done));
	await client.publishAsync('room/1', '{"text":"hé"}', { qos: 1 });
	await got;
}

const talks: Record<string, () => Promise<unknown>> = {
	mqtt3: () => speakMqtt('/mqtt3', 4),
	mqtt5: () => speakMqtt('/mqtt5', 5),
	stomp: () =>
		new Promise((done) => {
			const client = new StompClient({
				brokerURL: `${server}/stomp`,
				heartbeatIncoming: 0,
				heartbeatOutgoing: 0,
			});
			client.onConnect = () => {
				client.subscribe('/queue/a', done);
				client.publish({ destination: '/queue/a', body: '{"x":"ü"}' });
			};
			client.activate();
		}),
	async signalr() {
		const hub = new HubConnectionBuilder()
			.withUrl(`${location.origin}/signalr`, {
				skipNegotiation: true,
				transport: HttpTransportType.WebSockets,
			})
			.withHubProtocol(new MessagePackHubProtocol())
			.configureLogging(LogLevel.None)
			.build();
		await hub.start();
		return hub.invoke('Add', 2, 3);
	},
	cable: () =>
		new Promise((received) => {
			const room = createConsumer(`${server}/cable`).subscriptions.create(
				{ channel: 'ChatChannel', room: 1 },
				{ connected: () => room.perform('speak', { text: 'hi' }), received },
			);
		}),
	phoenix: () =>
		new Promise((done, fail) => {
			const socket = new PhoenixSocket(`${server}/socket`, { vsn: '2.0.0' });
			socket.connect();
			const channel = socket.channel('room:lobby', {});
			channel.join().receive('ok', () => channel.push('shout', { text: 'hi' }).receive('ok', done));
			channel.onError(fail);
		}),
	graphql: () =>
		new Promise((done, fail) =>
			createClient({ url: `${server}/graphql` }).subscribe(
				{ query: 'query Hello { greeting }' },
				{ next: () => {}, error: fail, complete: () => done(undefined) },
			),
		),
	sockjs: () => say('/sockjs/000/session1/websocket', [], '["{\\"a\\":1}"]'),
	wamp: () =>
		say(
			'/wamp',
			['wamp.2.msgpack'],
			writeMsgpack([1, 'realm1', { roles: { caller: {} } }]),
			writeMsgpack([48, 7, {}, 'com.add', [2, 3]]),
		),
	rpc: () => say('/rpc', [], '{"jsonrpc":"2.0","id":7,"method":"add","params":[2,3]}'),
	msgpack: () => say('/echo?msgpack', [], writeMsgpack({ type: 'tick', list: [1, 2.5, 'ä'] })),
	cbor: () => say('/echo?cbor', [], Uint8Array.from(writeCbor({ type: 'tock', list: [1, 2.5, 'ä'] }))),
	// `message Tea { string name = 1; int32 cups = 2; }`
	protobuf: () => say('/echo?protobuf', [], Uint8Array.of(0x0a, 5, 0x47, 0x72, 0x65, 0x65, 0x6e, 0x10, 3)),
	gzip: async () => say('/echo?gzip', [], await compressed('{"type":"squeezed","n":1}')),
};

Object.assign(window, {
	/** Has every conversation at once; says how each ended. */
	async talk(): Promise<Record<string, string>> {
		const ends = Object.entries(talks).map(async ([name, run]) => {
			const late = new Promise((_, fail) => setTimeout(() => fail(new Error('no answer')), 15_000));
			return [name, await Promise.race([run(), late]).then(() => 'ok', String)] as const;
		});
		return Object.fromEntries(await Promise.all(ends));
	},
});
