import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, resolve, sep } from 'node:path';
import { type ChatServer, serveSockets } from './socket-server.ts';

/** Each is a folder of the demo, an origin `http://NAME.test:PORT` and a port of its own. */
export const SITE_NAMES = ['shop', 'pay', 'support', 'metrics', 'accounts'] as const;
export type SiteName = (typeof SITE_NAMES)[number];

export interface Reply {
	status?: number;
	headers?: Record<string, string>;
	body: string | Uint8Array;
}

export interface Sites {
	/** Serialised origin of a site, e.g. `http://shop.test:4310`. */
	origin(site: SiteName): string;
	/** URL of a WebSocket of the support site: `/chat`, `/echo`, `/close`, `/burst` or `/refuse`. */
	socket(path: string): string;
	/** Puts a page at `path` of a site until the server closes; `{{shop}}` and the like become origins. */
	put(site: SiteName, path: string, reply: Reply | string): string;
	close(): Promise<void>;
}

const TYPES: Record<string, string> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.svg': 'image/svg+xml; charset=utf-8',
	'.json': 'application/json',
};

/** Listens on `port` of the loopback interface, or on any free one when it is taken; resolves to the port. */
async function listen(server: Server, port: number): Promise<number> {
	const attempt = (wanted: number): Promise<void> =>
		new Promise((done, fail) => {
			server.once('error', fail);
			server.listen(wanted, '127.0.0.1', () => {
				server.off('error', fail);
				done();
			});
		});
	await attempt(port).catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
		return attempt(0);
	});
	return (server.address() as AddressInfo).port;
}

/**
 * Serves the demo's sites from the folders of `root`, each on its own port of 127.0.0.1 (from `firstPort` on
 * where free; 0: any). The browser must resolve `*.test` to 127.0.0.1.
 */
export async function startSites(root: string, firstPort = 0): Promise<Sites> {
	const ports = new Map<SiteName, number>();
	const put = new Map<string, Reply>();
	const origin = (site: SiteName): string => `http://${site}.test:${ports.get(site)}`;
	const fill = (text: string): string =>
		text.replace(/\{\{(\w+)(\.ws)?\}\}/g, (whole, name: string, ws?: string) => {
			const site = SITE_NAMES.find((known) => known === name);
			if (!site) return whole;
			return ws ? origin(site).replace('http:', 'ws:') : origin(site);
		});

	async function find(site: SiteName, url: string): Promise<Reply> {
		const path = decodeURIComponent(new URL(url, 'http://site.test').pathname);
		const page = put.get(site + path);
		if (page) return page;
		const folder = resolve(root, site);
		const file = resolve(folder, `.${path === '/' ? '/index.html' : path}`);
		if (!file.startsWith(folder + sep)) return { status: 403, body: 'Outside of the site' };
		return { body: await readFile(file), headers: { 'content-type': TYPES[extname(file)] ?? 'text/plain' } };
	}

	const servers: Server[] = [];
	const chats: ChatServer[] = [];
	for (const [index, site] of SITE_NAMES.entries()) {
		const server = createServer((request, response) => {
			find(site, request.url ?? '/')
				.catch((): Reply => ({ status: 404, body: 'Not found' }))
				.then(({ status = 200, headers, body }) => {
					const text = typeof body === 'string' ? body : Buffer.from(body).toString();
					response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers });
					response.end(fill(text));
				});
		});
		servers.push(server);
		if (site === 'support') chats.push(serveSockets(server));
		ports.set(site, await listen(server, firstPort && firstPort + index));
	}

	return {
		origin,
		socket: (path) => origin('support').replace('http:', 'ws:') + path,
		put(site, path, reply) {
			put.set(site + path, typeof reply === 'string' ? { body: reply } : reply);
			return origin(site) + path;
		},
		async close() {
			for (const chat of chats) chat.close();
			const closed = servers.map((server) => new Promise((done) => server.close(done)));
			for (const server of servers) server.closeAllConnections();
			await Promise.all(closed);
		},
	};
}
