// The page: one conversation of each client library with its server. Bundled by the test.
import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack';
import { encode as writeMsgpack } from '@msgpack/msgpack';
import { createConsumer } from '@rails/actioncable';
import { Client as StompClient } from '@stomp/stompjs';
import autobahn from 'autobahn-browser';
import { encode as writeCbor } from 'cborg';
import { createClient } from 'graphql-ws';
import { JSONRPCClient } from 'json-rpc-2.0';
import mqtt from 'mqtt';
import { Socket as PhoenixSocket } from 'phoenix';
import { Writer as ProtobufWriter } from 'protobufjs/minimal';
import Pusher from 'pusher-js';
import SimpleDdp from 'simpleddp';
import socketIo2 from 'socket.io-client-2';
import SockJS from 'sockjs-client';
import { SubscriptionClient } from 'subscriptions-transport-ws';

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

function teaAsProtobuf(): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(ProtobufWriter.create().uint32(10).string('Green').uint32(16).int32(3).finish());
}

async function compressed(text: string, format: CompressionFormat): Promise<Uint8Array<ArrayBuffer>> {
	const stream = new Blob([text]).stream().pipeThrough(new CompressionStream(format));
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
				client.publish({ destination: '/queue/a', body: '{"x":1}' });
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
	oldGraphql: () =>
		new Promise((done, fail) =>
			new SubscriptionClient(`${server}/subscriptions`)
				.request({ query: 'query Hello { greeting }' })
				.subscribe({ error: fail, complete: () => done(undefined) }),
		),
	sockjs: () =>
		new Promise((done) => {
			const socket = new SockJS('/sockjs', undefined, { transports: ['websocket'], timeout: 15_000 });
			socket.onopen = () => socket.send('{"a":1}');
			socket.onmessage = done;
		}),
	socketIo2: () =>
		new Promise((done) => {
			const socket = socketIo2(location.origin, { transports: ['websocket'] });
			socket.on('connect', () =>
				socket.emit('add', 2, 3, () => socket.emit('file', Uint8Array.of(1, 2, 255).buffer)),
			);
			socket.on('file:back', done);
		}),
	wamp: () =>
		new Promise((done, fail) => {
			const connection = new autobahn.Connection({
				url: `${server}/wamp`,
				realm: 'realm1',
				serializers: [new autobahn.serializer.MsgpackSerializer()],
				max_retries: 0,
			});
			connection.onopen = (session) => session.call('com.add', [2, 3]).then(done, fail);
			connection.open();
		}),
	pusher: () =>
		new Promise((done, fail) => {
			const client = new Pusher('key', {
				cluster: '',
				wsHost: location.hostname,
				wsPort: Number(location.port),
				forceTLS: false,
				enabledTransports: ['ws'],
				disableStats: true,
				channelAuthorization: { transport: 'ajax', endpoint: '/auth' },
			});
			const room = client.subscribe('private-room');
			room.bind('pusher:subscription_error', fail);
			room.bind('pusher:subscription_succeeded', () => room.trigger('client-said', { text: 'hi' }));
			room.bind('client-said', done);
		}),
	async ddp() {
		const client = new SimpleDdp({ endpoint: `${server}/ddp`, SocketConstructor: WebSocket });
		await client.connect();
		await client.subscribe('posts').ready();
		return client.call('add', 2, 3);
	},
	rpc: () =>
		new Promise((done, fail) => {
			const socket = new WebSocket(`${server}/rpc`);
			const client = new JSONRPCClient((request) => socket.send(JSON.stringify(request)));
			socket.onmessage = ({ data }) => client.receive(JSON.parse(String(data)));
			socket.onopen = () => client.request('add', [2, 3]).then(done, fail);
		}),
	msgpack: () => say('/echo?msgpack', [], writeMsgpack({ type: 'tick', list: [1, 2.5, 'ä'] })),
	cbor: () => say('/echo?cbor', [], Uint8Array.from(writeCbor({ type: 'tock', list: [1, 2.5, 'ä'] }))),
	// `message Tea { string name = 1; int32 cups = 2; }`
	protobuf: () => say('/echo?protobuf', [], teaAsProtobuf()),
	gzip: async () => say('/echo?gzip', [], await compressed('{"type":"squeezed","n":1}', 'gzip')),
	deflate: async () => say('/echo?deflate', [], await compressed('{"type":"pressed","n":1}', 'deflate')),
	xml: () => say('/echo?xml', [], new XMLSerializer().serializeToString(document.createElement('note'))),
	json: () => say('/echo?json', [], JSON.stringify({ type: 'outer', say: JSON.stringify({ inner: 1 }) })),
};

Object.assign(window, {
	/**
	 * Has every conversation, a few at a time; says how each ended. Browsers open sockets to one server one after the
	 * other, and clients that wait too long for their turn give up.
	 */
	async talk(): Promise<Record<string, string>> {
		const waiting = Object.entries(talks);
		const ends: Record<string, string> = {};
		const goOn = async (): Promise<void> => {
			for (let next = waiting.shift(); next; next = waiting.shift()) {
				const [name, run] = next;
				const late = new Promise((_, fail) => setTimeout(() => fail(new Error('no answer')), 15_000));
				ends[name] = await Promise.race([run(), late]).then(() => 'ok', String);
			}
		};
		await Promise.all(Array.from({ length: 5 }, goOn));
		return ends;
	},
});
