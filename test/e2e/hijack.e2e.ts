import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type WebSocket as Socket, WebSocketServer } from 'ws';
import type { Tab } from '../../src/cli/browsers/browser.ts';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import { poll } from '../../src/cli/browsers/poll.ts';
import { allowNetwork } from '../helpers/allow-network.ts';
import { describeBrowsers, type Stage } from '../helpers/describe-browsers.ts';
import { readRows, readUntil } from '../helpers/panel-reader.ts';

interface Heard {
	path: string;
	origin: string;
	cookies: string;
	site: string;
}
const heard: Heard[] = [];
let own = '';

/** Servers of each class; undefined refuses. */
const servers: Record<string, (from: Heard) => ((socket: Socket) => void) | undefined> = {
	'/hijackable': ({ cookies }) => greet(/none=(\w+)/.exec(cookies)?.[1]),
	'/kept': ({ cookies }) => greet(/lax=(\w+)/.exec(cookies)?.[1]),
	'/blind': () => (socket) => socket.send(`welcome ${Math.random()}`),
	'/weak': ({ origin }) =>
		origin.startsWith(own.replace(/:\d+$/, '')) ? (socket) => socket.send('hi') : undefined,
	'/checked': ({ origin }) => (origin === own ? (socket) => socket.send('hi') : undefined),
	'/silent': () => () => {},
};
const greet = (name: string | undefined) => (socket: Socket) =>
	name ? socket.send(`{"user":"${name}"}`) : socket.close(4401, 'who are you');

const http = createServer((_, response) => {
	response.writeHead(200, {
		'content-type': 'text/html',
		'set-cookie': [
			'none=alice; SameSite=None; Secure',
			'lax=alice; SameSite=Lax',
			'strict=1; SameSite=Strict; HttpOnly',
		],
	});
	response.end(`<title>Hijack</title><script>
		window.sockets = [];
		window.connect = (path) => sockets.push(new WebSocket('ws://' + location.host + path));
	</script>`);
});
const sockets = new WebSocketServer({ noServer: true });
http.on('upgrade', (request, stream, head) => {
	const { origin = '', cookie = '', 'sec-fetch-site': site = '' } = request.headers;
	const from: Heard = { path: request.url ?? '', origin, cookies: cookie, site: String(site) };
	heard.push(from);
	const serve = servers[from.path]?.(from);
	if (serve) sockets.handleUpgrade(request, stream, head, serve);
	else stream.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
});
beforeAll(async () => {
	await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
	own = `http://localhost:${(http.address() as AddressInfo).port}`;
});
beforeEach(() => {
	heard.length = 0;
});
afterAll(() => {
	for (const client of sockets.clients) client.terminate();
	http.close();
});

/** Opens the hijacking test of the socket with this path. */
async function openTest(panel: PanelHandle, path: string): Promise<void> {
	const rows = await readUntil(panel, 'Sockets', (all) =>
		all.some((row) => JSON.stringify(row).includes(path)),
	);
	const at = rows.findIndex((row) => JSON.stringify(row).includes(path)) + 2;
	await panel.click({ selector: `#sockets [aria-rowindex="${at}"]` });
	await panel.click({ role: 'tab', name: 'Hijacking' });
	await panel.waitFor(
		(wanted) => document.querySelector('.asking-here')?.textContent?.includes(wanted),
		[path],
	);
}

async function resultOf(panel: PanelHandle): Promise<string> {
	return poll(
		'the result',
		async () => {
			const text = await panel.evaluate(
				() => document.querySelector('[role=status] .verdict-head')?.textContent,
			);
			const failed = await panel.evaluate(() => document.querySelector('[role=status] .notice')?.textContent);
			return text ?? failed;
		},
		40_000,
	);
}

async function allow(stage: Stage, tab: Tab, panel: PanelHandle): Promise<void> {
	const name = await panel.text({ selector: '.asking-here button' });
	if (name === 'Allow…') await allowNetwork(stage, tab, panel, name);
	await panel.find({ role: 'button', name: 'Run the test' });
}

type Page = { connect(path: string): void };

describeBrowsers('the hijacking test', (stage) => {
	test('tells servers of each class apart, with an attacker’s headers', { timeout: 180_000 }, async () => {
		const { tab, panel } = await stage.inspect(`${own}/`);
		const expected = {
			'/hijackable': 'hijackable',
			'/kept': 'kept by SameSite',
			'/blind': 'any origin, not by cookies',
			'/weak': 'weak origin check',
			'/checked': 'origin checked',
			'/silent': 'undecidable',
		};
		for (const path of Object.keys(expected)) {
			await tab.evaluate((at) => (window as unknown as Page).connect(at), path);
		}
		await openTest(panel, '/hijackable');
		await allow(stage, tab, panel);
		for (const [path, verdict] of Object.entries(expected)) {
			await openTest(panel, path);
			heard.length = 0;
			await panel.click({ role: 'button', name: 'Run the test' });
			expect(await resultOf(panel), path).toContain(verdict);
			// The page's own sockets go on as ever while probes are made.
			if (path !== '/hijackable') continue;
			const [control, , foreign, attacker, bare] = heard;
			expect(control?.origin).toBe(own);
			expect(control?.cookies.split('; ').sort()).toEqual(['lax=alice', 'none=alice', 'strict=1']);
			expect(foreign?.origin).toMatch(/^https:\/\/e\w+\.example$/);
			expect(attacker).toMatchObject({ origin: foreign?.origin, cookies: 'none=alice' });
			expect(bare?.cookies).toBe('');
			if (stage.browser.name === 'firefox') expect(attacker?.site).toBe('cross-site');
		}
		expect(await panel.evaluate(() => document.querySelectorAll('iframe').length)).toBe(0);
	});

	test('leaves the page’s handshakes alone, and no rules when its panel is closed', async () => {
		const { tab, panel } = await stage.inspect(`${own}/`);
		await tab.evaluate(() => (window as unknown as Page).connect('/checked'));
		// The page before had such a socket too, in another place, until the panel has heard that it is gone.
		await readRows(panel, 'Sockets', 1);
		await openTest(panel, '/checked');
		await allow(stage, tab, panel);
		await panel.click({ role: 'button', name: 'Run the test' });
		await poll('a foreign probe', async () => heard.some(({ origin }) => origin !== own));
		await tab.evaluate(() => (window as unknown as Page).connect('/checked?mine'));
		await poll('the page’s own handshake', async () => heard.some(({ path }) => path === '/checked?mine'));
		await tab.evaluate(() => (window as unknown as Page).connect('/checked'));
		await tab.closePanel();
		await poll(
			'the same address from the page',
			async () =>
				heard.filter(({ origin, path }) => origin === own && path === '/checked').length >= 4 ||
				heard.at(-1)?.origin === own,
		);
		expect(heard.find(({ path }) => path === '/checked?mine')?.origin).toBe(own);

		const again = await tab.openPanel();
		if (stage.browser.name === 'chromium') {
			const rules = await again.waitFor(async () => {
				const { chrome } = globalThis as unknown as {
					chrome: { declarativeNetRequest: { getSessionRules(): Promise<unknown[]> } };
				};
				return (await chrome.declarativeNetRequest.getSessionRules()).length === 0;
			}, []);
			expect(rules).toBe(true);
		}
	});
});
