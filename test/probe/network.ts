import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Serves pages at any origin, so that fixtures and attackers stand where they are written for. */
export interface Network {
	/** Puts a page at an address; returns the address. */
	put(url: string, html: string): Promise<string>;
	/** Addresses asked for since the last call. */
	asked(): string[];
	close(): Promise<void>;
}

/** A certificate that nobody vouches for: the browsers are told not to mind. */
function makeCertificate(): { key: Buffer; cert: Buffer } {
	const folder = mkdtempSync(join(tmpdir(), 'earshot-certificate-'));
	const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
	const options = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=earshot.test'];
	try {
		execFileSync('openssl', ['req', ...options, '-keyout', key, '-out', cert], { stdio: 'ignore' });
		return { key: readFileSync(key), cert: readFileSync(cert) };
	} catch (error) {
		throw new Error('`npm run probe` needs openssl, for a certificate of its own.', { cause: error });
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Listens on the ports that the addresses name: 80 and 443 ask for the right to do so. */
export function startNetwork(): Network {
	const certificate = makeCertificate();
	const pages = new Map<string, string>();
	const servers = new Map<string, Server>();
	let asked: string[] = [];

	const answer =
		(scheme: string): RequestListener =>
		({ headers, url }, response) => {
			const address = new URL(`${scheme}//${headers.host}${url}`).href;
			asked.push(address);
			const page = pages.get(address);
			const isScript = address.endsWith('.js');
			response.writeHead(page === undefined && !isScript ? 404 : 200, {
				'content-type': isScript ? 'text/javascript' : 'text/html; charset=utf-8',
			});
			response.end(page ?? '');
		};
	const listen = async ({ protocol, port }: URL): Promise<void> => {
		const number = Number(port) || (protocol === 'https:' ? 443 : 80);
		if (servers.has(`${number}`)) return;
		const server =
			protocol === 'https:' ? createTlsServer(certificate, answer(protocol)) : createServer(answer(protocol));
		servers.set(`${number}`, server);
		await new Promise<void>((done, fail) => {
			server.once('error', fail).listen(number, '127.0.0.1', done);
		});
	};

	return {
		async put(url, html) {
			const address = new URL(url);
			await listen(address);
			address.hash = '';
			pages.set(address.href, html);
			return url;
		},
		asked() {
			const all = asked;
			asked = [];
			return all;
		},
		async close() {
			for (const server of servers.values()) server.closeAllConnections();
			await Promise.all([...servers.values()].map((server) => new Promise((done) => server.close(done))));
		},
	};
}
