import { describe, expect, it } from 'vitest';
import { sessionJson } from '../../../src/export/session-json.ts';
import type { HookEvent } from '../../../src/protocol/event.ts';
import type { DocumentRecord } from '../../../src/session/documents.ts';
import { noEvidence } from '../../../src/session/listener-record.ts';
import { partiesOf, partyText } from '../../../src/session/parties.ts';
import { takeHandshake } from '../../../src/session/place-handshakes.ts';
import { mark } from '../../../src/session/rows.ts';
import { Session } from '../../../src/session/session.ts';
import { added, documentInfo, frame, message, ran, seen } from './events.ts';

let batches = 0;
const give = (session: Session, token: string, ...events: HookEvent[]): void =>
	session.addBatch(token, ++batches, JSON.stringify(events), 2_000);
const list = (session: Session): number[] =>
	Array.from({ length: session.timeline.length }, (_, i) => session.timeline.at(i) as number);
const begun = (): Session => {
	const session = new Session();
	session.introduce(documentInfo(), 1_000);
	return session;
};

describe('a session', () => {
	it('lists rows by time, whatever the order in which documents tell', () => {
		const session = begun();
		give(session, 'a', frame(1, { time: 10 }), frame(2, { time: 30 }), frame(3, { time: 50 }));
		give(session, 'b', frame(1, { time: 20 }), frame(2, { time: 30 }), frame(3, { time: 60 }));
		expect(list(session).map((row) => session.rows.time(row))).toEqual([10, 20, 30, 30, 50, 60]);
	});

	it('adds a repeated batch and a repeated event once', () => {
		const session = begun();
		const events = JSON.stringify([frame(1), frame(2)]);
		session.addBatch('top', 7, events, 2_000);
		session.addBatch('top', 7, events, 2_000);
		give(session, 'top', frame(2), frame(3));
		expect(session.timeline.length).toBe(3);
		expect(session.sockets[0]?.in).toEqual({ frames: 3, bytes: 15 });
	});

	it('shows the total of what was dropped or refused', () => {
		const session = begun();
		give(session, 'top', { kind: 'dropped', seq: 0, time: 1, count: 40, bytes: 9, where: 'ring' });
		give(session, 'top', { kind: 'dropped', seq: 0, time: 2, count: 2, bytes: 9, where: 'relay' });
		session.addBatch('top', 1_000_000, '[{"kind":"nonsense"}]', 2_000);
		expect(session.losses).toMatchObject({ page: 42, rejected: 1 });
	});

	it('tells from which document a message came by its path, at its time', () => {
		const session = begun();
		session.introduce(
			documentInfo({ token: 'old', path: '0', url: 'https://old.test/', startedAt: 900 }),
			900,
		);
		session.end('old', 1_500);
		session.introduce(
			documentInfo({ token: 'new', path: '0', url: 'https://new.test/', startedAt: 1_500 }),
			1_500,
		);
		const from = (time: number, n: number): string => {
			give(session, 'top', message(n, { time }), seen(n, { time }));
			const row = list(session).find((id) => session.rows.time(id) === time) as number;
			return partyText(partiesOf(session, row).from).split('\n')[0] as string;
		};
		expect(from(1_400, 1)).toBe('https://old.test/');
		expect(from(1_600, 2)).toBe('https://new.test/');
	});

	it('does not take a path of another tab for one of its own', () => {
		const session = begun();
		give(session, 'top', message(1), seen(1, { source: { relation: 'opener', path: '' } }));
		expect(partiesOf(session, 0).from).toEqual({
			kind: 'window',
			relation: 'opener',
			origin: 'https://pay.test',
		});
	});
});

describe('the two sights of a window message', () => {
	const marksOf = (session: Session): number[] => list(session).map((row) => session.rows.marks(row));

	it.each([
		['hook first', [message(1), seen(1)]],
		['browser first', [seen(1), message(1)]],
	])('make one row, %s, in one batch or two', (_name, [first, second]) => {
		for (const split of [false, true]) {
			const session = begun();
			if (split) give(session, 'top', first as HookEvent);
			give(session, 'top', ...((split ? [second] : [first, second]) as HookEvent[]));
			expect(marksOf(session)).toEqual([0]);
			expect(session.source(0)).toEqual({ relation: 'child', path: '0' });
			expect(session.rows.size(0)).toBe(10);
			expect((session.rows.event(0) as HookEvent).kind).toBe('message');
		}
	});

	it('take the browser’s word when they differ on the origin', () => {
		for (const events of [
			[message(1, { origin: 'https://fake.test' }), seen(1)],
			[seen(1), message(1, { origin: 'https://fake.test' })],
		]) {
			const session = begun();
			give(session, 'top', ...events);
			expect(session.origins.text(session.rows.origin(0))).toBe('https://pay.test');
			expect(marksOf(session)).toEqual([mark.disputed]);
		}
	});

	it('do not differ where the hook did not look', () => {
		for (const events of [
			[message(1, { origin: '' }), seen(1)],
			[seen(1), message(1, { origin: '' })],
		]) {
			const session = begun();
			give(session, 'top', ...events);
			expect(session.origins.text(session.rows.origin(0))).toBe('https://pay.test');
			expect(marksOf(session)).toEqual([0]);
		}
	});

	it('mark what the browser passed over, and clear the mark of what came late', () => {
		const session = begun();
		give(session, 'top', { kind: 'seen-from', seq: 0, time: 1, n: 1 });
		give(session, 'top', message(1), message(2), seen(2));
		expect(marksOf(session)).toEqual([mark.unconfirmed, 0]);
		give(session, 'top', message(3, { time: 1_003 }));
		expect(session.documents.isWaiting).toBe(true);
		session.settle(9_000);
		expect(session.documents.isWaiting).toBe(false);
		expect(marksOf(session)).toEqual([mark.unconfirmed, 0, mark.unconfirmed]);
		give(session, 'top', seen(3));
		expect(marksOf(session)).toEqual([mark.unconfirmed, 0, 0]);
	});

	it('do not blame a panel that is behind on what it takes in', () => {
		const session = begun();
		give(session, 'top', { kind: 'seen-from', seq: 0, time: 1, n: 1 });
		const late = (now: number, ...events: HookEvent[]): void =>
			session.addBatch('top', ++batches, JSON.stringify(events), now);
		late(60_000, message(1));
		late(61_000, message(2));
		expect(marksOf(session)).toEqual([0, 0]);
		late(62_000, seen(1), seen(2));
		session.settle(90_000);
		expect(marksOf(session)).toEqual([0, 0]);
	});

	it('mark what the hook passed over as hidden from it', () => {
		const session = begun();
		give(session, 'top', seen(1), message(2), seen(2));
		expect(marksOf(session)).toEqual([mark.hidden | mark.incomplete, 0]);
	});

	it('do not blame messages of before the browser’s sight was told, nor conclude across a loss', () => {
		const session = begun();
		give(session, 'top', message(1), message(2), { kind: 'seen-from', seq: 0, time: 5, n: 3 });
		session.settle(99_000);
		expect(marksOf(session)).toEqual([0, 0]);
		give(session, 'top', message(3), {
			kind: 'dropped',
			seq: 0,
			time: 6,
			count: 1,
			bytes: 1,
			where: 'relay',
		});
		session.settle(99_000);
		expect(list(session).some((row) => session.rows.marks(row) & mark.unconfirmed)).toBe(false);
	});
});

describe('listeners', () => {
	it('gather evidence over their runs', () => {
		const session = begun();
		give(session, 'top', added(1, 5), message(2), seen(2), message(3, { origin: 'https://shop.test' }));
		give(
			session,
			'top',
			{
				kind: 'listener-ran',
				seq: 4,
				time: 1,
				listener: 5,
				message: 2,
				reads: [{ name: 'data' }],
				sent: [1],
			},
			{
				kind: 'listener-ran',
				seq: 5,
				time: 1,
				listener: 5,
				message: 3,
				reads: [
					{ name: 'origin', site: { url: 'https://shop.test/app.js', line: 3, column: 7 } },
					{ name: 'data' },
				],
				threw: 'Error',
			},
		);
		expect(session.listeners[0]?.evidence).toEqual({
			runs: 2,
			origins: new Set(['https://pay.test', 'https://shop.test']),
			readData: 2,
			readOrigin: 1,
			readSource: 0,
			dataFirst: 1,
			foreignData: 1,
			foreignUnchecked: 1,
			foreignActed: 1,
			threw: 1,
			replied: 1,
			reached: 0,
			stopped: 0,
			originSite: { url: 'https://shop.test/app.js', line: 3, column: 7 },
		});
		expect(session.rows.ran(1)).toBe(1);
	});

	it('gather none from messages that Earshot made', () => {
		const session = begun();
		give(session, 'top', added(1, 5), message(2, { synthetic: true, origin: 'https://attacker.example' }));
		const reads = [{ name: 'data' as const }];
		give(session, 'top', {
			kind: 'listener-ran',
			seq: 3,
			time: 1,
			listener: 5,
			message: 2,
			reads,
			sent: [1],
		});
		expect(session.listeners[0]?.evidence).toEqual(noEvidence());
		expect(session.rows.ran(1)).toBe(1);
	});

	it('stay listed when the log is cleared, unless they are gone', () => {
		const session = begun();
		give(session, 'top', added(1, 1), added(2, 2), {
			kind: 'listener-removed',
			seq: 3,
			time: 5,
			listener: 2,
			how: 'signal',
		});
		session.clear();
		expect(session.timeline.length).toBe(0);
		expect(session.listeners.map((listener) => listener?.added.listener)).toEqual([1, undefined]);
		give(session, 'top', added(1, 1), message(4));
		expect(session.listeners.filter(Boolean).length).toBe(1);
		expect(session.timeline.length).toBe(1);
	});
});

describe('navigation', () => {
	const crowded = (preserve: boolean): Session => {
		const session = begun();
		session.preserve = preserve;
		give(session, 'top', added(1, 1), frame(2));
		session.end('top', 3_000);
		session.introduce(documentInfo({ token: 'next', startedAt: 2_990 }), 3_010);
		give(session, 'next', added(1, 1, { time: 3_020 }));
		session.navigate('https://shop.test/next', 3_005);
		return session;
	};

	it('forgets what was before it, and nothing of the new document', () => {
		const session = crowded(false);
		expect(list(session).map((row) => session.rows.kind(row))).toEqual(['navigation', 'listener']);
		expect(session.documents.find('top')).toBeUndefined();
		expect(session.sockets.filter(Boolean)).toEqual([]);
		give(session, 'top', frame(9));
		expect(session.timeline.length).toBe(2);
	});

	it('forgets earlier navigations too', () => {
		const session = crowded(false);
		session.navigate('https://shop.test/third', 4_000);
		expect(list(session).map((row) => session.rows.time(row))).toEqual([4_000]);
	});

	it('forgets sockets of nobody known that were opened before it', () => {
		const session = begun();
		const opened = (id: string, startedAt: number): void =>
			takeHandshake(
				session,
				{ id, seenBy: 'webRequest', url: `wss://${id}.test/`, startedAt, status: 101 },
				startedAt + 5_000,
			);
		opened('before', 1_000);
		opened('after', 9_000);
		session.navigate('https://shop.test/next', 8_000);
		expect(session.sockets.flatMap((socket) => socket?.url ?? [])).toEqual(['wss://after.test/']);
	});

	it('keeps everything when the log is preserved', () => {
		expect(crowded(true).timeline.length).toBe(4);
	});

	it('takes a document back that returns from the back/forward cache', () => {
		const session = crowded(false);
		session.introduce(documentInfo(), 4_000);
		give(session, 'top', added(1, 1));
		expect(session.listeners.filter(Boolean).length).toBe(2);
	});
});

describe('limits', () => {
	it('give up the oldest bodies first, then the oldest rows, and count both', () => {
		const session = new Session({ rows: 20_000, bodies: 500_000 });
		for (let i = 0; i < 40; i++) {
			give(session, 'top', ...Array.from({ length: 1_000 }, (_, j) => frame(i * 1_000 + j + 1)));
		}
		expect(session.rows.bodyLength).toBeLessThanOrEqual(500_000);
		expect(session.timeline.length).toBeLessThanOrEqual(20_000);
		expect(session.timeline.length + session.losses.rows).toBe(40_000);
		expect(session.losses.bodies).toBeGreaterThan(0);
		expect(session.rows.text(session.timeline.at(session.timeline.length - 1) as number)).toBeDefined();
		expect(session.sockets[0]?.in.frames).toBe(40_000);
		expect(session.sockets[0]?.frames.length).toBe(session.timeline.length);
	});

	it('forget listeners that are long gone, with their sources, and count their rows as emptied', () => {
		const session = begun();
		session.limits = { ...session.limits, gone: 1_000 };
		const source = `(e) => use(e.data)${' '.repeat(500)}`;
		give(session, 'top', added(1, 900_000));
		for (let i = 0; i < 3_000; i++) {
			const seq = 10 + 2 * i;
			give(session, 'top', added(seq, 1 + i, { source }), {
				kind: 'listener-removed',
				seq: seq + 1,
				time: 2_000 + i,
				listener: 1 + i,
				how: 'removeEventListener',
			});
		}
		const kept = session.listeners.filter((each) => each !== undefined);
		expect(kept.length).toBeLessThanOrEqual(2_001);
		expect(kept.length).toBeGreaterThan(1_000);
		expect(kept[0]?.added.listener).toBe(900_000);
		expect(kept.at(-1)?.added.listener).toBe(3_000);
		// One text for all that have the same.
		expect(session.losses.bodies).toBe(3_001 - kept.length);
		const emptied = list(session).filter((row) => session.rows.marks(row) & mark.emptied);
		expect(emptied).toHaveLength(3_001 - kept.length);
		expect([...session.listenersOf(session.documents.find('top') as DocumentRecord)]).toHaveLength(
			kept.length,
		);
		// A file of it opens.
		expect(() => [...sessionJson(session, { version: '1', now: 1 }).pieces]).not.toThrow();
	});

	it('forget closed sockets that say nothing any more', () => {
		const session = begun();
		session.limits = { ...session.limits, gone: 1_000 };
		const closed = (socket: number, seq: number): HookEvent => ({
			kind: 'socket-closed',
			seq,
			time: 2_000,
			socket,
			code: 1_006,
			reason: '',
			wasClean: false,
			by: 'peer',
		});
		give(session, 'top', frame(1, { socket: 900_000 }), closed(900_000, 2), frame(3, { socket: 900_001 }));
		for (let i = 0; i < 3_000; i++) give(session, 'top', closed(1 + i, 10 + i));
		const kept = session.sockets.filter((each) => each !== undefined);
		expect(kept.length).toBeLessThanOrEqual(2_002);
		expect(kept.length).toBeGreaterThan(1_000);
		// Frames are there, or it is open.
		expect(kept.slice(0, 2).map(({ number }) => number)).toEqual([900_000, 900_001]);
		expect(session.losses.bodies).toBeGreaterThan(0);
	});

	it('hold for origins that pages invent: they are cut, and forgotten with their rows', () => {
		const session = new Session({ rows: 5_000, bodies: 1_000_000 });
		const invented = (n: number): string => `${n}.${'x'.repeat(50_000)}`;
		for (let i = 0; i < 30; i++) {
			const events = Array.from({ length: 1_000 }, (_, j) => {
				const seq = i * 1_000 + j + 1;
				return message(seq, { n: seq, trusted: false, origin: j === 0 ? invented(i) : `${seq}.test` });
			});
			give(session, 'top', ...events);
		}
		const rows = list(session);
		const texts = rows.map((row) => session.origins.text(session.rows.origin(row)));
		expect(
			texts.every(
				(text, at) =>
					text.startsWith(`${session.rows.ref(rows[at] as number)}.test`) || text.includes('.xxx'),
			),
		).toBe(true);
		expect(Math.max(...texts.map((text) => text.length))).toBeLessThan(1_000);
		expect(session.origins.size).toBeLessThan(15_000);
		session.clear();
		expect(session.origins.size).toBeLessThanOrEqual(1);
	});

	it('count all listeners that ran for a message', () => {
		const session = begun();
		give(session, 'top', message(1));
		const count = 70_000;
		give(
			session,
			'top',
			...Array.from({ length: count }, (_, i) => ran(10 + i, { listener: i, message: 1 })),
		);
		expect(session.rows.ran(0)).toBe(count);
	});

	it('count what came while paused', () => {
		const session = begun();
		session.recording = false;
		give(session, 'top', message(1), seen(1), frame(2), added(3, 1));
		expect(session.timeline.length).toBe(0);
		expect(session.losses.paused).toBe(2);
		expect(session.listeners.length).toBe(1);
	});
});
