// Servers of protocols that no package of the registry serves on Node 20, written from the specifications; the clients
// that talk to them are the real ones. What was looked at for each is named.
import { createHmac } from 'node:crypto';
import { MessageType, NullLogger } from '@microsoft/signalr';
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack';
import { decode as readMsgpack, encode as writeMsgpack } from '@msgpack/msgpack';
import { generate, type Packet, parser } from 'mqtt-packet';
import type { WebSocket } from 'ws';

/**
 * Answers connecting, subscribing and publishing (QoS 1) in version 5. aedes serves 3.1 and 3.1.1 alone and refuses 5;
 * mqtt-packet, which reads and writes here, is what mqtt.js itself uses.
 */
export function mqtt5(socket: WebSocket): void {
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

/**
 * A hub that adds. Packages for the server are of ASP.NET's older SignalR (signalrjs, without WebSocket) or cannot be
 * installed (@fakehost/signalr needs a package that is gone); the messages are Microsoft's own package's.
 */
export function signalr(socket: WebSocket): void {
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

/** Rails serves it; AnyCable's packages for Node are clients, or need AnyCable's own server in Go. */
export function cable(socket: WebSocket): void {
	const say = (message: object): void => socket.send(JSON.stringify(message));
	say({ type: 'welcome' });
	// Without them the client takes the connection for dead, and opens another.
	const pings = setInterval(() => say({ type: 'ping', message: Math.floor(Date.now() / 1_000) }), 3_000);
	socket.on('close', () => clearInterval(pings));
	socket.on('message', (data) => {
		const { command, identifier, data: body } = JSON.parse(String(data)) as Record<string, string>;
		if (command === 'subscribe') say({ identifier, type: 'confirm_subscription' });
		if (command === 'message') say({ identifier, message: JSON.parse(body ?? '') });
	});
}

/** Elixir serves it; every package is a client. */
export function phoenix(socket: WebSocket): void {
	socket.on('message', (data) => {
		const [join, ref, topic, , payload] = JSON.parse(String(data)) as unknown[];
		socket.send(JSON.stringify([join, ref, topic, 'phx_reply', { status: 'ok', response: payload }]));
	});
}

/**
 * A dealer for `com.add`, in MessagePack. fox-wamp needs a native build of sqlite3, wamp.rt and wamp-router a `ws` of
 * 2015 with native parts; autobahn, wampy and kraftfahrstrasse are clients.
 */
export function wamp(socket: WebSocket): void {
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

/** The secret of the application `key`. */
const SECRET = 'secret';

/** What an application's own server answers to whom wants to join a private channel. */
export function pusherAuth(socketId: string, channel: string): { auth: string } {
	const signature = createHmac('sha256', SECRET).update(`${socketId}:${channel}`).digest('hex');
	return { auth: `key:${signature}` };
}

/**
 * Channels whose members hear what another one says; the speaker hears it too, so that one page suffices. soketi is
 * under the AGPL and builds on uWebSockets.js, which the registry does not have; other packages are clients or mocks of one.
 */
export function pusher(socket: WebSocket): void {
	const id = '123.456';
	const say = (event: string, data: object, channel?: string): void =>
		socket.send(JSON.stringify({ event, channel, data: JSON.stringify(data) }));
	say('pusher:connection_established', { socket_id: id, activity_timeout: 120 });
	socket.on('message', (text) => {
		const { event, channel, data } = JSON.parse(String(text)) as {
			event: string;
			channel?: string;
			data: { channel: string; auth?: string };
		};
		if (event === 'pusher:ping') say('pusher:pong', {});
		if (event === 'pusher:subscribe' && data.auth === pusherAuth(id, data.channel).auth)
			say('pusher_internal:subscription_succeeded', {}, data.channel);
		if (event.startsWith('client-')) say(event, data, channel);
	});
}
