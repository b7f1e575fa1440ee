import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import { poll } from '../../src/cli/browsers/poll.ts';
import { describeBrowsers } from '../helpers/describe-browsers.ts';
import { cell, filterBy, type Row, readGridUntil, readUntil, showTab } from '../helpers/panel-reader.ts';

const PAGE = `<!doctype html><title>Chat</title><script src="/socket.io/socket.io.js"></script><script>
	window.talk = () => new Promise((done) => {
		const socket = io({ transports: ['websocket'] });
		socket.on('connect', () => {
			socket.emit('chat:message', { text: 'hello Ω' });
			socket.emit('add', 2, 3, (sum) => {
				socket.emit('long', { text: 'x'.repeat(300000), end: 'the end' });
				socket.emit('file', new Uint8Array([1, 2, 255]));
				window.sum = sum;
			});
		});
		socket.on('file:back', () => done(window.sum));
	});
</script>`;

const http = createServer((_, response) => {
	response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
	response.end(PAGE);
});
const server = new Server(http, { maxHttpBufferSize: 1e7 });
server.on('connection', (socket) => {
	socket.on('add', (a: number, b: number, answer: (sum: number) => void) => answer(a + b));
	socket.on('file', (bytes: Uint8Array) => socket.emit('file:back', bytes));
});

beforeAll(() => new Promise<void>((done) => http.listen(0, '127.0.0.1', done)));
afterAll(() => {
	// Not waited for: the browser lives on, with connections that it opened in advance.
	void server.close();
	http.closeAllConnections();
});

const typeOf = (row: Row): string => cell(row, 'type');

/** Waits until the open details say all of `parts`. */
async function detailsSay(panel: PanelHandle, ...parts: string[]): Promise<string> {
	let last = '';
	const read = async (): Promise<boolean> => {
		last = await panel.text({ role: 'region', name: 'Frame details' });
		return parts.every((part) => last.includes(part));
	};
	await poll('the details', read).catch((error: unknown) => {
		throw new Error(`${String(error)}\n${last.slice(0, 2_000)}`);
	});
	return last;
}

async function choose(panel: PanelHandle, protocol: string): Promise<void> {
	await panel.find({ selector: 'select[aria-label="Protocol"]' });
	await panel.evaluate((name) => {
		const select = document.querySelector('select[aria-label="Protocol"]') as HTMLSelectElement;
		select.selectedIndex = [...select.options].findIndex(({ text }) => text === name);
		select.dispatchEvent(new Event('change', { bubbles: true }));
	}, protocol);
}

describeBrowsers('decoders', (stage) => {
	test('show what a Socket.IO page and its server say to each other', async () => {
		const tab = await stage.openTab();
		await tab.goto(`http://127.0.0.1:${(http.address() as AddressInfo).port}/`);
		const panel = await tab.openPanel();
		expect(await tab.evaluate(() => (window as unknown as { talk(): Promise<number> }).talk())).toBe(5);

		await readUntil(panel, 'Sockets', (rows) => rows.length === 1);
		await panel.click({ selector: '#sockets [role=row][aria-selected]' });
		const frames = await readGridUntil(panel, 'Frames', (rows) =>
			rows.some((row) => /file:back/.test(typeOf(row))),
		);
		const said = frames.map((row) => `${cell(row, 'dir')} ${typeOf(row)}`);
		expect(said).toEqual(
			expect.arrayContaining([
				'Sent event chat:message',
				'Sent event add',
				'Received ack',
				'Sent event file',
				'Received event file:back',
			]),
		);
		const chat = frames.find((row) => typeOf(row) === 'event chat:message');
		expect(cell(chat, 'data')).toContain('hello Ω');
		const answer = frames.find((row) => typeOf(row) === 'ack');
		expect(cell(answer, 'after')).toMatch(/\d ?(ms|s)$/);
		expect(await panel.text({ selector: '.spoken' })).toBe('Socket.IO');

		// The binary attachment is where it belongs.
		const row = (type: string): number => frames.findIndex((each) => typeOf(each).startsWith(type)) + 2;
		const open = async (index: number): Promise<void> => {
			await panel.click({ selector: `#frames [aria-rowindex="${index}"]` });
			await panel.click({ role: 'tab', name: 'Decoded' });
		};
		await open(row('attachment'));
		await detailsSay(panel, 'Socket.IO', 'Confidence', '01 02 ff');

		// A long frame is recorded in part, and fetched as a whole when it is opened.
		await open(row('event add'));
		await detailsSay(panel, 'Answered by', 'after');
		const long = frames.findIndex((each) => cell(each, 'data').startsWith('in part')) + 2;
		expect(long).toBeGreaterThan(1);
		await open(long);
		await detailsSay(panel, 'event long', 'the end');

		await panel.click({ role: 'tab', name: 'Statistics' });
		const types = await panel.text({ selector: 'table.types' });
		expect(types).toContain('event chat:message');
		await panel.find({ role: 'img', includes: 'frames in' });

		await showTab(panel, 'Timeline');
		await filterBy(panel, 'kind:frame');
		await readUntil(panel, 'Timeline', (rows) => rows.some((each) => typeOf(each) === 'event chat:message'));

		await showTab(panel, 'Sockets');
		await panel.click({ role: 'tab', includes: 'Frames' });
		await choose(panel, 'Hex');
		await readGridUntil(
			panel,
			'Frames',
			(rows) => rows.length > 0 && rows.every((each) => /^(in part)?[0-9a-f]{2}\b/.test(cell(each, 'data'))),
		);
		await choose(panel, 'Automatic');
		await readGridUntil(panel, 'Frames', (rows) =>
			rows.some((each) => typeOf(each) === 'event chat:message'),
		);

		// By what the decoded tree shows, though no JSON went over the line; Ctrl+F among the frames leads to their filter.
		await panel.click({ selector: '#frames [role=row][aria-selected]' });
		await panel.press('f', ['Control']);
		await panel.type('path:$.data[1].text="hello Ω"');
		await readGridUntil(
			panel,
			'Frames',
			(rows) => rows.length === 1 && typeOf(rows[0] ?? {}) === 'event chat:message',
		);
		await panel.press('Escape');
		await panel.press('/');
		await panel.type('dir:in -event');
		await readGridUntil(
			panel,
			'Frames',
			(rows) =>
				rows.length > 1 &&
				rows.every((each) => cell(each, 'dir') === 'Received' && !/event/.test(typeOf(each))),
		);
		await panel.press('Escape');
		await readGridUntil(panel, 'Frames', (rows) => rows.length === frames.length);
	});
});
