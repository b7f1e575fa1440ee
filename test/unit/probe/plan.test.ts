import { describe, expect, it } from 'vitest';
import {
	attackOrigin,
	isWhole,
	type ProbeSubject,
	payloadsFor,
	senderFor,
	trustedOrigins,
} from '../../../src/probe/plan.ts';
import type { Value } from '../../../src/protocol/value.ts';

const subject = (changes: Partial<ProbeSubject> = {}): ProbeSubject => ({
	listener: 4,
	own: 'https://shop.test',
	origins: [],
	observed: [],
	usesPorts: false,
	shapes: [],
	...changes,
});
const text = (v: string): Value => ({ t: 'string', v });
const seen = (value: Value, ports = 0) => ({ value, ports });
const shape = (data: Value, unmet: string[] = []) => ({
	data,
	unmet,
	kind: 'html' as const,
	passes: true,
	place: { line: 1, column: 0, endLine: 1, endColumn: 1, text: '' },
});

describe('the origin of the attack', () => {
	it.each([
		[
			{ verdict: 'weak', witness: 'https://good.com.evil.test' },
			'https://shop.test',
			'https://good.com.evil.test',
		],
		[{ verdict: 'none' }, 'https://shop.test', 'https://attacker.example'],
		[undefined, undefined, 'https://attacker.example'],
		[{ verdict: 'strict' }, 'https://attacker.example', 'https://attacker.test'],
		[
			{ verdict: 'strict', predicate: 'o !== "https://attacker.example"' },
			'https://a.test',
			'https://attacker.test',
		],
	] as const)('of %j at %s is %s', (verdict, own, origin) => {
		expect(attackOrigin({ ...(verdict ? { verdict } : {}), ...(own ? { own } : {}) })).toBe(origin);
	});
});

describe('the origin to compare with', () => {
	it.each([
		['origin === "https://pay.test:8443"', [], 'https://pay.test:8443', 'compared'],
		["origin.endsWith('.pay.test')", [], 'https://www.pay.test', 'compared'],
		['origin.indexOf("pay.test") > -1', ['https://x.test'], 'https://pay.test', 'compared'],
		['/^https:\\/\\/pay\\.test$/.test(origin)', [], 'https://pay.test', 'compared'],
		[
			'origin === config.origin',
			['https://a.test', 'https://b.test', 'https://shop.test'],
			'https://b.test',
			'observed',
		],
		['', ['https://shop.test'], 'https://shop.test', 'own'],
		['origin === "null"', [], 'https://shop.test', 'own'],
	] as const)('for %s is the likeliest', (predicate, origins, origin, why) => {
		const known = subject({ verdict: { verdict: 'strict', predicate }, origins });
		expect(trustedOrigins(known)[0]).toEqual({ origin, why });
	});

	it('is never that of the attack', () => {
		const known = subject({ origins: ['https://attacker.example'] });
		expect(trustedOrigins(known).map(({ origin }) => origin)).toEqual(['https://shop.test']);
	});
});

describe('the payloads to try', () => {
	const lines = (observed: Value[], shapes: ReturnType<typeof shape>[]): (string | readonly string[])[][] =>
		payloadsFor({ observed: observed.map((value) => seen(value)), usesPorts: false, shapes }).map(
			({ text: line, why, unmet }) => [line, why, unmet],
		);

	it('are the latest seen, those made, and the others seen, each once', () => {
		const cut = { t: 'string' as const, v: 'c', n: 900 };
		expect(
			lines([text('a'), text('b'), cut, text('a')], [shape(text('made'), ['data.token === key'])]),
		).toEqual([
			['a', 'observed', []],
			['made', 'built', ['data.token === key']],
			['b', 'observed', []],
			['a earshot', 'renewed', []],
		]);
	});

	it('begin with those seen that have what the code looks for, on its worst way first', () => {
		expect(
			lines([text('worst'), text('bad'), text('of no use')], [shape(text('worst')), shape(text('bad'))]),
		).toEqual([
			['worst', 'observed', []],
			['bad', 'observed', []],
			['of no use', 'observed', []],
			['worst earshot', 'renewed', []],
		]);
	});

	it('has none that is both seen and the latest with other values', () => {
		const observed = [seen(text('a earshot')), seen(text('a'))];
		const list = payloadsFor({ observed, usesPorts: false, shapes: [] });
		expect(list.map(({ text: line, why }) => [line, why])).toEqual([
			['a', 'observed'],
			['a earshot', 'observed'],
		]);
	});

	it.each([
		['neither it nor its listener has to do with ports', 0, false, [0, 0]],
		['it had some', 2, false, [2, 0]],
		['its listener looks at ports', 0, true, [1, 1]],
		['there were more than a probe can have', 90, true, [8, 1]],
	] as const)('come with the ports of the observed one where %s', (_, ports, usesPorts, expected) => {
		const list = payloadsFor({ observed: [seen(text('a'), ports)], usesPorts, shapes: [shape(text('b'))] });
		expect(list.slice(0, 2).map((one) => one.ports)).toEqual(expected);
	});

	it.each<[Value, boolean]>([
		[{ t: 'object', id: 1, e: [['a', { t: 'omitted', why: 'budget' }]] }, false],
		[{ t: 'object', id: 1, e: [], n: 2 }, false],
		[{ t: 'array', id: 1, e: [], n: 9 }, true],
		[{ t: 'map', id: 1, e: [[text('a'), { t: 'port', id: 2, port: 1 }]], n: 1 }, false],
		[{ t: 'set', id: 1, e: [text('a')], n: 1 }, true],
		[{ t: 'buffer', id: 1, c: 'ArrayBuffer', b: 'AQI=', n: 2 }, true],
		[{ t: 'buffer', id: 1, c: 'ArrayBuffer', b: 'AQI=', n: 3 }, false],
		[{ t: 'view', id: 1, c: 'Uint8Array', b: 'AQID', n: 9, o: 0 }, false],
		[{ t: 'blob', id: 1, n: 0, m: '' }, true],
		[{ t: 'blob', id: 1, n: 1, m: '' }, false],
		[{ t: 'blob', id: 1, n: 1, m: '', b: 'AQ==' }, true],
		[{ t: 'boxed', id: 1, v: { t: 'string', v: 'a', n: 9 } }, false],
	])('%j is whole: %s', (value, whole) => {
		expect(isWhole(value)).toBe(whole);
	});
});

describe('the sender', () => {
	it.each([
		['strict', 'e.source === parent', 'stranger'],
		['source-only', 'e.source === window.parent', 'parent'],
		['source-only', 'e.source == opener', 'opener'],
		['source-only', 'e.source === frame.contentWindow', 'stranger'],
	] as const)('of %s by %s has a %s send', (verdict, predicate, relation) => {
		expect(senderFor({ verdict, predicate })).toEqual({ relation });
	});
});
