import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../../panel/store/findings.ts';
import { SendScan } from '../../../panel/store/send-findings.ts';
import type { HookEvent } from '../../../src/protocol/event.ts';
import type { Value } from '../../../src/protocol/value.ts';
import { Session } from '../../../src/session/session.ts';
import { added, documentInfo, frame, message, object, ran, seen, sent, text } from '../session/events.ts';

const SITE = { url: 'https://shop.test/app.js', line: 3, column: 8 };
const TOKEN = object({ access_token: text('a1B2c3D4e5F6') });
const nothing = { of: () => ({ state: 'pending' }) as const, settled: () => undefined, sourceOf: () => '' };

/** What is found in a document that was told of these events, long after. */
function setUp(...events: HookEvent[]) {
	const session = new Session();
	session.introduce(documentInfo(), 1_000);
	let batch = 0;
	const give = (...more: HookEvent[]): void => session.addBatch('top', ++batch, JSON.stringify(more), 1_100);
	give({ kind: 'seen-from', seq: 0, time: 500, n: 1 }, ...events);
	session.settle(60_000);
	const scan = new SendScan(session);
	const look = (): void => {
		while (scan.advance());
	};
	look();
	const list = () => findingsOf(session, nothing, {}, true, scan);
	return { session, give, scan, look, list };
}

const delivered = (seq: number, over: Parameters<typeof message>[1]): HookEvent[] => [
	message(seq, { n: 1, message: 1, ...over }),
	seen(1, { origin: over?.origin ?? 'https://pay.test' }),
];

describe('findings about sends', () => {
	it('name a call whose messages reached nobody, once, with how often', () => {
		const { list } = setUp(sent(1, { stack: [SITE] }), sent(2, { stack: [SITE] }));
		expect(list()).toMatchObject([
			{
				rule: 'undelivered',
				severity: 'low',
				confidence: 'low',
				subject: 'https://shop.test/app.js:3:8',
				why: 'refused',
				count: 2,
			},
		]);
	});

	it('keep their id over reloads', () => {
		const [one] = setUp(sent(1, { stack: [SITE] })).list();
		const [other] = setUp(sent(5, { stack: [SITE] })).list();
		expect(one?.id).toBe(other?.id);
	});

	it('are sure of calls that threw', () => {
		const { list } = setUp(sent(1, { stack: [SITE], threw: 'DataCloneError' }));
		expect(list()).toMatchObject([{ rule: 'undelivered', why: 'threw', confidence: 'high' }]);
	});

	it('name a sink that a text of another origin was found in, not one of the own origin', () => {
		const reached = (origin: string): HookEvent[] => [
			...delivered(1, { data: text('from afar'), origin }),
			{
				kind: 'sink-reached',
				seq: 2,
				time: 1_050,
				n: 1,
				sink: 'innerHTML',
				value: '<p>from afar',
				text: 'from afar',
				stack: [SITE],
			},
		];
		expect(setUp(...reached('https://pay.test')).list()).toMatchObject([
			{
				rule: 'reached-sink',
				severity: 'medium',
				confidence: 'low',
				subject: 'innerHTML https://shop.test/app.js:3:8',
				origin: 'https://pay.test',
				sink: 'innerHTML',
			},
		]);
		expect(setUp(...reached('https://shop.test')).list()).toEqual([]);
	});

	it('do not blame a send that arrived', () => {
		const own = { origin: 'https://shop.test', source: { relation: 'self' } } as const;
		const { list } = setUp(
			sent(1, { stack: [SITE] }),
			message(2, { n: 1, message: 1, origin: own.origin }),
			seen(1, own),
		);
		expect(list()).toEqual([]);
	});

	it('name a credential that comes from another origin', () => {
		const { list } = setUp(...delivered(1, { data: TOKEN }));
		expect(list()).toMatchObject([
			{
				rule: 'secret-across',
				severity: 'low',
				secret: 'named',
				subject: 'https://pay.test → https://shop.test',
			},
		]);
	});

	it.each<[string, HookEvent[]]>([
		['stays in its origin', delivered(1, { data: TOKEN, origin: 'https://shop.test' })],
		['is none', delivered(1, { data: object({ access_token: text('null') }) })],
		['was sent by Earshot', delivered(1, { data: TOKEN, synthetic: true })],
	])('say nothing of a credential that %s', (_, events) => {
		expect(setUp(...events).list()).toEqual([]);
	});

	it.each([
		['*', [['secret-to-anyone', 'high']]],
		['https://shop.test', []],
	])('know better where the target origin %s was seen', (targetOrigin, expected) => {
		const { session, scan, look, list } = setUp(
			sent(1, { stack: [SITE], targetOrigin }),
			...delivered(2, { data: TOKEN }),
		);
		const rows = Array.from({ length: session.rows.next }, (__, row) => row);
		const rowOf = (kind: string): number => rows.find((row) => session.rows.kind(row) === kind) ?? -1;
		session.rows.setPeer(rowOf('message'), rowOf('send'));
		look();
		expect(scan.advance()).toBe(false);
		const secrets = list().filter(({ rule }) => rule.startsWith('secret'));
		expect(secrets.map(({ rule, severity }) => [rule, severity])).toEqual(expected);
	});

	it('are not undone by a later message that names its receiver', () => {
		const call = (seq: number, targetOrigin: string): HookEvent[] => [
			sent(seq, { send: seq, stack: [SITE], targetOrigin }),
			message(seq + 1, { n: seq, message: seq, data: TOKEN }),
			seen(seq),
		];
		const { session, look, list } = setUp(...call(1, '*'), ...call(3, 'https://shop.test'));
		const rows = Array.from({ length: session.rows.next }, (_, row) => row);
		const of = (kind: string): number[] => rows.filter((row) => session.rows.kind(row) === kind);
		for (const [at, row] of of('message').entries()) session.rows.setPeer(row, of('send')[at] ?? -1);
		look();
		const [first] = of('message');
		const secrets = list().filter(({ rule }) => rule.startsWith('secret'));
		expect(secrets).toMatchObject([{ rule: 'secret-to-anyone', severity: 'high', row: first, count: 1 }]);
	});

	describe('of data that a listener gives on to a socket', () => {
		const forward = (data: Value, frameData: Value, over: Parameters<typeof message>[1] = {}) => {
			const { session, scan } = setUp(
				added(1, 1),
				...delivered(2, { message: 2, data, ...over }),
				frame(3, { direction: 'out', data: frameData }),
				ran(4, { message: 2, frames: [3] }),
			);
			const judged = (verdict: string) => ({
				...nothing,
				settled: () => ({ verdict, confidence: 'high' }) as never,
			});
			return (verdict: string) =>
				findingsOf(session, judged(verdict), {}, true, scan)
					.filter(({ rule }) => rule === 'forwarded-to-socket')
					.map(({ severity, listener, socket, row }) => ({
						severity,
						listener,
						socket,
						kind: session.rows.kind(row ?? -1),
					}));
		};
		const found = (severity: string) => [{ severity, listener: 0, socket: 0, kind: 'message' }];

		it.each([
			['none', found('high')],
			['weak', found('medium')],
			['source-only', found('low')],
			['strict', []],
			['unknown', []],
		])('go by its verdict %s', (verdict, expected) => {
			const said = text('{"say":"hello there"}');
			expect(forward(object({ text: text('hello there') }), said)(verdict)).toEqual(expected);
		});

		it.each<[string, Value, Value]>([
			['is other data', object({ text: text('hello there') }), text('{"ping":1}')],
			['is too short to tell', object({ text: text('ok') }), text('{"say":"ok"}')],
		])('say nothing where what went out %s', (_, data, said) => {
			expect(forward(data, said)('none')).toEqual([]);
		});

		it('find it in bytes, and say nothing of what Earshot sent', () => {
			const bytes = { t: 'buffer', id: 1, c: 'ArrayBuffer', b: btoa('x hello y'), n: 9 } as const;
			expect(forward(text('hello'), bytes)('none')).toEqual(found('high'));
			expect(forward(text('hello'), text('hello'), { synthetic: true })('none')).toEqual([]);
		});
	});

	it('go with the log', () => {
		const { session, list } = setUp(...delivered(1, { data: TOKEN }));
		expect(list()).toHaveLength(1);
		session.clear();
		expect(list()).toEqual([]);
	});

	it('look at many rows in several goes', () => {
		const { scan, give, list } = setUp();
		const flood = Array.from({ length: 2_500 }, (_, i) => sent(i + 1, { stack: [SITE], threw: 'x' }));
		give(...flood);
		expect([scan.advance(), scan.advance(), scan.advance()]).toEqual([true, true, false]);
		expect(list()).toMatchObject([{ count: 2_500 }]);
	});

	it('look again at many open sends in several goes, until each was looked at once', () => {
		const { session, scan, give, list } = setUp();
		give(...Array.from({ length: 2_500 }, (_, i) => sent(i + 1, { stack: [SITE] })));
		while (scan.advance());
		expect(scan.advance()).toBe(true);
		while (scan.advance());
		expect(list()).toEqual([]);
		session.settle(120_000);
		expect([scan.advance(), scan.advance(), scan.advance()]).toEqual([true, true, false]);
		expect(list()).toMatchObject([{ count: 2_500, why: 'refused' }]);
	});
});
