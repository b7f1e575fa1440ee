import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RawData, type ServerOptions, WebSocket, WebSocketServer } from 'ws';
import {
	createDecoder,
	type Decoded,
	type FrameInput,
	type SocketDecoder,
} from '../../../../src/decode/decode.ts';

/** One frame of a recorded conversation, decoded as it passed. */
export type Recorded = FrameInput & { decoded: Decoded };

/** A relay on loopback between a client and a server that decodes every frame in between. */
export interface Relay {
	/** Origin part of the URL for the client, `ws://127.0.0.1:PORT`. */
	origin: string;
	frames: Recorded[];
	decoder: () => SocketDecoder | undefined;
	/** Resolves with the first frame, past or to come, that the predicate accepts. */
	seen: (accept: (frame: Recorded) => boolean) => Promise<Recorded>;
	close: () => void;
}

/** Starts a relay to `target` (`ws://127.0.0.1:PORT`); paths and the first subprotocol asked for pass through. */
export async function startRelay(target: string): Promise<Relay> {
	const http = createServer();
	const server = new WebSocketServer({ server: http });
	const frames: Recorded[] = [];
	const waiting = new Set<(frame: Recorded) => void>();
	const sockets = new Set<WebSocket>();
	let decoder: SocketDecoder | undefined;
	server.on('connection', (client, request) => {
		const upstream = new WebSocket(
			target + (request.url ?? ''),
			client.protocol === '' ? [] : [client.protocol],
		);
		const socket = createDecoder({ url: target + (request.url ?? ''), subprotocol: client.protocol });
		decoder = socket;
		const note = (direction: 'in' | 'out', data: RawData, binary: boolean): void => {
			const frame: FrameInput = { direction, data: binary ? bytes(data) : String(data) };
			const recorded = { ...frame, decoded: socket.decode(frame) };
			frames.push(recorded);
			for (const check of waiting) check(recorded);
		};
		const open = new Promise((resolve) => upstream.once('open', resolve));
		client.on('message', (data, binary) => {
			note('out', data, binary);
			void open.then(() => upstream.send(data, { binary }));
		});
		upstream.on('message', (data, binary) => {
			note('in', data, binary);
			client.send(data, { binary });
		});
		for (const end of [client, upstream]) {
			sockets.add(end);
			end.on('error', () => end.terminate());
			end.on('close', () => [client, upstream].forEach((each) => void each.terminate()));
		}
	});
	await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
	return {
		origin: `ws://127.0.0.1:${(http.address() as AddressInfo).port}`,
		frames,
		decoder: () => decoder,
		seen: (accept) =>
			new Promise((resolve) => {
				const check = (frame: Recorded): void => {
					if (!accept(frame)) return;
					waiting.delete(check);
					resolve(frame);
				};
				const past = frames.find(accept);
				if (past) resolve(past);
				else waiting.add(check);
			}),
		close: () => {
			for (const socket of sockets) socket.terminate();
			server.close();
			http.close();
		},
	};
}

function bytes(data: RawData): Uint8Array {
	return Uint8Array.from(
		Array.isArray(data) ? Buffer.concat(data) : Buffer.isBuffer(data) ? data : Buffer.from(data),
	);
}

/** A relay to a server made of one callback for each socket. */
export async function serve(
	onSocket: (socket: WebSocket) => void,
	options: ServerOptions = {},
): Promise<Relay> {
	const server = new WebSocketServer({ port: 0, host: '127.0.0.1', ...options });
	server.on('connection', onSocket);
	await new Promise<void>((resolve) => server.once('listening', resolve));
	const relay = await startRelay(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
	return {
		...relay,
		close: () => {
			relay.close();
			server.close();
		},
	};
}

/** Types of the recorded frames, with an arrow for the direction. */
export function types(frames: readonly Recorded[]): string[] {
	return frames.map(
		({ direction, decoded }) => `${direction === 'in' ? '←' : '→'} ${decoded.type ?? decoded.protocol}`,
	);
}
