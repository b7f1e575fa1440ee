import { describe, expect, it, vi } from 'vitest';
import type { HookEvent } from '../../../../src/protocol/event.ts';
import { deliveryOf, isListenedTo, unsentOf } from '../../../../src/session/delivery/delivery.ts';
import { Facts } from '../../../../src/session/facts.ts';
import { partiesOf, partyText } from '../../../../src/session/parties.ts';
import { parseQuery } from '../../../../src/session/query.ts';
import { Session } from '../../../../src/session/session.ts';
import { added, documentInfo, message, ran, seen, sent } from '../events.ts';

const OWN = { origin: 'https://shop.test', source: { relation: 'self' } } as const;
const WATCHED: HookEvent = { kind: 'seen-from', seq: 0, time: 500, n: 1 };

let batches = 0;
const give = (session: Session, token: string, now: number, ...events: HookEvent[]): void =>
	session.addBatch(token, ++batches, JSON.stringify(events), now);

function begun(): Session {
	const session = new Session();
	session.introduce(documentInfo(), 1_000);
	give(session, 'top', 1_000, WATCHED);
	return session;
}

const rowsOf = (session: Session, kind: string): number[] =>
	Array.from({ length: session.rows.next }, (_, row) => row).filter((row) => session.rows.kind(row) === kind);
const states = (session: Session): string[] =>
	rowsOf(session, 'send').map((row) => {
		const { state, why, byOrder } = deliveryOf(session, row);
		return [state, why, byOrder && 'by order'].filter(Boolean).join(' ');
	});
const found = (session: Session, filter: string): number[] => {
	const query = parseQuery(filter);
	const facts = new Facts(session, () => undefined);
	if (!query.ok) throw new Error(filter);
	return Array.from({ length: session.rows.next }, (_, row) => row).filter((row) =>
		query.test(facts.of(row)),
	);
};
/** Both sights of the n-th message of the own origin. */
const own = (seq: number, n: number): HookEvent[] => [
	message(seq, { n, message: n, origin: OWN.origin }),
	seen(n, { ...OWN }),
];

describe('a send to a window', () => {
	it('is matched with its delivery and the listeners that ran', () => {
		const session = begun();
		give(session, 'top', 1_100, added(1, 1), sent(2), ...own(3, 1), ran(4, { message: 1 }));
		expect(states(session)).toEqual(['heard']);
		const [send] = rowsOf(session, 'send') as [number];
		expect(deliveryOf(session, send)).toMatchObject({ ran: 1, rows: rowsOf(session, 'message') });
		expect(found(session, 'is:undelivered')).toEqual([]);
	});

	it('is not matched with a message of a person’s own', () => {
		const session = begun();
		const { n: _, ...posed } = message(3, { message: 7, origin: OWN.origin, synthetic: true });
		give(session, 'top', 1_100, sent(2), posed, ...own(4, 1));
		const [send] = rowsOf(session, 'send') as [number];
		const [ours, theirs] = rowsOf(session, 'message') as [number, number];
		expect(deliveryOf(session, send).rows).toEqual([theirs]);
		expect(unsentOf(session, ours)).toBeUndefined();
	});

	it.each<[string, HookEvent[], string]>([
		['nothing listens', [], 'unheard'],
		[
			'a listener was there and could not be watched',
			[added(1, 1, { unwatched: 'foreign-realm' })],
			'unwatched',
		],
		['the listener is for another target', [added(1, 1, { target: { kind: 'port', id: 4 } })], 'unheard'],
		[
			'the listener was removed before',
			[added(1, 1), { kind: 'listener-removed', seq: 2, time: 1, listener: 1, how: 'removeEventListener' }],
			'unheard',
		],
	])('says so when %s', (_name, before, expected) => {
		const session = begun();
		give(session, 'top', 1_100, ...before, sent(8), ...own(9, 1));
		expect(states(session)).toEqual([expected]);
		const [arrived] = rowsOf(session, 'message') as [number];
		expect(isListenedTo(session, arrived)).toBe(expected === 'unwatched');
		expect(found(session, 'is:undelivered')).toEqual(expected === 'unheard' ? rowsOf(session, 'send') : []);
	});

	it('is asked of many rows without a parse of what they say', () => {
		const session = begun();
		const ports = Array.from({ length: 50 }, (_, at) =>
			added(2 + at, 2 + at, { target: { kind: 'port', id: 4 + at } }),
		);
		give(session, 'top', 1_100, added(1, 1, { unwatched: 'foreign-realm' }), ...ports, ...own(60, 1));
		give(session, 'top', 1_100, message(70, { target: { kind: 'port', id: 4_000 } }));
		const rows = rowsOf(session, 'message');
		const parse = vi.spyOn(JSON, 'parse');
		const listenersOf = vi.spyOn(session, 'listenersOf');
		expect(rows.map((row) => isListenedTo(session, row))).toEqual([true, false]);
		for (let i = 0; i < 5; i++) for (const row of rows) isListenedTo(session, row);
		expect([parse.mock.calls.length, listenersOf.mock.calls.length]).toEqual([0, 1]);
	});

	it('is not delivered when nothing arrives in time, and delivered when it arrives late', () => {
		const session = begun();
		give(session, 'top', 1_100, sent(1));
		expect(states(session)).toEqual(['waiting']);
		session.settle(3_099);
		expect(states(session)).toEqual(['waiting']);
		session.settle(3_100);
		expect(states(session)).toEqual(['undelivered refused']);
		expect(found(session, 'is:undelivered')).toEqual(rowsOf(session, 'send'));
		give(session, 'top', 9_000, ...own(2, 1));
		expect(states(session)).toEqual(['unheard by order']);
	});

	it('is not delivered when its document is left', () => {
		const session = begun();
		give(session, 'top', 1_100, sent(1));
		session.end('top', 1_200);
		expect(states(session)).toEqual(['undelivered gone']);
	});

	it('does not take a message of another origin, of which no call can be seen', () => {
		const session = begun();
		give(session, 'top', 1_100, sent(1), message(2, { n: 1 }), seen(1));
		session.settle(4_000);
		expect(states(session)).toEqual(['undelivered refused']);
		expect(unsentOf(session, rowsOf(session, 'message')[0] as number)).toBe('other-origin');
	});

	it('is told from others by the document that its script stands in', () => {
		const session = begun();
		session.introduce(
			documentInfo({ token: 'child', frameId: 3, path: '0', url: 'https://shop.test/child' }),
			1_000,
		);
		const by = (seq: number, url: string): HookEvent => sent(seq, { stack: [{ url, line: 1, column: 1 }] });
		give(
			session,
			'top',
			1_100,
			by(1, 'https://shop.test/cart'),
			by(2, 'https://shop.test/child'),
			message(3, { n: 1, origin: OWN.origin }),
			seen(1, { origin: OWN.origin, source: { relation: 'child', path: '0' } }),
		);
		session.settle(4_000);
		expect(states(session)).toEqual(['undelivered refused', 'unheard']);
		const [, second] = rowsOf(session, 'send') as [number, number];
		expect(partyText(partiesOf(session, second).from)).toContain('https://shop.test/child');
	});

	it('says that it was matched by its order when one of its time was not delivered', () => {
		const session = begun();
		give(session, 'top', 1_100, sent(1), sent(2), ...own(3, 1));
		session.settle(4_000);
		expect(states(session)).toEqual(['unheard by order', 'undelivered refused by order']);
		expect(found(session, 'is:guessed').length).toBe(3);
	});

	it('is sure of a burst that was delivered whole', () => {
		const session = begun();
		give(session, 'top', 1_100, sent(1), sent(2), sent(3), ...own(4, 1), ...own(5, 2), ...own(6, 3));
		expect(states(session)).toEqual(['unheard', 'unheard', 'unheard']);
	});

	it('is not judged when events were lost', () => {
		const session = begun();
		give(session, 'top', 1_100, sent(1), {
			kind: 'dropped',
			seq: 0,
			time: 1,
			count: 4,
			bytes: 9,
			where: 'ring',
		});
		session.settle(9_000);
		expect(states(session)).toEqual(['unseen lost']);
	});
});

describe('a delivery without a visible send', () => {
	it.each<[string, HookEvent[], string]>([
		['no call although calls are watched', own(900, 1), 'native'],
		[
			'a message from before calls were watched',
			[message(1, { n: 1, origin: OWN.origin, time: 400 })],
			'lost',
		],
		['an event that a script made', [message(1, { n: 1, trusted: false })], 'dispatched'],
		['a message of a worker', [message(1, { target: { kind: 'worker', id: 2 } })], 'worker'],
		['a message of a port from elsewhere', [message(1, { target: { kind: 'port', id: 2 } })], 'other-end'],
	])('%s', (_name, events, expected) => {
		const session = begun();
		give(session, 'top', 1_100, ...events);
		expect(unsentOf(session, rowsOf(session, 'message')[0] as number)).toBe(expected);
	});
});

describe('sends of channels', () => {
	const port = (id: number) => ({ kind: 'port', id }) as const;
	const casts = (id: number) => ({ kind: 'broadcast-channel', id, name: 'cart' }) as const;
	const data = { size: 4, complete: true } as const;

	it('come out of the other port, in order', () => {
		const session = begun();
		give(
			session,
			'top',
			1_100,
			{ kind: 'channel-created', seq: 1, time: 1_001, ports: [5, 6], stack: [] },
			sent(2, { target: port(5), ...data }),
			sent(3, { target: port(5), ...data }),
			message(4, { target: port(6), ...data }),
			message(5, { target: port(6), ...data }),
		);
		expect(rowsOf(session, 'send').map((row) => session.rows.peer(row))).toEqual(rowsOf(session, 'message'));
	});

	it.each(['sends', 'deliveries'])(
		'are joined with no other where a flood of %s had some forgotten',
		(first) => {
			const session = begun();
			const count = 1_500;
			const created: HookEvent = { kind: 'channel-created', seq: 1, time: 1_001, ports: [5, 6], stack: [] };
			give(session, 'top', 1_100, created);
			const all = Array.from({ length: count }, (_, i) => i);
			const calls = all.map((i) => sent(10 + i, { target: port(5), ...data }));
			const got = all.map((i) => message(2_000 + i, { target: port(6), ...data }));
			give(session, 'top', 1_200, ...(first === 'sends' ? calls : got));
			give(session, 'top', 1_200, ...(first === 'sends' ? got : calls));
			const sends = rowsOf(session, 'send');
			const deliveries = rowsOf(session, 'message');
			const peers = sends.map((row) => session.rows.peer(row));
			expect(peers.filter((peer) => peer !== undefined)).toHaveLength(1_000);
			for (const [i, peer] of peers.entries()) if (peer !== undefined) expect(peer).toBe(deliveries[i]);
		},
	);

	it('are not sure of what a flood of broadcasts had forgotten', () => {
		const session = begun();
		const all = Array.from({ length: 1_500 }, (_, i) => i);
		give(session, 'top', 1_100, ...all.map((i) => sent(1 + i, { target: casts(2), ...data })));
		give(session, 'top', 1_100, ...all.map((i) => message(2_000 + i, { target: casts(3), ...data })));
		const delivered = states(session).filter((state) => state.startsWith('unheard'));
		expect(new Set(delivered)).toEqual(new Set(['unheard by order']));
	});

	it.each([
		[
			'were lost',
			(session: Session) =>
				give(session, 'top', 1_150, {
					kind: 'dropped',
					seq: 0,
					time: 1_010,
					count: 3,
					bytes: 1,
					where: 'ring',
				}),
		],
		[
			'came while recording was paused',
			(session: Session) => {
				session.recording = false;
				give(session, 'top', 1_150, message(9, { target: casts(3), ...data }));
				session.recording = true;
			},
		],
	])('are not said to have reached nobody when events %s meanwhile', (_, lose) => {
		const session = begun();
		give(session, 'top', 1_100, sent(1, { target: casts(2), ...data }));
		lose(session);
		session.settle(2_000);
		session.settle(9_000);
		const [first] = rowsOf(session, 'send') as [number];
		expect(deliveryOf(session, first)).toMatchObject({ state: 'unseen', why: 'lost' });
		// What is heard later is joined with what was sent later.
		give(session, 'top', 9_000, sent(20, { target: casts(2), time: 8_500, ...data }));
		give(session, 'top', 9_000, message(21, { target: casts(3), time: 8_501, ...data }));
		const second = rowsOf(session, 'send')[1] as number;
		expect(deliveryOf(session, first).state).toBe('unseen');
		expect(deliveryOf(session, second).rows).toHaveLength(1);
	});

	it('are followed through a window message that hands the port over, whoever tells first', () => {
		const told: [string, HookEvent[]][] = [
			[
				'top',
				[
					{ kind: 'channel-created', seq: 1, time: 1_001, ports: [5, 6], stack: [] },
					sent(2, { target: port(5), ...data }),
				],
			],
			[
				'child',
				[
					message(1, { n: 1, ports: [1], time: 1_002 }),
					seen(1, { source: { relation: 'parent', path: '' } }),
					message(2, { target: port(1), ...data, time: 1_004 }),
				],
			],
		];
		for (const order of [told, told.toReversed()]) {
			const session = begun();
			session.introduce(
				documentInfo({ token: 'child', frameId: 3, path: '0', origin: 'https://pay.test' }),
				1_000,
			);
			for (const [token, events] of order) give(session, token, 1_100, ...events);
			const [send] = rowsOf(session, 'send') as [number];
			const got = rowsOf(session, 'message').find((row) => session.rows.channel(row) === 'port');
			expect([session.rows.peer(send), deliveryOf(session, send).byOrder]).toEqual([got, false]);
			const child = session.documents.find('child');
			const end = child && session.deliveries.ports.find(child, 1);
			expect(end?.handedOver).toHaveLength(1);
			expect(end?.other?.place).toMatchObject({ id: 5 });
			expect(partiesOf(session, send).to).toMatchObject({ kind: 'channel', id: 5, document: child });
		}
	});

	it('are not judged where the port went to a worker', () => {
		const session = begun();
		give(
			session,
			'top',
			1_100,
			{ kind: 'channel-created', seq: 1, time: 1_001, ports: [5, 6], stack: [] },
			sent(2, { target: { kind: 'worker', id: 9 }, ports: [6], ...data }),
			sent(3, { target: port(5), ...data }),
		);
		session.settle(9_000);
		expect(states(session)).toEqual(['unseen worker', 'unseen other-end']);
	});

	it('reach every other channel of that name and origin', () => {
		const session = begun();
		session.introduce(documentInfo({ token: 'child', frameId: 3, path: '0' }), 1_000);
		give(session, 'child', 1_100, message(1, { target: casts(7), ...data, time: 1_005 }));
		give(session, 'top', 1_100, sent(1, { target: casts(2), ...data }));
		give(session, 'top', 1_100, message(2, { target: casts(3), ...data }));
		give(session, 'top', 1_100, sent(3, { target: casts(2), ...data, time: 1_500 }));
		session.settle(9_000);
		expect(states(session)).toEqual(['unheard', 'undelivered nobody']);
		const [first] = rowsOf(session, 'send') as [number];
		expect(deliveryOf(session, first).rows).toEqual(rowsOf(session, 'message'));
	});
});
