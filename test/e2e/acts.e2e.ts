import { expect, test } from 'vitest';
import type { Tab } from '../../src/cli/browsers/browser.ts';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import { interpret } from '../../src/probe/interpret.ts';
import { ownActs } from '../../src/probe/own-acts.ts';
import type { Command } from '../../src/protocol/command.ts';
import { guardResult } from '../../src/protocol/guard-result.ts';
import type { ProbePlan, ProbeTranscript } from '../../src/protocol/probe.ts';
import type { Value } from '../../src/protocol/value.ts';
import { describeBrowsers, type Stage } from '../helpers/describe-browsers.ts';
import { ask, openLine, type PanelLine } from '../helpers/panel-line.ts';

const PAGE = `<title>Acts</title><div id="out"></div><div id="clock"></div><iframe></iframe><script>
	window.log = [];
	frames[0].onmessage = () => log.push('forwarded');
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
	addEventListener('message', function evader(event) {
		const { html, to } = event.data;
		removeEventListener('message', evader);
		window.kept = html;
		document.getElementById('out').style.height = '9px';
		localStorage.evaded = html;
		frames[0].postMessage(html, '*');
		const script = document.createElement('script');
		script.textContent = 'log.push(' + JSON.stringify(html) + ')';
		document.head.append(script);
		new Function('log.push(1)', html);
		new WebSocket('ws://' + location.host + '/?' + html).onopen = () => log.push('connected');
		location.href = '/away?' + html;
		setTimeout(() => { document.getElementById('out').textContent = html; });
	});
	const merge = (to, from) => {
		for (const key of Object.keys(from)) {
			if (from[key] && typeof from[key] === 'object' && to[key]) merge(to[key], from[key]);
			else to[key] = from[key];
		}
	};
	addEventListener('message', function merger({ data }) { merge({}, data); });
	addEventListener('message', async function mergesLater({ data }) {
		await new Promise((done) => setTimeout(done, 5));
		merge({}, data);
	});
	addEventListener('message', function shy() {});
	addEventListener('message', async function patient(event) {
		await new Promise((done) => setTimeout(done, 5));
		if (event.origin === 'https://evil.example') document.title = event.data.html;
	});
	addEventListener('message', async function later(event) {
		Promise.resolve().then(() => { document.getElementById('out').textContent = 'none of the message'; });
		await new Promise((done) => setTimeout(done, 5));
		document.getElementById('out').innerHTML = event.data.html;
	});
	setInterval(() => { document.getElementById('clock').textContent = 'tick ' + performance.now(); }, 20);
	window.talk = (url) => new Promise((done) => {
		window.socket = new WebSocket(url);
		socket.binaryType = 'arraybuffer';
		socket.addEventListener('message', ({ data }) => log.push(typeof data === 'string' ? data : data.byteLength));
		socket.onclose = ({ code, reason, wasClean }) => log.push([code, reason, wasClean].join());
		socket.onopen = () => done();
	});
</script>`;

/** Nothing may be framed or loaded here; one listener ends deliveries, one lets all in, one is right. */
const FOREIGN = `<meta http-equiv="content-security-policy" content="default-src 'none'; script-src 'unsafe-inline'">
<title>Foreign</title><div id="out"></div><script>
	window.log = [];
	addEventListener('message', (event) => { if (event.data.stop) event.stopImmediatePropagation(); });
	addEventListener('message', (event) => {
		log.push(['other', event.origin].join());
		document.body.dataset.other = 'changed';
		localStorage.setItem('foreign', 'other');
		alert('other');
	});
	addEventListener('message', function victim(event) {
		const { data, source } = event;
		log.push([event.origin, event.isTrusted, data.when instanceof Date, source !== window && source !== null].join());
		document.getElementById('out').innerHTML = data.html;
		document.getElementById('out').dataset.victim = 'changed';
		source.postMessage({ answer: data.html }, '*');
	});
	addEventListener('message', function right(event) {
		if (event.origin === location.origin) document.title = event.data.html;
	});
	addEventListener('message', async function patient(event) {
		await new Promise((done) => setTimeout(done, 5));
		const [port] = event.ports;
		if (event.origin === location.origin) port?.postMessage('done');
	});
	addEventListener('message', async function careless(event) {
		await new Promise((done) => setTimeout(done, 5));
		const [port] = event.ports;
		port?.postMessage(port instanceof MessagePort ? 'done' : 'no port');
	});
</script>`;

type Page = { log: unknown[]; talk(url: string): Promise<void> };
type Line = PanelLine;

const MARKUP = '<img src=x onerror=alert(1)>';
const PAYLOAD: Value = {
	t: 'object',
	id: 1,
	e: [
		['html', { t: 'string', v: MARKUP }],
		['type', { t: 'string', v: 'tick' }],
		['when', { t: 'date', id: 2, v: 5 }],
	],
};

async function open(stage: Stage, page = PAGE): Promise<{ tab: Tab; panel: PanelHandle }> {
	const tab = await stage.openTab();
	await tab.goto(stage.sites.put('shop', '/acts.html', page));
	if (page === PAGE)
		await tab.evaluate((url) => (window as unknown as Page).talk(url), stage.sites.socket('/echo'));
	const panel = await tab.openPanel();
	await openLine(panel);
	return { tab, panel };
}

const logOf = (tab: Tab): Promise<unknown[]> => tab.evaluate(() => (window as unknown as Page).log);

async function probe(
	panel: PanelHandle,
	changes: Partial<ProbePlan>,
	name = 'victim',
): Promise<ProbeTranscript> {
	await panel.waitFor(
		(wanted) => (window as unknown as { line: Line }).line.told().some((event) => event['name'] === wanted),
		[name],
	);
	const listener = await panel.evaluate(
		(wanted) =>
			(window as unknown as { line: Line }).line.told().find((event) => event['name'] === wanted)?.[
				'listener'
			],
		name,
	);
	const plan: ProbePlan = {
		listener: listener as number,
		payload: PAYLOAD,
		delivery: 'posed',
		origin: 'null',
		source: { relation: 'stranger' },
		ports: 0,
		safe: true,
		timeLimit: 200,
		...changes,
	};
	const result = guardResult(await ask(panel, { kind: 'probe', plan }));
	if (result.kind !== 'transcript') throw new Error(JSON.stringify(result));
	return result.transcript;
}

describeBrowsers('acts', (stage) => {
	test('probe one listener with an origin of choice, holding back what it does', async () => {
		const { tab, panel } = await open(stage);
		const attack = await probe(panel, { origin: 'https://evil.example' });
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
		const trusted = await probe(panel, { origin: 'https://shop.example' });
		expect(trusted).toMatchObject({ outcome: 'returned', sinks: [], sends: [], mutations: { count: 0 } });

		expect(await logOf(tab)).toEqual([
			'https://evil.example,true,true,false',
			'https://shop.example,true,true,false',
		]);
		const shy = await probe(panel, {}, 'shy');
		// The page's clock is none of the listener's acts, though a word of the message is in it.
		expect(shy).toMatchObject({ sinks: [], sends: [], mutations: { count: 0 } });
		const patient = await probe(panel, { origin: 'https://evil.example' }, 'patient');
		expect(patient.reads.map(({ name }) => name)).toEqual(['origin', 'data']);
		expect(patient).toMatchObject({ sinks: [], mutations: { summary: ['childList of title'] } });
		// Where it was seen to act later, it is held back also when nothing of the message can be known again.
		const plain: Value = { t: 'object', id: 1, e: [['html', { t: 'number', v: 7 }]] };
		for (const payload of [PAYLOAD, plain])
			expect(await probe(panel, { payload }, 'later')).toMatchObject({
				sinks: [{ sink: 'innerHTML', held: true, fromPayload: payload === PAYLOAD }],
				mutations: { summary: ['childList of div#out'] },
			});
		for (const _ of ['once', 'again']) {
			const evader = await probe(panel, {}, 'evader');
			expect(evader.sinks.map(({ sink, held, fromPayload }) => [sink, held, fromPayload])).toEqual([
				['eval', true, true],
				['Function', true, true],
				['location', true, true],
				['localStorage', true, true],
			]);
			expect(evader.sends.map(({ via, held }) => [via, held])).toEqual([
				['postMessage', true],
				['WebSocket', true],
			]);
			expect(evader).toMatchObject({
				outcome: 'returned',
				// The script was put in without its text.
				mutations: {
					summary: ['attributes style of div#out', 'childList of head', 'childList of div#out'],
				},
			});
		}
		// What it has kept comes too late for the transcript, and is held back; the page's own work goes on.
		const later = await tab.evaluate(() => {
			const out = document.createElement('p');
			out.innerHTML = (window as unknown as { kept: string }).kept;
			const held = out.innerHTML;
			out.innerHTML = 'its own';
			return [held, out.innerHTML];
		});
		expect(later).toEqual(['', 'its own']);
		const left = await tab.evaluate(() => [
			document.title,
			document.getElementById('out')?.outerHTML,
			localStorage.getItem('acts') ?? localStorage.getItem('evaded'),
			document.documentElement.children.length,
			Object.getOwnPropertyNames(window).filter((name) => /earshot/i.test(name)).length,
			String(Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML')?.set?.name),
		]);
		expect(left).toEqual(['Acts', '<div id="out"></div>', null, 2, 0, 'set innerHTML']);
	});

	test('tell what came to the prototype of all objects, and take it away again', async () => {
		const { tab, panel } = await open(stage);
		const keys: Value = { t: 'object', id: 2, e: [['polluted', { t: 'string', v: MARKUP }]] };
		const payload: Value = { t: 'object', id: 1, e: [['__proto__', keys]] };
		for (const name of ['merger', 'mergesLater']) {
			const { sinks } = await probe(panel, { payload }, name);
			expect(sinks).toMatchObject([
				{ sink: 'prototype', value: `polluted=${MARKUP}`, held: true, fromPayload: true },
			]);
			expect(await tab.evaluate(() => 'polluted' in {})).toBe(false);
		}
		const { sinks } = await probe(panel, { payload, safe: false }, 'merger');
		expect(sinks).toMatchObject([{ sink: 'prototype', held: false }]);
		expect(await tab.evaluate(() => 'polluted' in {})).toBe(true);
	});

	test('really deliver a message of a foreign frame, and leave the page as it was', async () => {
		const { tab, panel } = await open(stage, FOREIGN);
		const attack = await probe(panel, { delivery: 'foreign' });
		expect(attack).toMatchObject({
			outcome: 'returned',
			stamped: 'null',
			leftOut: 0,
			mutations: { count: 1 },
		});
		// What comes later may be any of them.
		expect(attack.reads.filter(({ shared }) => !shared).map(({ name }) => name)).toEqual([
			'data',
			'source',
			'origin',
		]);
		expect(attack.sinks.map(({ sink, held, fromPayload }) => [sink, held, fromPayload])).toEqual([
			['innerHTML', true, true],
		]);
		expect(attack.sends).toMatchObject([{ via: 'postMessage', held: true }]);
		const refused = await probe(panel, { delivery: 'foreign' }, 'right');
		expect(refused).toMatchObject({ stamped: 'null', sinks: [], sends: [], mutations: { count: 0 } });
		expect(refused.reads.filter(({ shared }) => !shared).map(({ name }) => name)).toEqual(['origin']);
		const stop: Value = { t: 'object', id: 1, e: [['stop', { t: 'boolean', v: true }]] };
		const stopped = await probe(panel, { delivery: 'foreign', payload: stop });
		expect(stopped).toMatchObject({ outcome: 'stopped', stamped: 'null', reads: [], sinks: [] });

		expect(await logOf(tab)).toEqual([
			'other,null',
			'null,true,true,true',
			'other,null',
			'null,true,true,true',
		]);
		const left = await tab.evaluate(() => [
			document.title,
			document.getElementById('out')?.outerHTML,
			document.body.dataset['other'] ?? 'as it was',
			localStorage.getItem('foreign'),
			document.documentElement.children.length,
		]);
		expect(left).toEqual(['Foreign', '<div id="out"></div>', 'as it was', null, 2]);
		const told = (): Promise<unknown[]> =>
			panel.evaluate(() =>
				(window as unknown as { line: Line }).line
					.told()
					.filter(({ kind }) => kind === 'message')
					.map(({ synthetic, origin, n }) => [synthetic, origin, n]),
			);
		await expect.poll(told).toEqual([1, 2, 3].map((n) => [true, 'null', n]));
		// The frame that it was from is none of the page's.
		const documents = await panel.evaluate(() => (window as unknown as { line: Line }).line.documents());
		expect(documents).toBe(1);

		// Who looks at the message after an await, of several that have it, is told by what each does alone.
		const origin = await tab.evaluate(() => location.origin);
		for (const [name, result] of [
			['patient', 'refuted'],
			['careless', 'confirmed'],
		] as const) {
			const alone = await probe(panel, { origin, ports: 1 }, name);
			expect(alone.sends).toMatchObject([{ to: 'ports[0]', value: 'done', held: true }]);
			const among = await probe(panel, { delivery: 'foreign', ports: 1 }, name);
			expect(interpret(alone, ownActs(among, alone)).result).toBe(result);
		}
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
		expect(late).toEqual({ kind: 'failed', code: 'socket-closed' });
	});
});
