import { beforeEach, describe, expect, it } from 'vitest';
import { joinEvidence } from '../../../src/probe/join-evidence.ts';
import type { HookEvent, HookEventOf } from '../../../src/protocol/event.ts';
import { Session } from '../../../src/session/session.ts';
import { carrierOf, ranDuring, sinksOf } from '../../../src/session/sinks.ts';
import { added, documentInfo, message } from './events.ts';

const reached = (n: number, time: number): HookEventOf<'sink-reached'> => ({
	kind: 'sink-reached',
	seq: 50 + time,
	time,
	n,
	sink: 'innerHTML',
	value: '<p>from afar</p>',
	text: 'from afar',
	stack: [],
});
const ran = (message: number, time: number, duration: number): HookEventOf<'listener-ran'> => ({
	kind: 'listener-ran',
	seq: 90 + time,
	time,
	listener: 5,
	message,
	reads: [{ name: 'data' }],
	duration,
});

describe('texts of messages in sinks', () => {
	let session: Session;
	let batch = 0;
	const give = (...events: HookEvent[]): void =>
		session.addBatch('top', ++batch, JSON.stringify(events), 2_000);
	const noteRow = (): number => session.rows.next - 1;

	beforeEach(() => {
		session = new Session();
		session.introduce(documentInfo(), 1);
		give(added(1, 5), message(2, { n: 1, message: 7 }), message(3, { n: 11, message: 8 }));
	});

	it('lead to the message that had them, and back', () => {
		give(reached(11, 20));
		const carrier = carrierOf(session, noteRow(), reached(11, 20));
		expect(carrier === undefined ? {} : session.rows.event(carrier)).toMatchObject({ message: 8 });
		expect(sinksOf(session, carrier ?? -1)).toMatchObject([{ n: 11, sink: 'innerHTML' }]);
		expect(sinksOf(session, (carrier ?? 0) - 1)).toEqual([]);
	});

	it('lead nowhere when the message is not held', () => {
		give(reached(4, 20));
		expect(carrierOf(session, noteRow(), reached(4, 20))).toBeUndefined();
	});

	it.each([
		[10, 10, 5, true],
		[4, 10, 5, true],
		[3, 10, 5, false],
		[11, 10, 5, false],
	])('at %s, of a run that ended at %s after %s ms: %s', (time, end, duration, expected) => {
		expect(ranDuring(ran(8, end, duration), reached(11, time))).toBe(expected);
	});

	it('are acts of a listener that looked at nobody', () => {
		give(reached(11, 20), ran(8, 20, 2));
		const evidence = session.listeners[0]?.evidence;
		expect(evidence).toMatchObject({ reached: 1, foreignActed: 1, replied: 0 });
		if (evidence)
			expect(joinEvidence({ verdict: 'unknown', confidence: 'low' }, evidence, [])).toMatchObject({
				verdict: 'none',
				reason: { code: 'acted-unchecked' },
			});
	});

	it('are unknown of what eval was given, which is no act', () => {
		give({ ...reached(11, 20), sink: 'eval', text: '', value: '' }, ran(8, 20, 2));
		expect(session.listeners[0]?.evidence).toMatchObject({ reached: 0, foreignActed: 0 });
	});

	it('are none of a listener that had ended, or of another message', () => {
		give(reached(11, 30), ran(8, 20, 2), reached(1, 20), ran(8, 20, 2));
		expect(session.listeners[0]?.evidence).toMatchObject({ reached: 0, foreignActed: 0 });
	});
});
