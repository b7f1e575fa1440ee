import { describe, expect, it } from 'vitest';
import { readSession } from '../../../src/export/read-session.ts';
import { sessionJson } from '../../../src/export/session-json.ts';
import type { CallSite, HookEvent } from '../../../src/protocol/event.ts';
import { replyChain } from '../../../src/session/reply-chain.ts';
import { Session } from '../../../src/session/session.ts';
import { added, documentInfo, message, ran, sent } from './events.ts';

const origin = 'https://shop.test';
const app = 'https://shop.test/app.js';
const parent = { relation: 'parent', path: '' } as const;
/** A stack whose last function is the listener's. */
const stackOf = (functionName: string): CallSite[] => [
	{ url: app, line: 1, column: 1, functionName: 'tell' },
	{ url: app, line: 2, column: 2, functionName, listener: true },
];

/** A listener that ran from a time to another, for a message of its own; and how it is called where it read something. */
interface Ran {
	in?: string;
	from: number;
	to: number;
	as?: string;
	origin?: string;
	sent?: number[];
}

/** A call of the child's method, noted there, and delivered as the parent's. */
interface Said {
	time: number;
	stack?: CallSite[];
	source?: { relation: 'parent'; path: string } | { relation: 'popup' };
}

/** A page and a frame of one origin, and a frame of another; the rows of messages that ran listeners, and of calls. */
function talk(runs: readonly Ran[], said: readonly Said[]) {
	const session = new Session();
	session.introduce(documentInfo(), 900);
	session.introduce(documentInfo({ token: 'child', path: '0', url: `${origin}/child` }), 900);
	session.introduce(
		documentInfo({ token: 'far', path: '1', url: 'https://far.test/', origin: 'https://far.test' }),
		900,
	);
	const events: Record<string, HookEvent[]> = { top: [], child: [], far: [] };
	for (const token of Object.keys(events))
		events[token]?.push(added(1, 1, { time: 900 }), added(2, 2, { time: 900 }));
	runs.forEach(({ in: token = 'top', from, to, as, ...run }, at) => {
		const seq = 10 * (at + 1);
		const { n: _, ...heard } = message(seq, { time: from, origin: run.origin ?? 'https://far.test' });
		const site = as === undefined ? undefined : stackOf(as)[1];
		const reads = as === undefined ? [] : [{ name: 'data' as const, site }];
		const ended = { message: seq, time: to, duration: to - from, reads };
		events[token]?.push(
			heard,
			ran(seq + 1, { listener: at + 1, ...ended, ...(run.sent ? { sent: run.sent } : {}) }),
		);
	});
	said.forEach(({ time, stack = stackOf('heard'), source = parent }, at) => {
		const seq = 500 + 10 * at;
		const { n: _, ...heard } = message(seq + 1, { time: time + 1, origin, source });
		events['child']?.push(sent(seq, { time, send: at + 1, stack }), heard);
	});
	// What the caller did is told after what it called.
	for (const token of ['child', 'far', 'top']) {
		const inOrder = events[token]?.sort((a, b) => a.time - b.time);
		session.addBatch(token, 1, JSON.stringify(inOrder), 2_000);
	}
	for (const now of [2_000, 2_600, 3_000, 10_000]) session.settle(now);
	const rows = Array.from({ length: session.rows.next }, (_, row) => row);
	return {
		session,
		ran: rows.filter((row) => session.rows.kind(row) === 'message' && session.rows.ran(row) > 0),
		calls: rows.filter((row) => session.rows.kind(row) === 'send'),
	};
}

/** Which run made each call, by their places. */
function makers(runs: readonly Ran[], said: readonly Said[]): (number | undefined)[] {
	const { session, ran, calls } = talk(runs, said);
	return calls.map((call) => {
		const row = session.elsewhere.makerOf(call);
		return row === undefined ? undefined : ran.indexOf(row);
	});
}

describe('a call of the method of another window', () => {
	it('is made by the listener that ran meanwhile', () => {
		expect(makers([{ from: 1_000, to: 1_010 }], [{ time: 1_005 }])).toEqual([0]);
		// Clocks that tell whole ms differ.
		expect(makers([{ from: 1_000, to: 1_000 }], [{ time: 1_002 }])).toEqual([0]);
		expect(makers([{ from: 1_000.1, to: 1_000.1 }], [{ time: 1_000.3 }])).toEqual([0]);
		expect(makers([{ from: 1_000.1, to: 1_000.1 }], [{ time: 1_000.7 }])).toEqual([undefined]);
	});

	it('is in the chain of the message for which it ran, with what became of it', () => {
		const { session, ran, calls } = talk([{ from: 1_000, to: 1_010 }], [{ time: 1_005 }]);
		const delivery = session.rows.peer(calls[0] ?? -1);
		expect(replyChain(session, ran[0] ?? -1)).toEqual([...ran, ...calls, delivery].map((row) => ({ row })));
	});

	it('is there again in a session that was saved, and counted no second time', async () => {
		const { session, ran } = talk([{ from: 1_000, to: 1_010, as: 'heard' }], [{ time: 1_005 }]);
		const file = [...sessionJson(session, { version: '1', now: 5_000, redact: false }).pieces].join('');
		const opened = (await readSession([file])).session;
		expect(replyChain(opened, ran[0] ?? -1)).toEqual(replyChain(session, ran[0] ?? -1));
		expect(opened.listeners.map((one) => one?.evidence)).toEqual(
			session.listeners.map((one) => one?.evidence),
		);
	});

	it('is counted as sent by the listener, once a run, as what it does for whoever asks', () => {
		const said = [{ time: 1_002 }, { time: 1_005 }];
		const { session } = talk([{ from: 1_000, to: 1_010, as: 'heard' }], said);
		const of = (document: number) => session.listeners.find((one) => one?.document === document)?.evidence;
		expect(of(0)).toMatchObject({ runs: 1, replied: 1, foreignUnchecked: 1, foreignActed: 1 });
		const own = talk([{ from: 1_000, to: 1_010, as: 'heard', origin, sent: [7] }], said).session;
		const [listener] = own.listeners.filter((one) => one?.document === 0);
		expect(listener?.evidence).toMatchObject({ runs: 1, replied: 1, foreignActed: 0 });
	});

	it('is made by the innermost of several runs', () => {
		const outer = { from: 1_000, to: 1_020 };
		expect(makers([outer, { from: 1_005, to: 1_015 }], [{ time: 1_010 }])).toEqual([1]);
		expect(makers([outer, { from: 1_005, to: 1_015 }], [{ time: 1_018 }])).toEqual([0]);
		expect(makers([outer, { from: 1_005, to: 1_015 }], [{ time: 1_014 }])).toEqual([undefined]);
	});

	it.each<[string, Ran[], Said]>([
		['nobody ran', [], { time: 1_005 }],
		['it was before or after', [{ from: 1_000, to: 1_010 }], { time: 1_011.5 }],
		[
			'two runs are as near',
			[
				{ from: 1_000, to: 1_005 },
				{ from: 1_006, to: 1_010 },
			],
			{ time: 1_005 },
		],
		[
			'two runs overlap that cannot be one in the other',
			[
				{ from: 1_000, to: 1_010 },
				{ in: 'far', from: 1_003, to: 1_012 },
			],
			{ time: 1_005 },
		],
		[
			'a listener of another document may have been it',
			[{ in: 'far', from: 1_000, to: 1_010 }],
			{ time: 1_005 },
		],
		[
			'no listener ran by its stack',
			[{ from: 1_000, to: 1_010 }],
			{ time: 1_005, stack: [{ url: app, line: 1, column: 1 }] },
		],
		['another listener ran by its stack', [{ from: 1_000, to: 1_010, as: 'other' }], { time: 1_005 }],
		[
			'the browser names another window as its sender',
			[{ from: 1_000, to: 1_010 }],
			{ time: 1_005, source: { relation: 'popup' } },
		],
		[
			'the run of its own document lists it',
			[
				{ from: 1_000, to: 1_010 },
				{ in: 'child', from: 1_000, to: 1_010, sent: [1] },
			],
			{ time: 1_005 },
		],
		[
			'a run of its own document listed no more',
			[
				{ from: 1_000, to: 1_010 },
				{ in: 'child', from: 1_000, to: 1_010, sent: Array.from({ length: 100 }, (_, at) => at + 100) },
			],
			{ time: 1_005 },
		],
	])('is nobody’s where %s', (_, runs, call) => {
		expect(makers(runs, [call])).toEqual([undefined]);
	});

	it('is told from what others called by the function that ran', () => {
		const [before, after] = [
			{ from: 1_000, to: 1_005 },
			{ from: 1_006, to: 1_010 },
		];
		expect(makers([{ ...before, as: 'other' }, after], [{ time: 1_005 }])).toEqual([1]);
		expect(makers([before, { ...after, as: 'other' }], [{ time: 1_005 }])).toEqual([0]);
	});

	it('is made by none that ran for what came of it, however near', () => {
		const session = new Session();
		session.introduce(documentInfo(), 900);
		session.introduce(documentInfo({ token: 'child', path: '0', url: `${origin}/child` }), 900);
		const heard = (seq: number, over: object): HookEvent => {
			const { n: _, ...event } = message(seq, { origin, ...over });
			return event;
		};
		const ended = (seq: number, of: number, time: number, as: string, duration = 0): HookEvent => {
			const reads = [{ name: 'data' as const, site: stackOf(as)[1] }];
			return ran(seq, { listener: 1, message: of, time, duration, reads });
		};
		const child = { relation: 'child', path: '0' } as const;
		const top = [
			added(1, 1, { time: 900 }),
			heard(2, { time: 1_000, origin: 'https://far.test' }),
			ended(3, 2, 1_000, 'heard'),
			sent(4, { time: 1_001, stack: stackOf('answers') }),
			heard(5, { time: 1_001, source: child }),
			ended(6, 5, 1_003, 'heard', 2),
		];
		const below = [
			added(1, 1, { time: 900 }),
			sent(2, { time: 1_000, stack: stackOf('heard') }),
			heard(3, { time: 1_001, source: parent }),
			ended(4, 3, 1_001, 'answers'),
		];
		session.addBatch('child', 1, JSON.stringify(below), 2_000);
		session.addBatch('top', 1, JSON.stringify(top), 2_000);
		for (const now of [2_000, 2_600, 10_000]) session.settle(now);
		const rows = Array.from({ length: session.rows.next }, (_, row) => row);
		const messages = rows.filter((row) => session.rows.kind(row) === 'message');
		const [down = -1, up = -1] = rows.filter((row) => session.rows.kind(row) === 'send');
		const [heardBelow, first, second] = messages;
		expect([down, up].map((row) => session.elsewhere.makerOf(row))).toEqual([first, heardBelow]);
		expect(replyChain(session, second ?? -1).map(({ row }) => row)).toEqual([
			first,
			down,
			heardBelow,
			up,
			second,
		]);
	});
});
