import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

export interface ChatServer {
	close(): void;
}

const ANSWERS = [
	'Hello! How can I help?',
	'Yes, a clear note at about 96 degrees.',
	'Anything else? We are here until six.',
];
const PORTRAIT_SIDE = 16;

/** A small RGBA portrait, 16 by 16: the binary frame that the chat begins with. */
function portrait(): Uint8Array {
	const pixels = new Uint8Array(PORTRAIT_SIDE * PORTRAIT_SIDE * 4);
	for (let y = 0; y < PORTRAIT_SIDE; y++) {
		for (let x = 0; x < PORTRAIT_SIDE; x++) {
			const face = Math.hypot(x - 7.5, y - 6) < 4.5 || (y > 10 && Math.hypot(x - 7.5, y - 16) < 6);
			pixels.set(face ? [46, 91, 69, 255] : [223, 228, 218, 255], (y * PORTRAIT_SIDE + x) * 4);
		}
	}
	return pixels;
}

/** The `type` of a JSON message; undefined for anything else. */
function typeOf(text: string): unknown {
	try {
		const message: unknown = JSON.parse(text);
		return message && typeof message === 'object' && 'type' in message ? message.type : undefined;
	} catch {
		return undefined;
	}
}

/** The support agent: a portrait, then an answer to each thing said. */
function chat(socket: WebSocket): void {
	let answer = 0;
	const send = (message: object): void => socket.send(JSON.stringify(message));
	const say = (): void => {
		const text = ANSWERS[answer++];
		if (text) send({ type: 'say', from: 'Ines', text });
	};
	socket.send(portrait());
	socket.on('message', (data, binary) => {
		if (binary) return send({ type: 'read', mark: Number((data as Buffer)[1]) });
		const type = typeOf(String(data));
		if (type === 'join') send({ type: 'presence', state: 'online', queue: 0 });
		if (type === 'join' || type === 'say') say();
	});
}

/** Sends back what comes in, in the form in which it came. */
function echo(socket: WebSocket): void {
	socket.on('message', (data, binary) => socket.send(data as Buffer, { binary }));
}

/** `?n=` text frames numbered from 0, at full speed, then a normal close. */
function burst(socket: WebSocket, query: URLSearchParams): void {
	const count = Math.min(Number(query.get('n') ?? 100), 1_000_000);
	for (let i = 0; i < count; i++) socket.send(`burst ${i}`);
	socket.close(1000, `sent ${count}`);
}

function refuse(stream: Duplex): void {
	stream.on('error', () => stream.destroy());
	stream.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
}

/**
 * Answers WebSocket handshakes of `server`: `/chat` (the demo's agent), `/echo`, `/burst?n=`,
 * `/close?code=&reason=` (closes at once), `/drop` (cuts the line), all else is refused with 403.
 */
export function serveSockets(server: Server): ChatServer {
	const sockets = new WebSocketServer({
		noServer: true,
		handleProtocols: (offered) => [...offered][0] ?? false,
	});
	server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
		const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site.test');
		const serve: Record<string, (socket: WebSocket) => void> = {
			'/chat': chat,
			'/echo': echo,
			'/burst': (socket) => burst(socket, searchParams),
			'/close': (socket) =>
				socket.close(Number(searchParams.get('code') ?? 1000), searchParams.get('reason') ?? ''),
			'/drop': (socket) => socket.terminate(),
		};
		const accept = serve[pathname];
		if (!accept) return refuse(stream);
		sockets.handleUpgrade(request, stream, head, (socket) => {
			// A broken frame or line ends this socket, not the server.
			socket.on('error', () => socket.terminate());
			try {
				accept(socket);
			} catch {
				socket.terminate();
			}
		});
	});
	return {
		close() {
			for (const client of sockets.clients) client.terminate();
			sockets.close();
		},
	};
}
