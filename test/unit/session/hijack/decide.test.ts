import { describe, expect, it } from 'vitest';
import { decide, looksAtOrigins } from '../../../../src/session/hijack/decide.ts';
import { isLike, type ProbeResult } from '../../../../src/session/hijack/likeness.ts';
import { type Probe, type ProbeKind, planProbes } from '../../../../src/session/hijack/plan-probes.ts';

const plan = planProbes('https://app.shop.test', 'wss://app.shop.test/live', 'xq');
const CROSS = ['none'];
const PAGE = ['none', 'lax'];

interface Handshake {
	origin: string;
	/** Names of cookies. */
	cookies: string[];
	/** 1, 2, … over all connections. */
	count: number;
}
type Server = (handshake: Handshake) => Partial<ProbeResult>;
const open = (...messages: string[]): Partial<ProbeResult> => ({ opened: true, messages });
const refused: Partial<ProbeResult> = { opened: false };

/** Runs the test against a server that is a function, as the panel runs it against real ones. */
function test(server: Server): { verdict: string; passed: string[]; why?: string | undefined } {
	const results = new Map<ProbeKind, ProbeResult>();
	const made: Probe[] = [];
	let count = 0;
	const make = (probes: Probe[]): void => {
		for (const probe of probes) {
			const cookies = { page: PAGE, 'cross-site': CROSS, none: [] }[probe.cookies];
			const result = server({ origin: probe.origin, cookies, count: ++count });
			results.set(probe.kind, { opened: false, protocol: '', messages: [], ...result, cookies });
			made.push(probe);
		}
	};
	make(plan.first);
	if (looksAtOrigins(results)) make(plan.near);
	const { verdict, passed, why } = decide(made, results);
	return { verdict, passed: passed.map(({ kind }) => kind), ...(why ? { why } : {}) };
}

const own = 'https://app.shop.test';
const byCookie =
	(name: string): Server =>
	({ cookies }) =>
		cookies.includes(name) ? open('hello alice') : { opened: true, messages: [], code: 4401 };

describe('a server that', () => {
	it.each<[string, Server, { verdict: string; passed?: ProbeKind[]; why?: string }]>([
		['goes by a SameSite=None cookie', byCookie('none'), { verdict: 'hijackable', passed: ['foreign'] }],
		['goes by a Lax cookie', byCookie('lax'), { verdict: 'kept', passed: ['foreign'] }],
		[
			'refuses without the cookie',
			({ cookies }) => (cookies.includes('none') ? open('hi') : refused),
			{ verdict: 'hijackable', passed: ['foreign'] },
		],
		[
			'greets by name with the cookie',
			({ cookies, count }) =>
				open(`{"user":"${cookies.includes('none') ? 'alice' : 'guest'}","id":${count}}`),
			{ verdict: 'hijackable', passed: ['foreign'] },
		],
		[
			'says the same to everybody',
			({ count }) => open(`{"time":${count},"motd":"welcome"}`),
			{ verdict: 'blind', passed: ['foreign'] },
		],
		['says nothing first', () => open(), { verdict: 'undecidable', why: 'silent', passed: ['foreign'] }],
		['refuses everything', () => refused, { verdict: 'undecidable', why: 'refused' }],
		[
			'takes every second connection',
			({ count }) => (count % 2 ? open('x') : refused),
			{ verdict: 'undecidable', why: 'unsteady' },
		],
		['compares the origin', ({ origin }) => (origin === own ? open('x') : refused), { verdict: 'checked' }],
		[
			'closes foreign origins at once',
			({ origin }) => (origin === own ? open('x') : { opened: true, messages: [], code: 1008 }),
			{ verdict: 'checked' },
		],
		[
			'compares the beginning',
			({ origin }) => (origin.startsWith(own) ? open('x') : refused),
			{ verdict: 'weak', passed: ['suffix', 'port'] },
		],
		[
			'compares the end',
			({ origin }) => (origin.endsWith('shop.test') ? open('x') : refused),
			{ verdict: 'weak', passed: ['prefix', 'dot', 'sibling', 'scheme'] },
		],
		[
			'takes null',
			({ origin }) => ([own, 'null'].includes(origin) ? open('x') : refused),
			{ verdict: 'weak', passed: ['null'] },
		],
		[
			'has an unescaped dot in its pattern',
			({ origin }) => (/^https:\/\/app.shop.test$/.test(origin) ? open('x') : refused),
			{ verdict: 'weak', passed: ['dot'] },
		],
		[
			'looks at the host alone',
			({ origin }) => (/^\w+:\/\/app\.shop\.test(:\d+)?$/.test(origin) ? open('x') : refused),
			{ verdict: 'weak', passed: ['scheme', 'port'] },
		],
		[
			'checks the origin and the cookie',
			({ origin, cookies }) => (origin === own && cookies.includes('none') ? open('x') : refused),
			{ verdict: 'checked' },
		],
	])('%s', (_, server, { passed = [], ...expected }) => {
		expect(test(server)).toEqual({ ...expected, passed });
	});
});

describe('two connections are alike', () => {
	const result = (...messages: string[]): ProbeResult => ({
		opened: true,
		protocol: '',
		messages,
		cookies: [],
	});
	it.each<[string, ProbeResult, ProbeResult, ProbeResult, boolean]>([
		['where only what always differs does', result('id 1 bob'), result('id 2 bob'), result('id 3 bob'), true],
		['not where something steady differs', result('id 1 bob'), result('id 2 bob'), result('id 3 eve'), false],
		['where less was said so far', result('a', 'b'), result('a', 'b'), result('a'), true],
		['not where nothing was said', result('a'), result('a'), result(), false],
		['not with another subprotocol', result('a'), result('a'), { ...result('a'), protocol: 'x' }, false],
		['not where one was closed', result('a'), result('a'), { ...result('a'), code: 1008 }, false],
	])('%s', (_, control, again, probe, expected) => {
		expect(isLike(control, again, probe)).toBe(expected);
	});
});

describe('the probes', () => {
	it('carry what an attacker’s page would, and what tells the reasons apart', () => {
		expect(plan.first.map(({ kind, cookies, site }) => [kind, cookies, site])).toEqual([
			['control', 'page', 'same-origin'],
			['again', 'page', 'same-origin'],
			['foreign', 'page', 'cross-site'],
			['attacker', 'cross-site', 'cross-site'],
			['bare', 'none', 'cross-site'],
		]);
	});

	it.each([
		[
			'https://app.shop.test',
			[
				'null',
				'https://app.shop.test.xq.example',
				'https://xqshop.test',
				'https://appxshop.test',
				'https://xq.shop.test',
				'http://app.shop.test',
				'https://app.shop.test:4443',
			],
		],
		[
			'http://localhost:8080',
			['null', 'http://localhost.xq.example:8080', 'http://xqlocalhost:8080', 'http://localhost:4443'],
		],
		['http://127.0.0.1:4443', ['null', 'http://127.0.0.1:8443']],
		['https://[::1]', ['null', 'http://[::1]', 'https://[::1]:4443']],
	])('resemble %s', (origin, near) => {
		expect(planProbes(origin, 'wss://shop.test/', 'xq').near.map((probe) => probe.origin)).toEqual(near);
	});
});
