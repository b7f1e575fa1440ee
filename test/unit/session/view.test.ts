import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Facts } from '../../../src/session/facts.ts';
import { parseQuery, type Query } from '../../../src/session/query.ts';
import { Session } from '../../../src/session/session.ts';
import { FilteredView } from '../../../src/session/view.ts';
import { added, documentInfo, frame, message } from './events.ts';

const query = (text: string): Query & { ok: true } => {
	const parsed = parseQuery(text);
	if (!parsed.ok) throw new Error(parsed.error.code);
	return parsed;
};

describe('a filtered view', () => {
	it('shows what a filter of the whole timeline would, however it got there', () => {
		const step = fc.oneof(
			fc.record({ do: fc.constant('batch'), token: fc.constantFrom('a', 'b'), times: fc.array(fc.nat(60)) }),
			fc.record({ do: fc.constant('advance'), most: fc.integer({ min: 1, max: 7 }) }),
			fc.record({ do: fc.constant('run'), message: fc.integer({ min: 1, max: 20 }) }),
			fc.constant({ do: 'navigate' as const }),
			fc.constant({ do: 'clear' as const }),
		);
		fc.assert(
			fc.property(
				fc.array(step, { maxLength: 25 }),
				fc.constantFrom('7', 'has:listener', ''),
				(steps, text) => {
					const session = new Session();
					const { test } = query(text);
					const view = new FilteredView(session, () => undefined);
					view.setTest(test);
					const seqs = { a: 0, b: 0 };
					let batch = 0;
					let clock = 1_000;
					for (const now of ['a', 'b']) session.introduce(documentInfo({ token: now }), 1_000);
					for (const s of steps) {
						clock += 10;
						if (s.do === 'batch') {
							const token = s.token as 'a' | 'b';
							const events = s.times.map((time) => message(++seqs[token], { time, n: seqs[token] }));
							session.addBatch(token, ++batch, JSON.stringify([added(++seqs[token], 1), ...events]), clock);
						} else if (s.do === 'run') {
							const seq = ++seqs.a;
							const ran = { kind: 'listener-ran', seq, time: 1, listener: 1, message: s.message, reads: [] };
							session.addBatch('a', ++batch, JSON.stringify([ran]), clock);
						} else if (s.do === 'navigate') {
							session.navigate('https://x.test/', clock);
							session.introduce(documentInfo({ token: 'a' }), clock);
						} else if (s.do === 'clear') session.clear();
						else view.advance(s.most, session.takeTouched());
					}
					view.advance(Number.POSITIVE_INFINITY, session.takeTouched());
					const facts = new Facts(session, () => undefined);
					const expected: number[] = [];
					for (let i = 0; i < session.timeline.length; i++) {
						const row = session.timeline.at(i) as number;
						if (test(facts.of(row))) expected.push(row);
					}
					expect(Array.from({ length: view.length }, (_, i) => view.at(i))).toEqual(expected);
					expected.forEach((row, i) => {
						expect(view.indexOf(row)).toBe(i);
					});
				},
			),
			{ numRuns: 400 },
		);
	});

	it('goes on from where it was when old rows are given up', () => {
		const session = new Session({ rows: 20_000, bodies: 1e9 });
		const view = new FilteredView(session, () => undefined);
		view.setTest(query('kind:frame').test);
		for (let i = 0; i < 30; i++) {
			const events = Array.from({ length: 1_000 }, (_, j) => frame(i * 1_000 + j + 1));
			session.addBatch('a', i + 1, JSON.stringify(events), 5_000);
			view.advance(2_000);
		}
		expect(view.length).toBe(session.timeline.length);
		expect(view.at(0)).toBe(session.timeline.at(0));
	});
});
