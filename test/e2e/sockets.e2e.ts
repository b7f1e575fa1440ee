import { expect, test } from 'vitest';
import type { Tab } from '../../src/cli/browsers/browser.ts';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import { poll } from '../../src/cli/browsers/poll.ts';
import { PAGE as LOAD, type Page as Loaded, takeGaps, watchGaps } from '../bench/sockets/in-browser.ts';
import { describeBrowsers, type Stage } from '../helpers/describe-browsers.ts';
import { cell, filterBy, type Row, readRows, readUntil } from '../helpers/panel-reader.ts';

const LIFE = `<title>Socket</title><script>
	window.log = [];
	window.talk = async (url) => {
		const socket = new WebSocket(url, 'first');
		socket.binaryType = 'arraybuffer';
		const next = (type) => new Promise((done) => socket.addEventListener(type, done, { once: true }));
		await next('open');
		for (const data of ['text Ω', new Uint8Array([0, 1, 255]), JSON.stringify({ a: 1 }), new Blob(['blob'])]) {
			const answer = next('message');
			socket.send(data);
			const { data: got } = await answer;
			log.push(typeof got === 'string' ? got : got.byteLength + ' bytes');
		}
		const closed = next('close');
		socket.close(4321, 'enough');
		const { code, reason, wasClean } = await closed;
		window.ended = [code, reason, wasClean];
	};
	window.connect = (url) => { new WebSocket(url).onclose = (event) => { window.ended = [event.code, event.reason, event.wasClean]; }; };
</script>`;

type Page = { talk(url: string): Promise<void>; connect(url: string): void; ended?: unknown[] };

const putLife = (stage: Stage): string => stage.sites.put('shop', '/socket.html', LIFE);

async function open(stage: Stage): Promise<Tab> {
	const tab = await stage.openTab();
	await tab.goto(putLife(stage));
	return tab;
}

const textOf = (row: Row): string => Object.values(row).join(' ');

/** A frame that came in says which listener ran for it, and so does its socket, which listeners it has. */
async function whoHeard(panel: PanelHandle): Promise<void> {
	await panel.click({ selector: '#sockets [role=row][aria-selected]' });
	await panel.click({ selector: '#frames [aria-rowindex="3"]' });
	const says = async (tab: string, text: RegExp): Promise<void> => {
		await panel.click({ selector: tab });
		await poll(`${tab} to say ${text}`, async () =>
			text.test(await panel.text({ selector: '#detail-panel' })),
		);
	};
	await says('#inner-detail-runs', /socket\.html:\d+.*read nothing of the event/s);
	await says('#detail-about', /socket\.html:\d+.* removed/s);
}

describeBrowsers('sockets', (stage) => {
	test.each(['before', 'while'])('tell their life %s the panel is open', async (when) => {
		const tab = await open(stage);
		const early = when === 'while' ? await tab.openPanel() : undefined;
		await tab.evaluate((url) => (window as unknown as Page).talk(url), stage.sites.socket('/echo'));
		expect(await tab.evaluate(() => (window as unknown as Page).ended)).toEqual([4321, 'enough', true]);

		const panel = early ?? (await tab.openPanel());
		await filterBy(panel, 'kind:frame');
		// Decoders come after the frames do.
		const decoded = (rows: Row[]): boolean =>
			['00 01 ff', '{a: 1}'].every((data) => rows.some((row) => cell(row, 'data') === data));
		const frames = await readUntil(panel, 'Timeline', (rows) => rows.length === 8 && decoded(rows));
		const expected = [
			['out', /text Ω/, '7 B'],
			['in', /text Ω/, '7 B'],
			['out', /^00 01 ff$/, '3 B'],
			['in', /^00 01 ff$/, '3 B'],
			['out', /^\{a: 1\}$/, '7 B'],
			['in', /^\{a: 1\}$/, '7 B'],
			['out', /Blob/, '4 B'],
			['in', /^(blob|62 6c 6f 62)$/, '4 B'],
		] as const;
		for (const [at, [direction, content, size]] of expected.entries()) {
			expect(cell(frames[at], 'dir')).toBe(direction === 'in' ? 'Received' : 'Sent');
			expect(cell(frames[at], 'data')).toMatch(content);
			expect(cell(frames[at], 'size').replace(/\s/g, ' ')).toBe(size);
		}

		await filterBy(panel, '');
		const [socket] = await readUntil(
			panel,
			'Sockets',
			([row]) => row !== undefined && /4321/.test(textOf(row)),
		);
		expect(textOf(socket ?? {})).toMatch(/closed/i);
		expect(textOf(socket ?? {})).toContain('/echo');
		if (when === 'while') await whoHeard(panel);
	});

	test('say which end closed them, with code and reason; refused or cut off, with 1006', async () => {
		const { tab, panel } = await stage.inspect(putLife(stage));
		const ended = async (): Promise<unknown> => {
			const how = await tab.waitFor(() => (window as unknown as Page).ended, []);
			await tab.evaluate(() => {
				delete (window as unknown as Page).ended;
			});
			return how;
		};
		for (const [at, path] of ['/refuse', '/drop'].entries()) {
			await tab.evaluate((url) => (window as unknown as Page).connect(url), stage.sites.socket(path));
			expect(await ended()).toEqual([1006, '', false]);
			await readUntil(panel, 'Sockets', (rows) => /1006/.test(textOf(rows[at] ?? {})));
		}
		const url = `${stage.sites.socket('/close')}?code=4002&reason=server+says+no`;
		await tab.evaluate((at) => (window as unknown as Page).connect(at), url);
		expect(await ended()).toEqual([4002, 'server says no', true]);
		await readUntil(panel, 'Sockets', (rows) => /4002/.test(textOf(rows[2] ?? {})));
		await filterBy(panel, 'kind:socket');
		const life = await readUntil(panel, 'Timeline', (rows) => /4002/.test(textOf(rows.at(-1) ?? {})));
		expect(cell(life.at(-1), 'data')).toMatch(/4002.*server says no.*server/);

		// The same of a stream, where the browser has it; its frames are the devtools' to tell.
		const streamed = await tab.evaluate(async (at) => {
			type Streamed = {
				opened: Promise<unknown>;
				close(how: object): void;
				closed: Promise<{ closeCode: number }>;
			};
			const { WebSocketStream } = window as unknown as { WebSocketStream?: new (url: string) => Streamed };
			if (!WebSocketStream) return undefined;
			const stream = new WebSocketStream(at);
			await stream.opened;
			stream.close({ closeCode: 4003, reason: 'streamed' });
			return (await stream.closed).closeCode;
		}, stage.sites.socket('/echo'));
		if (streamed === undefined) return;
		const ends = await readUntil(panel, 'Timeline', (rows) => /4003/.test(textOf(rows.at(-1) ?? {})));
		expect(cell(ends.at(-1), 'data')).toMatch(/4003.*streamed/);
	});

	test('stay whole in a flood and with a frame of 4 MB, and so does the panel', async () => {
		const { tab, panel } = await stage.inspect(stage.sites.put('shop', '/load.html', LOAD));
		await readRows(panel, 'Sockets', 0);
		await panel.evaluate(watchGaps);
		const until = async (code: number): Promise<number | undefined> => {
			await tab.waitFor((wanted) => (window as unknown as Loaded).ended?.[0] === wanted, [code], 50_000);
			return (await tab.evaluate(() => (window as unknown as Loaded).ended))?.[1];
		};
		const url = `${stage.sites.socket('/burst')}?n=5000`;
		await tab.evaluate((at) => (window as unknown as Loaded).flood(at), url);
		expect(await until(1000)).toBe(5_000);
		await readUntil(panel, 'Sockets', ([row]) => cell(row, 'in') === '5,000' && cell(row, 'code') === '1000');
		await tab.evaluate(
			(at) => (window as unknown as Loaded).large(at, 4_000_000, false, 4001),
			stage.sites.socket('/echo'),
		);
		expect(await until(4001)).toBe(4_000_000);
		const [, large] = await readUntil(panel, 'Sockets', (rows) => /4001/.test(textOf(rows[1] ?? {})));
		expect(cell(large, 'bytes')).toMatch(/^8.0.MB$/);
		// What counts is that it is not frozen: browsers in tests are starved by each other.
		expect((await panel.evaluate(takeGaps)).longest).toBeLessThan(2_000);
	});

	test('keep every frame of a burst, in order', async () => {
		const { tab, panel } = await stage.inspect(putLife(stage));
		await filterBy(panel, 'kind:frame');
		await tab.evaluate(
			(at) => (window as unknown as Page).connect(at),
			`${stage.sites.socket('/burst')}?n=200`,
		);
		const rows = await readRows(panel, 'Timeline', 200);
		expect(rows.map((row) => cell(row, 'data').replace(/"/g, ''))).toEqual(
			Array.from({ length: 200 }, (_, i) => `burst ${i}`),
		);
	});
});
