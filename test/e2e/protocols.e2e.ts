import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Tab } from '../../src/cli/browsers/browser.ts';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import { poll } from '../../src/cli/browsers/poll.ts';
import { describeBrowsers } from '../helpers/describe-browsers.ts';
import { cell, fill, type Row, readGridUntil, readUntil } from '../helpers/panel-reader.ts';
import { type Servers, startServers } from './protocols/servers.ts';

/** What the panel must say of each socket: its protocol, and types of frames among others. */
const EXPECTED: [path: string, protocol: string, types: string[]][] = [
	['/mqtt3', 'MQTT', ['CONNECT', 'CONNACK', 'SUBACK', 'PUBLISH room/1']],
	['/mqtt5', 'MQTT', ['CONNECT', 'CONNACK', 'SUBACK', 'PUBACK', 'PUBLISH room/1']],
	['/stomp', 'STOMP', ['CONNECTED', 'SUBSCRIBE /queue/a', 'MESSAGE /queue/a']],
	['/signalr', 'SignalR', ['handshake messagepack', 'invocation Add', 'completion']],
	['/cable', 'Action Cable', ['welcome', 'confirm_subscription ChatChannel', 'message ChatChannel#speak']],
	['/socket/websocket', 'Phoenix', ['phx_join room:lobby', 'shout room:lobby', 'phx_reply ok room:lobby']],
	['/graphql', 'GraphQL', ['connection_ack', 'subscribe Hello', 'next', 'complete']],
	['/subscriptions', 'GraphQL', ['connection_ack', 'start Hello', 'data', 'complete']],
	['/sockjs', 'SockJS', ['open', 'message']],
	['EIO=3', 'Socket.IO', ['open', 'event add', 'ack', 'event file', 'attachment 1/1 of event file:back']],
	['/app/key', 'Pusher', ['pusher:connection_established', 'client-said private-room']],
	[
		'/ddp',
		'Meteor DDP',
		['connect', 'connected', 'sub posts', 'added posts', 'ready', 'method add', 'result'],
	],
	['/wamp', 'WAMP', ['HELLO realm1', 'WELCOME', 'CALL com.add', 'RESULT']],
	['/rpc', 'JSON-RPC', ['call add', 'result']],
	['/echo?msgpack', 'MessagePack', ['tick']],
	['/echo?cbor', 'CBOR', ['tock']],
	['/echo?gzip', 'gzip', ['squeezed']],
	['/echo?deflate', 'zlib', ['pressed']],
	['/echo?xml', 'XML', ['note']],
	['/echo?json', 'JSON', ['outer']],
	['/echo?protobuf', 'Protobuf', ['2 fields']],
];

let servers: Servers;
beforeAll(async () => {
	const { outputFiles } = await build({
		entryPoints: [`${import.meta.dirname}/protocols/page.ts`],
		bundle: true,
		write: false,
		charset: 'ascii',
		logLevel: 'warning',
		define: { global: 'globalThis', 'process.env.NODE_ENV': '"production"' },
	});
	const script = (outputFiles[0]?.text ?? '').replaceAll('</script', '<\\/script');
	servers = await startServers(
		`<!doctype html><meta charset="utf-8"><title>Talks</title><script>${script}</script>`,
	);
});
afterAll(() => servers.close());

type Page = { talk(): Promise<Record<string, string>>; talked?: Record<string, string> };

/** Has the page say everything to its servers, and waits until each conversation has ended well. */
async function talkAll(tab: Tab): Promise<void> {
	await tab.evaluate(() => {
		const page = window as unknown as Page;
		void page.talk().then((talked) => {
			page.talked = talked;
		});
	});
	await tab.waitFor(() => (window as unknown as Page).talked !== undefined, [], 30_000);
	const talked = (await tab.evaluate(() => (window as unknown as Page).talked)) ?? {};
	expect(Object.entries(talked).filter(([, end]) => end !== 'ok')).toEqual([]);
}

const typesOf = (rows: Row[]): string[] => rows.map((row) => cell(row, 'type'));

/** Shows the socket whose address has this path, and reads its frames until they say all of `types`. */
async function readSocket(panel: PanelHandle, path: string, types: string[]): Promise<Row[]> {
	// Reading a list scrolls it, and it is looked through from the top on.
	await panel.evaluate(() => document.querySelector('#sockets')?.scrollTo(0, 0));
	await poll(`the socket ${path}`, () =>
		panel.evaluate((wanted) => {
			const row = [...document.querySelectorAll<HTMLElement>('#sockets [role=row][aria-selected]')].find(
				(each) => each.textContent.includes(wanted),
			);
			const list = document.querySelector('#sockets');
			// Only rows in sight, and some around them, are there; one may pass while others are drawn.
			if (row) row.scrollIntoView({ block: 'center' });
			else if (list && list.scrollTop + list.clientHeight >= list.scrollHeight - 2) list.scrollTo(0, 0);
			else document.querySelector('#sockets [role=row][aria-selected]:last-child')?.scrollIntoView();
			return row?.getAttribute('aria-rowindex') ?? undefined;
		}, path),
	).then((at) => panel.click({ selector: `#sockets [aria-rowindex="${at}"]` }));
	return readGridUntil(panel, 'Frames', (rows) => {
		const said = typesOf(rows);
		return types.every((type) => said.includes(type));
	});
}

describeBrowsers('protocols', (stage) => {
	test('are read as their client libraries speak them', async () => {
		const tab = await stage.openTab();
		await tab.goto(servers.origin);
		const panel = await tab.openPanel();
		await panel.waitFor(() => document.documentElement.getAttribute('data-ready') === 'true', []);
		await talkAll(tab);
		await readUntil(panel, 'Sockets', (rows) => rows.length === EXPECTED.length);

		for (const [path, protocol, types] of EXPECTED) {
			await readSocket(panel, path, types);
			await panel.waitFor(
				(name) => document.querySelector('.spoken')?.textContent?.includes(name),
				[protocol],
			);
		}

		// With a person's .proto file the fields have names, also of the same socket after a reload.
		await readSocket(panel, '/echo?protobuf', ['2 fields']);
		await panel.click({ role: 'button', includes: '.proto' });
		await fill(panel, 'textarea[aria-label=".proto file"]', 'message Paint { strin colour = 1; }');
		await panel.click({ role: 'button', name: 'Use' });
		expect(await panel.text({ role: 'alert' })).toContain('Line 1');
		await fill(
			panel,
			'textarea[aria-label=".proto file"]',
			'message Paint { string colour = 1; int32 coats = 2; }',
		);
		await panel.click({ role: 'button', name: 'Use' });
		const isNamed = (rows: Row[]): boolean =>
			rows.length > 0 && rows.every((row) => /colour.*Green.*coats.*3/.test(cell(row, 'data')));
		await readGridUntil(panel, 'Frames', isNamed);
		await tab.goto(servers.origin);
		await talkAll(tab);
		await readUntil(panel, 'Sockets', (rows) => rows.length === EXPECTED.length);
		await readSocket(panel, '/echo?protobuf', []);
		await readGridUntil(panel, 'Frames', isNamed);
		await panel.click({ role: 'button', includes: '.proto' });
		await panel.click({ role: 'button', name: 'Remove' });
		await readSocket(panel, '/echo?protobuf', ['2 fields']);
	});
});
