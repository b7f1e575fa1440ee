import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { MessageType, NullLogger } from '@microsoft/signalr';
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack';
import { decode as readMsgpack, encode as writeMsgpack } from '@msgpack/msgpack';
import { Aedes } from 'aedes';
import { buildSchema, execute, subscribe, validate } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { generate, type Packet, parser } from 'mqtt-packet';
import { createServer as createSockjs } from 'sockjs';
import { createWebSocketStream, type WebSocket, WebSocketServer } from 'ws';

export interface Servers {
	/** `http://127.0.0.1:PORT`; pages and sockets are of one origin. */
	origin: string;
	close(): Promise<void>;
}

/** Servers of many protocols on one port, and the page that talks to them. */
export async function startServers(page: string): Promise<Servers> {
	const http = createServer((_, response) => {
		response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
		response.end(page);
	});
	const sockjs = createSockjs({ prefix: '/sockjs', log: () => {} });
	sockjs.on('connection', (connection) => connection?.on('data', (message) => connection.write(message)));
	sockjs.installHandlers(http);
	const broker = await Aedes.createBroker();
	const byPath: Record<string, (socket: WebSocket) => void> = {
		'/mqtt3': (socket) => void broker.handle(createWebSocketStream(socket)),
		'/mqtt5': mqtt5,
		'/stomp': stomp,
		'/signalr': signalr,
		'/cable': cable,
		'/socket/websocket': phoenix,
		'/wamp': wamp,
		'/rpc': rpc,
		'/echo': (socket) => socket.on('message', (data, binary) => socket.send(data as Buffer, { binary })),
	};
	const options = { noServer: true, handleProtocols: (offered: Set<string>) => [...offered][0] ?? false };
	const plain = new WebSocketServer(options);
	const graphql = new WebSocketServer(options);
	const schema = buildSchema('type Query { greeting: String }');
	useServer({ schema, execute, subscribe, validate, roots: { query: { greeting: 'hi' } } }, graphql);
	http.on('upgrade', (request, stream: Duplex, head) => {
		const { pathname } = new URL(request.url ?? '/', 'http://here');
		const serve = byPath[pathname];
		if (pathname === '/graphql')
			graphql.handleUpgrade(request, stream, head, (socket) => graphql.emit('connection', socket, request));
		else if (serve) plain.handleUpgrade(request, stream, head, serve);
	});
	await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
	return {
		origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
		async close() {
			for (const server of [plain, graphql]) for (const client of server.clients) client.terminate();
			await new Promise<void>((done) => broker.close(done));
			http.closeAllConnections();
			http.close();
		},
	};
}

/** Answers connecting, subscribing and publishing (QoS 1) in version 5. */
function mqtt5(socket: WebSocket): void {
	const five = { protocolVersion: 5 };
	const reader = parser(five);
	const say = (packet: Packet): void => socket.send(generate(packet, five));
	reader.on('packet', (packet: Packet) => {
		if (packet.cmd === 'connect')
			say({ cmd: 'connack', reasonCode: 0, sessionPresent: false, properties: { topicAliasMaximum: 5 } });
		if (packet.cmd === 'subscribe') say({ cmd: 'suback', messageId: packet.messageId ?? 0, granted: [1] });
		if (packet.cmd !== 'publish') return;
		say({ cmd: 'puback', messageId: packet.messageId ?? 0, reasonCode: 0 });
		say({ ...packet, qos: 0 });
	});
	socket.on('message', (data) => reader.parse(data as Buffer));
}

function stomp(socket: WebSocket): void {
	let subscription = '';
	socket.on('message', (data) => {
		const text = String(data);
		if (text.startsWith('CONNECT')) socket.send('CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0');
		if (text.startsWith('SUBSCRIBE')) subscription = /^id:(.*)$/m.exec(text)?.[1] ?? '';
		if (!text.startsWith('SEND')) return;
		const body = text.slice(text.indexOf('\n\n') + 2);
		socket.send(`MESSAGE\nsubscription:${subscription}\nmessage-id:1\ndestination:/queue/a\n\n${body}`);
	});
}

/** A hub that adds. */
function signalr(socket: WebSocket): void {
	const hub = new MessagePackHubProtocol();
	let isShaken = false;
	socket.on('message', (data) => {
		if (!isShaken) {
			isShaken = true;
			socket.send('{}\u001e');
			return;
		}
		const bytes = Uint8Array.from(data as Buffer).buffer;
		for (const message of hub.parseMessages(bytes, NullLogger.instance)) {
			if (message.type !== MessageType.Invocation || message.invocationId === undefined) continue;
			const result = message.arguments.reduce((sum: number, each: number) => sum + each, 0);
			const { invocationId } = message;
			socket.send(hub.writeMessage({ type: MessageType.Completion, invocationId, result }));
		}
	});
}

function cable(socket: WebSocket): void {
	const say = (message: object): void => socket.send(JSON.stringify(message));
	say({ type: 'welcome' });
	socket.on('message', (data) => {
		const { command, identifier, data: body } = JSON.parse(String(data)) as Record<string, string>;
		if (command === 'subscribe') say({ identifier, type: 'confirm_subscription' });
		if (command === 'message') say({ identifier, message: JSON.parse(body ?? '') });
	});
}

function phoenix(socket: WebSocket): void {
	socket.on('message', (data) => {
		const [join, ref, topic, , payload] = JSON.parse(String(data)) as unknown[];
		socket.send(JSON.stringify([join, ref, topic, 'phx_reply', { status: 'ok', response: payload }]));
	});
}

/** A dealer for `com.add`, in MessagePack. */
function wamp(socket: WebSocket): void {
	const say = (message: unknown[]): void => socket.send(writeMsgpack(message));
	socket.on('message', (data) => {
		const [code, request, , , args] = readMsgpack(data as Buffer) as [
			number,
			number,
			unknown,
			string,
			number[],
		];
		if (code === 1) say([2, 9_129, { roles: { dealer: {} } }]);
		if (code === 48) say([50, request, {}, [args.reduce((sum, each) => sum + each, 0)]]);
	});
}

function rpc(socket: WebSocket): void {
	socket.on('message', (data) => {
		const { id, params } = JSON.parse(String(data)) as { id: number; params: number[] };
		socket.send(JSON.stringify({ jsonrpc: '2.0', id, result: params.reduce((sum, each) => sum + each, 0) }));
	});
}
