import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Arrangement } from '../../../src/session/arrangement.ts';
import { Facts } from '../../../src/session/facts.ts';
import { GroupedRows } from '../../../src/session/grouped-rows.ts';
import { parseQuery } from '../../../src/session/query.ts';
import { Session } from '../../../src/session/session.ts';
import { SortedRows } from '../../../src/session/sorted-rows.ts';
import { added, documentInfo, frame, message, object, seen, text } from './events.ts';

const test = (filter: string) => {
	const parsed = parseQuery(filter);
	if (!parsed.ok) throw new Error(parsed.error.code);
	return parsed.isEmpty ? undefined : parsed.test;
};
const factsOf = (session: Session) => new Facts(session, () => undefined);

function finish(arranged: Arrangement, session: Session): void {
	while (!arranged.advance(3, session.takeTouched()));
}
const listed = (arranged: Arrangement): (number | undefined)[] =>
	Array.from({ length: arranged.length }, (_, index) => arranged.at(index));

const step = fc.oneof(
	fc.record({ do: fc.constant('batch'), sizes: fc.array(fc.nat(5), { maxLength: 8 }) }),
	fc.record({ do: fc.constant('advance'), most: fc.integer({ min: 1, max: 7 }) }),
	fc.record({ do: fc.constant('run'), message: fc.integer({ min: 1, max: 30 }) }),
	fc.constant({ do: 'clear' as const }),
);

/** Plays steps on a session, an arrangement of which goes on meanwhile; returns the rows that must be in it at last. */
function play(
	steps: (typeof step extends fc.Arbitrary<infer S> ? S : never)[],
	session: Session,
	arranged: Arrangement,
	filter: string,
): number[] {
	session.introduce(documentInfo(), 900);
	let seq = 0;
	let batch = 0;
	const events: object[] = [added(++seq, 1)];
	for (const s of steps) {
		if (s.do === 'batch') {
			for (const size of s.sizes) {
				const time = 1_000 + ((size * 37) % 11);
				const id = object({ id: text(`${size % 3}`) });
				const n = ++seq;
				// The hook's sight and the browser's come apart: the second changes the row.
				events.push(message(n, { size, time, data: id }), seen(n, { time }));
				if (size === 5) events.push(frame(++seq, { size, time }));
			}
			session.addBatch('top', ++batch, JSON.stringify(events.splice(0)), 1_000);
		} else if (s.do === 'advance') arranged.advance(s.most, session.takeTouched());
		else if (s.do === 'clear') session.clear();
		else {
			const ran = { kind: 'listener-ran', seq: ++seq, time: 1, listener: 1, message: s.message, reads: [] };
			session.addBatch('top', ++batch, JSON.stringify([ran]), 1_000);
		}
	}
	finish(arranged, session);
	const facts = factsOf(session);
	const wanted = test(filter);
	return Array.from({ length: session.timeline.length }, (_, i) => session.timeline.at(i) as number).filter(
		(row) => !wanted || wanted(facts.of(row)),
	);
}

describe('sorted rows', () => {
	it('are those that pass, in the order of their keys, however they came', () => {
		fc.assert(
			fc.property(
				fc.array(step, { maxLength: 20 }),
				fc.boolean(),
				fc.constantFrom('', 'has:listener', 'size>2'),
				fc.constantFrom('size', 'ran'),
				(steps, descending, filter, by) => {
					const session = new Session();
					const keyOf = (row: number): number | string => {
						const value = by === 'size' ? session.rows.size(row) : session.rows.ran(row);
						return value < 0 ? '' : value;
					};
					const order = { keyOf, descending };
					const arranged = new SortedRows(session, factsOf(session), test(filter), order);
					const rows = play(steps, session, arranged, filter);
					const sign = descending ? -1 : 1;
					const expected = rows.toSorted((a, b) => {
						const [x, y] = [keyOf(a), keyOf(b)];
						if (x === '' || y === '') return Number(x === '') - Number(y === '') || byTime(session, a, b);
						return sign * (Number(x) - Number(y)) || byTime(session, a, b);
					});
					expect(listed(arranged)).toEqual(expected);
					expect(expected.map((row) => arranged.indexOf(row))).toEqual([...expected.keys()]);
				},
			),
		);
	});

	it('show something before the last of many rows was looked at', () => {
		const session = new Session();
		session.introduce(documentInfo(), 900);
		const events = Array.from({ length: 6_000 }, (_, i) => frame(i + 1, { size: i % 100 }));
		session.addBatch('top', 1, JSON.stringify(events), 1_000);
		const keyOf = (row: number): number => session.rows.size(row);
		const arranged = new SortedRows(session, factsOf(session), undefined, { keyOf, descending: true });
		let turns = 0;
		while (arranged.length === 0) {
			turns++;
			expect(arranged.advance(500, new Set())).toBe(false);
		}
		expect(turns).toBeLessThan(10);
		expect(session.rows.size(arranged.at(0) ?? -1)).toBe(99);
	});
});

const byTime = ({ rows }: Session, a: number, b: number): number => rows.time(a) - rows.time(b) || a - b;

describe('grouped rows', () => {
	it('are those that pass, each in one conversation in the order of time', () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 20 }), fc.constantFrom('', 'size>2'), (steps, filter) => {
				const session = new Session();
				const arranged = new GroupedRows(session, factsOf(session), test(filter));
				const rows = play(steps, session, arranged, filter);
				const lines = listed(arranged);
				expect(lines.every((line) => line !== undefined)).toBe(true);
				expect(lines.map((line) => arranged.indexOf(line ?? 0))).toEqual([...lines.keys()]);
				const shown = lines.filter((line): line is number => line !== undefined && line >= 0);
				expect(shown.toSorted((a, b) => a - b)).toEqual(rows.toSorted((a, b) => a - b));
				for (const line of lines) {
					const group = arranged.headed(line ?? 0);
					if (!group) continue;
					expect(group.rows.length).toBeGreaterThan(1);
					expect(group.rows).toEqual(group.rows.toSorted((a, b) => byTime(session, a, b)));
				}
			}),
		);
	});

	it('go by the two windows and the id, by socket, and fold', () => {
		const session = new Session();
		session.introduce(documentInfo(), 900);
		session.introduce(documentInfo({ token: 'pay', path: '0', url: 'https://pay.test/f' }), 900);
		const call = (id: string) => object({ requestId: text(id) });
		const child = { relation: 'child', path: '0' } as const;
		const parent = { relation: 'parent', path: '' } as const;
		session.addBatch(
			'top',
			1,
			JSON.stringify([
				message(1, { data: call('a'), source: child }),
				frame(2),
				message(3, { data: call('b'), source: child }),
				frame(4),
			]),
			1_000,
		);
		const reply = message(1, {
			time: 1_010,
			data: object({ replyTo: text('a') }),
			source: parent,
		});
		session.addBatch('pay', 1, JSON.stringify([reply]), 1_000);
		const arranged = new GroupedRows(session, factsOf(session), undefined);
		finish(arranged, session);
		expect(listed(arranged)).toEqual([-1, 0, 4, -2, 1, 3, 2]);
		const [first] = [arranged.headed(-1)];
		expect(first?.id).toBe('a');
		if (first) arranged.toggle(first);
		expect(listed(arranged)).toEqual([-1, -2, 1, 3, 2]);
		expect([arranged.indexOf(4), arranged.indexOf(-2), arranged.indexOf(3)]).toEqual([-1, 1, 3]);
	});

	it('have headings of their own, and stay folded when they are arranged anew', () => {
		const session = new Session();
		session.introduce(documentInfo(), 900);
		const folded = new Set<string>();
		const arrange = (): GroupedRows => {
			const made = new GroupedRows(session, factsOf(session), undefined, folded);
			finish(made, session);
			return made;
		};
		session.addBatch('top', 1, JSON.stringify([frame(1), frame(2)]), 1_000);
		const arranged = arrange();
		const group = arranged.headed(-1);
		if (group) arranged.toggle(group);
		expect([listed(arranged), listed(arrange())]).toEqual([[-1], [-1]]);
		session.clear();
		session.addBatch('top', 2, JSON.stringify([3, 4].map((id) => frame(id, { socket: 9 }))), 1_000);
		finish(arranged, session);
		expect([listed(arranged), arranged.headed(-1)]).toEqual([[-2, 2, 3], undefined]);
		expect([arranged.indexOf(-1), arranged.indexOf(-2)]).toEqual([-1, 0]);
	});
});
