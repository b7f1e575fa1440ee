import { effect } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { type AnalysisReply, createAnalysisStore } from '../../../panel/store/analysis-store.ts';
import { findingsOf } from '../../../panel/store/findings.ts';
import { shownHandler } from '../../../panel/store/shown-handler.ts';
import type { AnalysisRequest } from '../../../panel/worker/analysis.ts';
import { judge } from '../../../panel/worker/judge.ts';
import type { Verdict, VerdictName } from '../../../src/analyser/verdict.ts';
import type { CommandResult, FramingHeaders } from '../../../src/protocol/command.ts';
import type { HookEvent } from '../../../src/protocol/event.ts';
import { failure } from '../../../src/protocol/failure.ts';
import type { Value } from '../../../src/protocol/value.ts';
import { Session } from '../../../src/session/session.ts';
import { added, documentInfo, message } from '../session/events.ts';

const place = { line: 1, column: 0, endLine: 1, endColumn: 1, text: '' };
const verdict = (name: VerdictName, severity: Verdict['severity'] = 'high'): Verdict => ({
	verdict: name,
	confidence: 'high',
	severity,
	reasons: [{ code: 'x', key: 'no-function', values: [], message: `because ${name}` }],
	sinks: [],
	conditions: [],
	wanted: [],
	place,
	registration: 'function',
});

/** Scripts that the browser has. */
const scripts: Record<string, string> = {};

/** Everything that waits for nothing outside has happened. */
const settled = () => new Promise<void>((done) => setImmediate(done));

function setUp(...events: HookEvent[]) {
	const session = new Session();
	session.introduce(documentInfo(), 1_000);
	session.addBatch('top', 1, JSON.stringify(events), 2_000);
	const requests: AnalysisRequest[] = [];
	const fetched: number[] = [];
	/** What is said instead of a source. */
	const lost: CommandResult[] = [];
	/** What the page says of its values. */
	const answers: CommandResult[] = [];
	let reply: (reply: AnalysisReply) => void = () => {};
	let came: (url: string) => void = () => {};
	const store = createAnalysisStore(
		session,
		{
			post: (request) => requests.push(request),
			onReply: (receive) => {
				reply = receive;
			},
		},
		async (_token, order) => {
			if (order.kind === 'get-values') return answers.shift() ?? failure('unheld');
			if (order.kind === 'get-source') fetched.push(order.listener);
			return lost.pop() ?? { kind: 'source', source: 'the whole source' };
		},
		{
			of: async (_token, url) => scripts[url],
			onCame: (receive) => {
				came = receive;
			},
		},
	);
	const listener = (index: number) => {
		const found = session.listeners[index];
		if (!found) throw new Error('no such listener');
		return found;
	};
	return {
		session,
		store,
		requests,
		fetched,
		lost,
		answers,
		reply: (r: AnalysisReply) => reply(r),
		came: (url: string) => came(url),
		listener,
	};
}

describe('verdicts in the panel', () => {
	it('rest on the whole source also where the line broke while it was fetched', async () => {
		const { store, requests, fetched, lost, listener } = setUp(added(1, 1, { source: 'a', sourceLength: 9 }));
		lost.push(failure('lost'));
		store.of(listener(0));
		await settled();
		store.documentCame('other');
		store.of(listener(0));
		await settled();
		expect([fetched, requests.map(({ text }) => text)]).toEqual([[1], ['a']]);
		store.documentCame('top');
		store.of(listener(0));
		await settled();
		expect([fetched, store.sourceOf(listener(0))]).toEqual([[1, 1], 'the whole source']);
	});

	it('are made again with a script that comes later, and stand until then', async () => {
		const url = 'https://cdn.test/late.js';
		const stack = [{ url, line: 1, column: 1 }];
		const { store, requests, reply, came, listener } = setUp(
			added(1, 1, { source: 'late()', sourceLength: 6, stack }),
		);
		const answer = async (at: number, name: VerdictName) => {
			await settled();
			reply({ id: requests[at]?.id ?? 0, verdict: verdict(name) });
		};
		store.of(listener(0));
		await answer(0, 'unknown');
		expect(store.of(listener(0))).toMatchObject({ state: 'done', missing: [url] });
		expect([...store.lacking()]).toEqual([[url, [listener(0)]]]);
		scripts[url] = 'the script';
		came(url);
		expect(store.of(listener(0))).toMatchObject({ state: 'done', verdict: { verdict: 'unknown' } });
		await answer(1, 'weak');
		expect(requests.map(({ scripts }) => scripts?.map(({ text }) => text))).toEqual([[], ['the script']]);
		expect(store.of(listener(0))).toMatchObject({ verdict: { verdict: 'weak' } });
		expect(store.nameOf(0)).toBe('weak');
		expect(store.lacking().size).toBe(0);
		expect(requests).toHaveLength(2);
	});

	it('are made again when more is known of the page, stand until then, and give way to no earlier one', async () => {
		const { session, store, requests, reply, listener } = setUp(
			added(1, 1, { source: 'a', sourceLength: 1 }),
		);
		const name = () => store.settled(listener(0))?.verdict;
		const learn = (framing: FramingHeaders) => {
			session.amend('top', (record) => {
				record.framing = framing;
			});
			store.reconsider(0);
			store.of(listener(0));
			return settled();
		};
		const answer = (at: number, said: VerdictName) =>
			reply({ id: requests[at]?.id ?? 0, verdict: verdict(said) });
		await learn({});
		answer(0, 'none');
		expect(name()).toBe('none');
		await learn({ xFrameOptions: 'DENY' });
		expect(name()).toBe('none');
		// It is as it was: that is known at once, and what is still judged is of what was.
		await learn({});
		answer(1, 'weak');
		await settled();
		expect([requests.length, name()]).toEqual([2, 'none']);
		await learn({ xFrameOptions: 'DENY' });
		expect(name()).toBe('weak');
	});

	it('are told of when all that is known of them is there', async () => {
		const url = 'https://cdn.test/never.js';
		const { store, requests, reply, listener } = setUp(
			added(1, 1, { source: 'never()', sourceLength: 7, stack: [{ url, line: 1, column: 1 }] }),
		);
		const seen: number[] = [];
		const stop = effect(() => {
			store.version.value;
			seen.push(store.lacking().size);
		});
		store.of(listener(0));
		await settled();
		reply({ id: requests[0]?.id ?? 0, verdict: verdict('unknown') });
		stop();
		expect(seen).toEqual([0, 1]);
	});

	it('are made again also where the script comes while they are made', async () => {
		const url = 'https://cdn.test/meanwhile.js';
		const stack = [{ url, line: 1, column: 1 }];
		const { store, requests, reply, came, listener } = setUp(
			added(1, 1, { source: 'meanwhile()', sourceLength: 11, stack }),
		);
		store.of(listener(0));
		await settled();
		scripts[url] = 'the script';
		came(url);
		store.of(listener(0));
		reply({ id: requests[0]?.id ?? 0, verdict: verdict('unknown') });
		store.of(listener(0));
		await settled();
		reply({ id: requests[1]?.id ?? 0, verdict: verdict('strict') });
		expect(store.of(listener(0))).toMatchObject({ verdict: { verdict: 'strict' } });
		expect(requests).toHaveLength(2);
	});

	it('are asked for once for each source text and surroundings', async () => {
		const { store, requests, reply, listener } = setUp(
			added(1, 1, { source: 'a', sourceLength: 1 }),
			added(2, 2, { source: 'a', sourceLength: 1 }),
			added(3, 3, { source: 'b', sourceLength: 1 }),
		);
		for (const index of [0, 1, 2, 0]) expect(store.of(listener(index))).toEqual({ state: 'pending' });
		await settled();
		expect(requests.map(({ text }) => text)).toEqual(['a']);
		expect(store.waiting.value).toBe(2);
		expect(requests[0]?.context).toEqual({ origin: 'https://shop.test', sandboxed: false, scheme: 'https:' });
		reply({ id: requests[0]?.id ?? 0, verdict: verdict('weak') });
		expect(store.nameOf(1)).toBe('weak');
		expect(store.of(listener(1))).toMatchObject({ state: 'done', source: 'a' });
		expect(store.version.value).toBe(1);
		expect(store.waiting.value).toBe(1);
		expect(requests.map(({ text }) => text)).toEqual(['a', 'b']);
		reply({ id: requests[1]?.id ?? 0, failed: 'crashed', detail: '' });
		expect(store.waiting.value).toBe(0);
	});

	it('are not asked for what is gone when its turn comes', async () => {
		const { session, store, requests, reply, listener } = setUp(
			added(1, 1, { source: 'a', sourceLength: 1 }),
			added(2, 2, { source: 'b', sourceLength: 1 }),
			added(3, 3, { source: 'c', sourceLength: 1 }),
		);
		for (const index of [0, 1, 2]) store.of(listener(index));
		await settled();
		session.listeners[1] = undefined;
		reply({ id: requests[0]?.id ?? 0, verdict: verdict('weak') });
		expect(requests.map(({ text }) => text)).toEqual(['a', 'c']);
	});

	it('come first for the listener that a person looks at', async () => {
		scripts['https://shop.test/bundle.js'] = 'bundle';
		const stack = [{ url: 'https://shop.test/bundle.js', line: 1, column: 1 }];
		const { store, requests, reply, listener } = setUp(
			added(1, 1, { source: 'a', sourceLength: 1, stack }),
			added(2, 2, { source: 'b', sourceLength: 1, stack }),
			added(3, 3, { source: 'c', sourceLength: 1 }),
		);
		for (const index of [0, 1, 2]) store.of(listener(index));
		await settled();
		store.lookAt(listener(2));
		for (const at of [0, 1]) reply({ id: requests[at]?.id ?? 0, verdict: verdict('weak') });
		expect(requests.map(({ text }) => text)).toEqual(['a', 'c', 'b']);
	});

	it('are of the handler alone where its script takes too long', async () => {
		scripts['https://shop.test/huge.js'] = 'huge';
		const stack = [{ url: 'https://shop.test/huge.js', line: 1, column: 1 }];
		const { store, requests, reply, listener } = setUp(added(1, 1, { stack }));
		store.of(listener(0));
		await settled();
		reply({ id: requests[0]?.id ?? 0, failed: 'timeout', detail: '' });
		expect(requests[1]).toMatchObject({ text: requests[0]?.text, scripts: [] });
		reply({ id: requests[1]?.id ?? 0, verdict: verdict('weak') });
		expect(store.of(listener(0))).toMatchObject({ state: 'done', gaveUpScript: true });
	});

	it('know the script in which the handler stands, and where that is in what was loaded', async () => {
		const page = '<!doctype html>\n<script>\nfunction on(e) {}</script>';
		scripts['https://shop.test/cart'] = page;
		const stack = [{ url: 'https://shop.test/cart', line: 3, column: 1 }];
		const { store, requests, reply, listener } = setUp(added(1, 1, { stack }));
		store.of(listener(0));
		await settled();
		const from = page.indexOf('>\nfunction') + 1;
		const found = { script: 0, from, to: page.indexOf('</script'), verdict: verdict('none') };
		reply({ id: requests[0]?.id ?? 0, verdict: verdict('none'), found });
		expect(store.of(listener(0))).toMatchObject({
			script: { url: 'https://shop.test/cart', text: '\nfunction on(e) {}', start: { line: 2, column: 8 } },
		});
	});

	it('are of the handler behind a wrapper', async () => {
		const { store, requests, listener } = setUp(
			added(1, 1, { wrapped: [{ by: 'jquery', source: 'real', name: 'r' }] }),
		);
		store.of(listener(0));
		await settled();
		expect(requests[0]?.text).toBe('real');
	});

	it('follow the handler behind a dispatcher when it changes', async () => {
		const wrapped = (source: string) => [{ by: 'jquery', source, name: '' }];
		const { store, requests, reply, listener } = setUp(added(1, 1, { wrapped: wrapped('one') }));
		store.of(listener(0));
		await settled();
		reply({ id: requests[0]?.id ?? 0, verdict: verdict('strict') });
		listener(0).added = { ...listener(0).added, wrapped: wrapped('two') };
		expect(store.of(listener(0))).toEqual({ state: 'pending' });
		await settled();
		expect(requests[1]?.text).toBe('two');
	});

	it('are the worst of all the handlers behind a dispatcher, once all are judged', async () => {
		const wrapped = ['careful', 'careless', 'careful'].map((source) => ({
			by: 'zone',
			source,
			name: source,
		}));
		const { store, requests, reply, listener } = setUp(added(1, 1, { wrapped }));
		store.of(listener(0));
		await settled();
		reply({ id: requests[0]?.id ?? 0, verdict: verdict('none') });
		expect(store.of(listener(0))).toEqual({ state: 'pending' });
		reply({ id: requests[1]?.id ?? 0, verdict: verdict('strict') });
		expect(requests.map(({ text }) => text)).toEqual(['careful', 'careless']);
		expect(store.of(listener(0))).toMatchObject({ verdict: { verdict: 'none' }, source: 'careful' });
	});

	it('are of the handler that a wrapper hides, with the call that registered it', async () => {
		const stack = [
			{ url: 'https://shop.test/monitor.js', line: 1, column: 9 },
			{ url: 'https://shop.test/app.js', line: 3, column: 5 },
		];
		scripts['https://shop.test/monitor.js'] = 'the monitor';
		scripts['https://shop.test/app.js'] = 'the script';
		const { session, store, requests, reply, listener } = setUp(
			added(1, 1, { source: 'w', sourceLength: 1, name: 'wrapped', stack }),
		);
		store.of(listener(0));
		await settled();
		expect(requests[0]?.frames).toEqual([
			{ script: 0, at: { line: 1, column: 8 } },
			{ script: 1, at: { line: 3, column: 4 } },
		]);
		const behind = { source: 'real', name: 'onOrder', frame: 1 };
		reply({ id: requests[0]?.id ?? 0, verdict: verdict('none'), behind });
		const judgement = store.of(listener(0));
		expect(judgement).toMatchObject({ source: 'real', behind: { name: 'onOrder', site: stack[1] } });
		expect(shownHandler(listener(0), judgement)).toEqual({
			name: 'onOrder',
			site: stack[1],
			wrapper: { name: 'wrapped', site: stack[0] },
		});
		expect(findingsOf(session, store, {})[0]?.subject).toBe('https://shop.test/app.js:3:5');
	});

	it('are of the whole source when it was cut', async () => {
		const { store, requests, fetched, listener } = setUp(added(1, 7, { source: 'the wh', sourceLength: 16 }));
		expect(store.of(listener(0))).toEqual({ state: 'pending' });
		expect(requests).toEqual([]);
		await settled();
		expect(fetched).toEqual([7]);
		expect(requests[0]?.text).toBe('the whole source');
		expect(store.sourceOf(listener(0))).toBe('the whole source');
	});

	it('are not asked where there is no origin to check', () => {
		const { store, requests, listener } = setUp(
			added(1, 1, { target: { kind: 'port', id: 3 } }),
			added(2, 2, { type: 'messageerror' }),
		);
		expect([0, 1].map((index) => store.of(listener(index)).state)).toEqual([
			'not-applicable',
			'not-applicable',
		]);
		expect(requests).toEqual([]);
	});

	it('say why there is none', async () => {
		const { store, requests, reply, listener } = setUp(added(1, 1));
		store.of(listener(0));
		await settled();
		reply({ id: requests[0]?.id ?? 0, failed: 'crashed', detail: 'out of memory' });
		expect(store.of(listener(0))).toEqual({ state: 'failed', reason: 'crashed', detail: 'out of memory' });
	});
});

describe('verdicts beside what was seen', () => {
	const ran: HookEvent = {
		kind: 'listener-ran',
		seq: 5,
		time: 5,
		listener: 1,
		message: 1,
		reads: [{ name: 'data' }],
		sent: [7],
	};

	it.each([
		['strict', 'unknown', 'medium'],
		['unknown', 'none', 'medium'],
		['weak', 'weak', 'high'],
	] as const)(
		'%s become %s where the handler acted on a foreign message unchecked',
		async (stated, seen, severity) => {
			const { session, store, requests, reply, listener } = setUp(
				added(1, 1, { source: 'a', sourceLength: 1 }),
				message(2, { origin: 'https://pay.test', message: 1 }),
				ran,
			);
			store.of(listener(0));
			await settled();
			reply({ id: requests[0]?.id ?? 0, verdict: verdict(stated) });
			expect(store.settled(listener(0))).toMatchObject({
				verdict: seen,
				reason: { code: 'acted-unchecked' },
			});
			expect(store.nameOf(0)).toBe(seen);
			const [finding] = findingsOf(session, store, {});
			expect(finding).toMatchObject({ verdict: seen, severity });
			expect(finding?.id).toContain(`listener-${stated}-`);
		},
	);
});

describe('values of the page', () => {
	const hanging: Verdict = { ...verdict('unknown'), wanted: ['ALLOWED'] };
	const list = (n: number): Value => ({
		t: 'array',
		id: 1,
		n,
		e: [[0, { t: 'string', v: 'https://a.example' }]],
	});

	async function judged(answer: CommandResult | undefined, inScript = true) {
		scripts['https://shop.test/settings.js'] = 'the script';
		const stack = [{ url: 'https://shop.test/settings.js', line: 1, column: 1 }];
		const set = setUp(added(1, 1, { stack }));
		if (answer) set.answers.push(answer);
		set.store.of(set.listener(0));
		await settled();
		const found = { script: 0, from: 0, to: 10, verdict: hanging };
		set.reply({ id: set.requests[0]?.id ?? 0, verdict: hanging, ...(inScript ? { found } : {}) });
		await settled();
		return set;
	}

	it('that a verdict hangs on are asked for, and it is judged again with them', async () => {
		const { store, requests, reply, listener } = await judged({
			kind: 'values',
			values: { ALLOWED: list(1) },
		});
		expect(requests[1]?.context.values).toEqual({ ALLOWED: ['https://a.example'] });
		// Until then, what is known without them stands.
		expect(store.nameOf(0)).toBe('unknown');
		reply({ id: requests[1]?.id ?? 0, verdict: verdict('strict') });
		expect(store.of(listener(0))).toMatchObject({ state: 'done', verdict: { verdict: 'strict' } });
	});

	it('are looked at again on request', async () => {
		const { store, requests, reply, answers, listener } = await judged({
			kind: 'values',
			values: { ALLOWED: list(1) },
		});
		reply({ id: requests[1]?.id ?? 0, verdict: verdict('strict') });
		answers.push({ kind: 'values', values: { ALLOWED: { t: 'null' } } });
		store.refresh(listener(0));
		await settled();
		reply({ id: requests[2]?.id ?? 0, verdict: verdict('none') });
		expect(store.nameOf(0)).toBe('none');
	});

	it('are not asked for where the handler was judged alone: they may be variables around it', async () => {
		const { store, requests } = await judged({ kind: 'values', values: { ALLOWED: list(1) } }, false);
		expect(requests).toHaveLength(1);
		expect(store.nameOf(0)).toBe('unknown');
	});

	it.each([
		['that the page does not give', failure('other')],
		['that may be another kind of variable', { kind: 'values', values: { ALLOWED: { t: 'undefined' } } }],
		['that are known in part only', { kind: 'values', values: { ALLOWED: list(2) } }],
		['that are functions', { kind: 'values', values: { ALLOWED: { t: 'platform', id: 1, c: 'Function' } } }],
	] as [string, CommandResult][])('%s leave the verdict as it is', async (_name, answer) => {
		const { store, requests } = await judged(answer);
		expect(requests).toHaveLength(1);
		expect(store.nameOf(0)).toBe('unknown');
	});
});

describe('findings', () => {
	const socket = (seq: number, number: number, url: string): HookEvent => ({
		kind: 'socket-connecting',
		seq,
		time: 1,
		socket: number,
		requested: url,
		url,
		protocols: [],
		api: 'WebSocket',
		stack: [],
	});

	it('are listed worst first, accepted ones last and with their notes', async () => {
		const { session, store, requests, reply, listener } = setUp(
			added(1, 1, { source: 'ok', sourceLength: 2 }),
			added(2, 2, { source: 'meh', sourceLength: 3 }),
			added(3, 3, { source: 'bad', sourceLength: 3 }),
		);
		for (const index of [0, 1, 2]) store.of(listener(index));
		await settled();
		reply({ id: requests[0]?.id ?? 0, verdict: verdict('strict', 'info') });
		reply({ id: requests[1]?.id ?? 0, verdict: verdict('unknown', 'low') });
		reply({ id: requests[2]?.id ?? 0, verdict: verdict('none', 'high') });
		const before = findingsOf(session, store, {});
		expect(before.map((finding) => finding.verdict)).toEqual(['none', 'unknown']);
		const id = before[0]?.id ?? '';
		const after = findingsOf(session, store, { [id]: 'known' });
		expect(after.map((finding) => [finding.verdict, finding.accepted, finding.note])).toEqual([
			['unknown', false, ''],
			['none', true, 'known'],
		]);
	});

	it.each([
		['ws://chat.test/', ['plain-socket']],
		['ws://localhost:8080/', []],
		['ws://127.0.0.1/', []],
		['ws://localhost.evil.test/', ['plain-socket']],
		['wss://chat.test/?access_token=0123456789', ['secret-in-url']],
		['wss://chat.test/', []],
	])('of %s', (url, rules) => {
		const { session, store } = setUp(socket(1, 1, url));
		expect(findingsOf(session, store, {}).map(({ rule }) => rule)).toEqual(rules);
	});

	it('name the frames that could not be watched, once each', () => {
		const { session, store } = setUp();
		const frame = (frameId: number, url: string) => ({
			frameId,
			parentFrameId: -1,
			url,
			errorOccurred: false,
		});
		session.frames = [
			frame(0, 'https://shop.test/cart'),
			frame(4, 'https://x.test/'),
			frame(5, 'https://x.test/'),
		];
		expect(findingsOf(session, store, {}).map(({ subject }) => subject)).toEqual(['https://x.test/']);
	});

	it('keep their ids over reloads', () => {
		const ids = [1, 2].map(() => {
			const { session, store } = setUp(socket(1, 1, `ws://chat.test/?r=${Math.random()}`));
			return findingsOf(session, store, {})[0]?.id;
		});
		expect(ids[0]).toBe(ids[1]);
	});
});

it('gives the analyser the scripts on the way of the registration', async () => {
	scripts['https://shop.test/app.js'] = 'the script';
	const stack = [
		{ url: 'https://shop.test/app.js', line: 3, column: 5 },
		{ url: 'https://shop.test/app.js', line: 9, column: 1 },
		{ url: 'https://shop.test/gone.js', line: 1, column: 1 },
	];
	const { store, requests, listener } = setUp(added(1, 1, { stack }));
	store.of(listener(0));
	await settled();
	expect(requests[0]?.scripts).toEqual([{ text: 'the script', near: { line: 3, column: 4 } }]);
});

describe('the analyser in its worker', () => {
	const source = 'function on(e) {\n\tif (TRUSTED.has(e.origin)) out.innerHTML = e.data;\n}';
	const script = `const TRUSTED = new Set(['https://good.example']);\n${source}\naddEventListener('message', on);`;
	const found = (...texts: string[]) =>
		judge({ text: source, context: {}, scripts: texts.map((text) => ({ text })) });
	const ask = (...texts: string[]) => found(...texts).verdict;

	it('uses the script in which the handler stands', () => {
		expect(ask().wanted).toEqual(['TRUSTED']);
		expect(ask('something else', script)).toMatchObject({
			verdict: 'strict',
			confidence: 'high',
			wanted: [],
		});
	});

	it('finds the inline script of a page', () => {
		expect(ask(`<!doctype html>\n<p>a < b\n<script>${script}</script>\n<script>x()</script>`).verdict).toBe(
			'strict',
		);
	});

	it('tells places in the text of the script, too', () => {
		const page = `<script>${script}</script>`;
		const { found: there } = found('something else', page);
		expect(there).toMatchObject({ script: 1, from: 8, to: 8 + script.length });
		expect(there?.verdict.sinks.map(({ place }) => place.line)).toContain(3);
	});

	it('tells places in the text of the handler', () => {
		const { sinks } = ask(script);
		expect(sinks.map(({ place }) => place.line)).toContain(2);
	});

	it('falls back to the handler alone where the script cannot be read', () => {
		expect(ask(`${source} ]]] not a script`).wanted).toEqual(['TRUSTED']);
	});
});
