import { expect, test } from 'vitest';
import type { Tab } from '../../src/cli/browsers/browser.ts';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import type { Command, CommandResult } from '../../src/protocol/command.ts';
import type { PanelMessage, PanelOrder } from '../../src/protocol/envelope.ts';
import type { ProbePlan, ProbeTranscript } from '../../src/protocol/probe.ts';
import type { Value } from '../../src/protocol/value.ts';
import { describeBrowsers, type Stage } from '../helpers/describe-browsers.ts';

const PAGE = `<title>Acts</title><div id="out"></div><script>
	window.log = [];
	addEventListener('message', (event) => { log.push('other'); });
	addEventListener('message', function victim(event) {
		log.push([event.origin, event.isTrusted, event.data.when instanceof Date, event.source === window].join());
		if (event.origin !== 'https://evil.example') return;
		document.getElementById('out').innerHTML = event.data.html;
		document.title = event.data.html;
		localStorage.setItem('acts', event.data.html);
		event.source.postMessage('hi', '*');
		parent.postMessage('up', '*');
		setTimeout(() => eval(event.data.html));
	});
	window.talk = (url) => new Promise((done) => {
		window.socket = new WebSocket(url);
		socket.binaryType = 'arraybuffer';
		socket.addEventListener('message', ({ data }) => log.push(typeof data === 'string' ? data : data.byteLength));
		socket.onclose = ({ code, reason, wasClean }) => log.push([code, reason, wasClean].join());
		socket.onopen = () => done();
	});
</script>`;

type Page = { log: unknown[]; talk(url: string): Promise<void> };
/** What the inspected page's hook told, and a way to order acts: as the panel itself does, from the panel's page. */
type Line = {
	ask(command: Command): Promise<CommandResult>;
	told(): { kind: string; [member: string]: unknown }[];
};

/** What of the extension's interfaces the panel's page is asked for here. */
interface Api {
	runtime: { connect(info: { name: string }): ApiPort };
	devtools: { inspectedWindow: { tabId: number } };
}
interface ApiPort {
	postMessage(order: PanelOrder): void;
	onMessage: { addListener(receive: (message: PanelMessage) => void): void };
}

const MARKUP = '<img src=x onerror=alert(1)>';
const PAYLOAD: Value = {
	t: 'object',
	id: 1,
	e: [
		['html', { t: 'string', v: MARKUP }],
		['when', { t: 'date', id: 2, v: 5 }],
	],
};

/** Opens a port of the panel's own kind in the panel's page, and waits until the page's document has told of itself. */
async function openLine(panel: PanelHandle): Promise<void> {
	await panel.evaluate(async () => {
		const { browser, chrome } = window as unknown as { browser?: Api; chrome: Api };
		const { runtime, devtools } = browser ?? chrome;
		const port = runtime.connect({ name: 'earshot-panel' });
		const events: ReturnType<Line['told']> = [];
		// The hook's rows, in the order of guard.ts.
		const named = (row: unknown[]): ReturnType<Line['told']>[number] => ({
			kind: row[2] as string,
			...(row[2] === 'listener-added' ? { listener: row[3], name: row[11] } : {}),
			...(row[2] === 'socket-frame' ? { frame: row[4], rule: row[12] } : {}),
		});
		const waiting = new Map<number, (result: CommandResult) => void>();
		let last = 0;
		const token = await new Promise<string>((known) => {
			port.onMessage.addListener((message) => {
				if (message.kind === 'document') known(message.document.token);
				if (message.kind === 'result') waiting.get(message.id)?.(message.result);
				if (message.kind !== 'batch') return;
				events.push(...(JSON.parse(message.events) as unknown[][]).map(named));
				port.postMessage({ kind: 'ack', token: message.token, batch: message.batch });
			});
			const tabId = devtools.inspectedWindow.tabId;
			port.postMessage({ kind: 'open', version: 1, panel: crypto.randomUUID(), tabId, seen: [] });
		});
		(window as unknown as { line: Line }).line = {
			told: () => events,
			ask: (command) =>
				new Promise((done) => {
					waiting.set(++last, done);
					port.postMessage({ kind: 'command', token, id: last, command });
				}),
		};
	});
}

const ask = (panel: PanelHandle, command: Command): Promise<CommandResult> =>
	panel.evaluate((what) => (window as unknown as { line: Line }).line.ask(what), command);

async function open(stage: Stage): Promise<{ tab: Tab; panel: PanelHandle }> {
	const tab = await stage.openTab();
	await tab.goto(stage.sites.put('shop', '/acts.html', PAGE));
	await tab.evaluate((url) => (window as unknown as Page).talk(url), stage.sites.socket('/echo'));
	const panel = await tab.openPanel();
	await openLine(panel);
	return { tab, panel };
}

const logOf = (tab: Tab): Promise<unknown[]> => tab.evaluate(() => (window as unknown as Page).log);

async function probe(panel: PanelHandle, origin: string, safe = true): Promise<ProbeTranscript> {
	await panel.waitFor(
		() => (window as unknown as { line: Line }).line.told().some(({ name }) => name === 'victim'),
		[],
	);
	const listener = await panel.evaluate(
		() =>
			(window as unknown as { line: Line }).line.told().find(({ name }) => name === 'victim')?.['listener'],
	);
	const plan: ProbePlan = {
		listener: listener as number,
		payload: PAYLOAD,
		origin,
		source: { relation: 'stranger' },
		safe,
		timeLimit: 200,
	};
	const result = await ask(panel, { kind: 'probe', plan });
	if (result.kind !== 'transcript') throw new Error(JSON.stringify(result));
	return result.transcript;
}

describeBrowsers('acts', (stage) => {
	test('probe one listener with an origin of choice, holding back what it does', async () => {
		const { tab, panel } = await open(stage);
		const attack = await probe(panel, 'https://evil.example');
		expect(attack).toMatchObject({ outcome: 'returned', leftOut: 0, mutations: { count: 1 } });
		expect(attack.reads.map(({ name }) => name)).toEqual(['origin', 'data', 'source']);
		expect(attack.sinks.map(({ sink, held, fromPayload }) => [sink, held, fromPayload])).toEqual([
			['innerHTML', true, true],
			['localStorage', true, true],
			['eval', true, true],
		]);
		expect(attack.sends.map(({ value, held }) => [value, held])).toEqual([
			['hi', true],
			['up', true],
		]);
		const trusted = await probe(panel, 'https://shop.example');
		expect(trusted).toMatchObject({ outcome: 'returned', sinks: [], sends: [], mutations: { count: 0 } });

		expect(await logOf(tab)).toEqual([
			'https://evil.example,true,true,false',
			'https://shop.example,true,true,false',
		]);
		const left = await tab.evaluate(() => [
			document.title,
			document.getElementById('out')?.innerHTML,
			localStorage.getItem('acts'),
			document.documentElement.children.length,
			Object.getOwnPropertyNames(window).filter((name) => /earshot/i.test(name)).length,
			String(Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML')?.set?.name),
		]);
		expect(left).toEqual(['Acts', '', null, 2, 0, 'set innerHTML']);
	});

	test('send, deliver, hold, edit and end frames of the page’s own socket', async () => {
		const { tab, panel } = await open(stage);
		const socket = 1;
		const act = async (command: Command): Promise<void> => {
			expect(await ask(panel, command)).toEqual({ kind: 'done' });
		};
		const untilLog = async (length: number): Promise<unknown[]> => {
			await tab.waitFor((wanted) => (window as unknown as Page).log.length >= wanted, [length]);
			return logOf(tab);
		};
		await act({ kind: 'socket-send', socket, data: { t: 'string', v: 'from a person' } });
		expect(await untilLog(1)).toEqual(['from a person']);
		await act({
			kind: 'socket-receive',
			socket,
			data: { t: 'buffer', id: 1, c: 'ArrayBuffer', b: 'YWJj', n: 3 },
		});
		expect(await untilLog(2)).toEqual(['from a person', 3]);

		await act({
			kind: 'socket-rules',
			rules: [
				{ direction: 'in', pattern: '^hold', flags: '', action: { kind: 'hold' } },
				{ direction: 'in', pattern: 'world', flags: 'i', action: { kind: 'replace', by: 'moon' } },
				{ direction: 'out', pattern: 'secret', flags: '', action: { kind: 'block' } },
			],
		});
		await tab.evaluate(() => {
			const { socket } = window as unknown as { socket: WebSocket };
			for (const text of ['hold me', 'a secret', 'Hello World']) socket.send(text);
		});
		expect((await untilLog(3)).slice(2)).toEqual(['Hello moon']);
		await panel.waitFor(
			() => (window as unknown as { line: Line }).line.told().some(({ rule }) => rule === 'held'),
			[],
		);
		const frame = (await panel.evaluate(
			() => (window as unknown as { line: Line }).line.told().find(({ rule }) => rule === 'held')?.['frame'],
		)) as number;
		await act({ kind: 'socket-release', frame, drop: false, data: { t: 'string', v: 'edited' } });
		expect((await untilLog(4)).slice(3)).toEqual(['edited']);
		await act({ kind: 'socket-end', socket, error: false, code: 1011, reason: 'boom', wasClean: false });
		expect((await untilLog(5)).slice(4)).toEqual(['1011,boom,false']);
		const late = await ask(panel, { kind: 'socket-send', socket, data: { t: 'string', v: 'late' } });
		expect(late).toEqual({ kind: 'failed', reason: 'This socket is closed.' });
	});
});
