import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { serveSockets } from './sockets.ts';

const TYPES: Record<string, string> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.mjs': 'text/javascript; charset=utf-8',
	'.svg': 'image/svg+xml',
	'.xml': 'text/xml',
	'.json': 'application/json',
	'.txt': 'text/plain',
	'.png': 'image/png',
	'.pdf': 'application/pdf',
};

export interface LabServer {
	port: number;
	/** `http://NAME.localhost:PORT`: every name is an origin and a site of its own, and trustworthy enough for service workers. */
	origin: (name: string) => string;
	/** The body of the next POST to /report?run=ID; rejects after `limit` ms. */
	report: (id: string, limit: number) => Promise<string>;
	close: () => void;
}

/** Serves `folders` (first match wins) on loopback, plus /report, /events (EventSource) and the sockets of sockets.ts. */
export async function startServer(folders: string[]): Promise<LabServer> {
	const waiting = new Map<string, (body: string) => void>();
	const done = new Map<string, string>();
	const takeReport = (id: string, body: string) => {
		const resolve = waiting.get(id);
		waiting.delete(id);
		if (resolve) resolve(body);
		else done.set(id, body);
	};
	const server = createServer((request, response) => {
		const url = new URL(request.url ?? '/', 'http://lab.invalid');
		if (url.pathname === '/report')
			return readBody(request, response, url.searchParams.get('run'), takeReport);
		if (url.pathname === '/events') return sendEvents(response);
		if (url.pathname === '/slow') {
			setTimeout(() => response.writeHead(200, head(url, '.html')).end('<!doctype html>slow'), 300);
			return;
		}
		if (url.pathname === '/204') return void response.writeHead(204).end();
		sendFile(folders, url, response);
	});
	const sockets = serveSockets(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		port,
		origin: (name) => `http://${name}.localhost:${port}`,
		report: (id, limit) =>
			new Promise((resolve, reject) => {
				const early = done.get(id);
				if (early !== undefined) return resolve(early);
				const timer = setTimeout(() => reject(new Error(`no report of ${id} within ${limit} ms`)), limit);
				waiting.set(id, (body) => {
					clearTimeout(timer);
					resolve(body);
				});
			}),
		close: () => {
			sockets.close();
			server.closeAllConnections();
			server.close();
		},
	};
}

/** Response headers come from the query, so that a page can ask for the policy it needs: `?csp=…`, `?coop=…`, `?xfo=…`. */
function head(url: URL, extension: string): Record<string, string> {
	const csp = url.searchParams.get('csp');
	const coop = url.searchParams.get('coop');
	const xfo = url.searchParams.get('xfo');
	return {
		'content-type': TYPES[extension] ?? 'application/octet-stream',
		// Documents that are not to be stored are not kept for going back either.
		'cache-control': url.searchParams.has('keep') ? 'no-cache' : 'no-store',
		'access-control-allow-origin': '*',
		'service-worker-allowed': '/',
		...(csp ? { 'content-security-policy': csp } : {}),
		...(coop ? { 'cross-origin-opener-policy': coop } : {}),
		...(xfo ? { 'x-frame-options': xfo } : {}),
	};
}

function sendFile(folders: string[], url: URL, response: ServerResponse): void {
	for (const folder of folders) {
		const file = join(folder, normalize(url.pathname));
		if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) continue;
		response.writeHead(200, head(url, extname(file))).end(readFileSync(file));
		return;
	}
	response.writeHead(404).end();
}

function readBody(
	request: IncomingMessage,
	response: ServerResponse,
	id: string | null,
	take: (id: string, body: string) => void,
): void {
	const chunks: Buffer[] = [];
	request.on('data', (chunk: Buffer) => chunks.push(chunk));
	request.on('end', () => {
		response.writeHead(204, { 'access-control-allow-origin': '*' }).end();
		if (id) take(id, Buffer.concat(chunks).toString());
	});
}

function sendEvents(response: ServerResponse): void {
	response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
	response.write('retry: 60000\nid: 7\ndata: first\ndata: line\n\n');
	response.write('event: named\ndata: second\n\n');
}
