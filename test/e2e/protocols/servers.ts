import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { Aedes } from 'aedes';
import DdpServer from 'ddp-server-reactive';
import type Graphql from 'graphql';
import { buildSchema, execute, subscribe, validate } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { JSONRPCServer } from 'json-rpc-2.0';
import { Server as SocketIo } from 'socket.io';
import { createServer as createSockjs } from 'sockjs';
import StompServer from 'stomp-broker-js';
import { SubscriptionServer } from 'subscriptions-transport-ws';
import { createWebSocketStream, type WebSocket, WebSocketServer } from 'ws';
import { cable, mqtt5, phoenix, pusher, pusherAuth, signalr, wamp } from './by-hand.ts';

export interface Servers {
	/** `http://127.0.0.1:PORT`; pages and sockets are of one origin. */
	origin: string;
	close(): Promise<void>;
}

/** Servers of many protocols on one port, and the page that talks to them. */
export async function startServers(page: string): Promise<Servers> {
	const ownServer = (path: string | undefined): Server | undefined =>
		whole.find(([start]) => path?.startsWith(start))?.[1];
	const http = createServer((request, response) => {
		const own = ownServer(request.url);
		if (own) return void own.emit('request', request, response);
		if (request.method === 'POST') return void authorise(request).then((text) => response.end(text));
		response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
		response.end(page);
	});
	const broker = await Aedes.createBroker();
	const byPath: Record<string, (socket: WebSocket) => void> = {
		'/mqtt3': (socket) => void broker.handle(createWebSocketStream(socket)),
		'/mqtt5': mqtt5,
		'/signalr': signalr,
		'/cable': cable,
		'/socket/websocket': phoenix,
		'/wamp': wamp,
		'/app/key': pusher,
		'/rpc': rpc,
		'/echo': (socket) => socket.on('message', (data, binary) => socket.send(data as Buffer, { binary })),
	};
	const options = { noServer: true, handleProtocols: (offered: Set<string>) => [...offered][0] ?? false };
	const plain = new WebSocketServer(options);
	const graphql = new WebSocketServer(options);
	const schema = buildSchema(TYPES);
	useServer({ schema, execute, subscribe, validate, roots: { query: GREETING } }, graphql);
	// These want a server of their own, which never listens: they are given the requests of their paths.
	const whole: [start: string, server: Server][] = [
		['/sockjs/', sockjsEcho()],
		['/socket.io/', socketIo()],
		['/stomp', stomp()],
		['/ddp', ddp()],
		['/subscriptions', oldGraphql()],
	];
	http.on('upgrade', (request, stream: Duplex, head) => {
		const { pathname } = new URL(request.url ?? '/', 'http://here');
		const serve = byPath[pathname];
		const own = ownServer(request.url);
		if (own) own.emit('upgrade', request, stream, head);
		else if (pathname === '/graphql')
			graphql.handleUpgrade(request, stream, head, (socket) => graphql.emit('connection', socket, request));
		else if (serve) plain.handleUpgrade(request, stream, head, serve);
	});
	await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
	const streams = new Set<Duplex>();
	http.on('connection', (stream) => streams.add(stream));
	return {
		origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
		async close() {
			for (const stream of streams) stream.destroy();
			await new Promise<void>((done) => broker.close(done));
			http.close();
		},
	};
}

async function authorise(request: IncomingMessage): Promise<string> {
	let body = '';
	for await (const part of request) body += String(part);
	const asked = new URLSearchParams(body);
	return JSON.stringify(pusherAuth(asked.get('socket_id') ?? '', asked.get('channel_name') ?? ''));
}

function rpc(socket: WebSocket): void {
	const server = new JSONRPCServer();
	server.addMethod('add', (terms: number[]) => terms.reduce((sum, each) => sum + each, 0));
	socket.on('message', (data) => {
		void server.receiveJSON(String(data)).then((answer) => answer && socket.send(JSON.stringify(answer)));
	});
}

function sockjsEcho(): Server {
	const server = createServer();
	const sockjs = createSockjs({ prefix: '/sockjs', log: () => {} });
	sockjs.on('connection', (connection) => connection?.on('data', (message) => connection.write(message)));
	sockjs.installHandlers(server);
	return server;
}

/** Its page speaks with the client of version 2, which is Engine.IO 3; version 4 has a test of its own. */
function socketIo(): Server {
	const server = createServer();
	new SocketIo(server, { allowEIO3: true }).on('connection', (socket) => {
		socket.on('add', (a: number, b: number, answer: (sum: number) => void) => answer(a + b));
		socket.on('file', (bytes: Uint8Array) => socket.emit('file:back', bytes));
	});
	return server;
}

/** The broker spares senders their own messages: it subscribes itself and gives them back. */
function stomp(): Server {
	const server = createServer();
	const broker = new StompServer({ server, path: '/stomp', heartbeat: [0, 0] });
	broker.subscribe('/queue/a', (body) => broker.send('/queue/a', { destination: '/queue/a' }, body));
	return server;
}

function ddp(): Server {
	const httpServer = createServer();
	const server = new DdpServer({ httpServer, methods: { add: (a: number, b: number) => a + b } });
	server.publish('posts')['p'] = { title: 'hi' };
	return httpServer;
}

const TYPES = 'type Query { greeting: String }';
const GREETING = { greeting: 'hi' };

/** The server of the subprotocol `graphql-ws`, before the package of that name. It takes schemas of its own kind of module. */
function oldGraphql(): Server {
	const server = createServer();
	const { buildSchema, execute, subscribe } = createRequire(import.meta.url)('graphql') as typeof Graphql;
	const options = { schema: buildSchema(TYPES), rootValue: GREETING, execute, subscribe };
	SubscriptionServer.create(options, { server, path: '/subscriptions' });
	return server;
}
