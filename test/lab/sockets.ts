import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

/**
 * WebSocket endpoints by path. /echo returns every frame; /push sends `texts` (comma-separated) once a frame came in;
 * /close?code=&reason= closes after the first frame; /drop cuts the connection; /refuse answers 403;
 * /hold never answers the handshake; /sink and /flood serve the measurements.
 */
export function serveSockets(server: Server): { close: () => void } {
	const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: 1 << 28 });
	const held = new Set<{ destroy: () => void }>();
	server.on('upgrade', (request, socket, head): void => {
		const url = new URL(request.url ?? '/', 'http://lab.invalid');
		socket.on('error', () => {});
		if (url.pathname === '/refuse')
			return void socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
		if (url.pathname === '/hold') {
			held.add(socket);
			return;
		}
		sockets.handleUpgrade(request, socket, head, (peer) => {
			peer.on('error', () => {});
			endpoints[url.pathname]?.(peer, url.searchParams);
		});
	});
	return {
		close: () => {
			for (const socket of held) socket.destroy();
			for (const peer of sockets.clients) peer.terminate();
			sockets.close();
		},
	};
}

const endpoints: Record<string, (peer: WebSocket, query: URLSearchParams) => void> = {
	'/echo': (peer) => peer.on('message', (data, isBinary) => peer.send(data, { binary: isBinary })),
	'/push': (peer, query) => {
		const texts = (query.get('texts') ?? '').split(',');
		peer.on('message', () => {
			for (const text of texts) peer.send(text.startsWith('0x') ? Buffer.from(text.slice(2), 'hex') : text);
		});
	},
	'/close': (peer, query) =>
		peer.on('message', () => peer.close(Number(query.get('code') ?? 1000), query.get('reason') ?? '')),
	'/drop': (peer) => peer.on('message', () => peer.terminate()),
	'/sink': (peer, query) => {
		const wanted = Number(query.get('n'));
		let got = 0;
		peer.on('message', (data: Buffer) => {
			const stop = data.length === 4 && data.toString() === 'stop';
			if (!stop) got++;
			if (stop || got === wanted) peer.send(JSON.stringify({ sink: got }));
		});
	},
	'/flood': (peer, query) => {
		const total = Number(query.get('n'));
		const body = floodBody(Number(query.get('size')), query.get('bin') === '1');
		let sent = 0;
		const pump = () => {
			// Keeps about 1 MB in flight, so that the server is never what is measured.
			while (sent < total && peer.readyState === peer.OPEN && peer.bufferedAmount < 1 << 20) {
				sent++;
				peer.send(body, sent % 64 === 0 ? pump : undefined);
			}
			if (sent < total && peer.readyState === peer.OPEN) setTimeout(pump, 1);
		};
		peer.once('message', pump);
	},
};

function floodBody(size: number, binary: boolean): Buffer | string {
	const text = `{"type":"tick","symbol":"EURUSD","text":"${'lorem ipsum '.repeat(1 + size / 12)}`;
	const body = `${text.slice(0, size - 2)}"}`;
	return binary ? Buffer.from(body) : body;
}
