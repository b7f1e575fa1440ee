import { describe, expect, it } from 'vitest';
import { correlationOf, repliesOf } from '../../../../src/session/replies.ts';
import { Session } from '../../../../src/session/session.ts';
import { documentInfo, frame, message, object, text } from '../events.ts';

function told(...events: object[]): Session {
	const session = new Session();
	session.introduce(documentInfo(), 900);
	session.addBatch('top', 1, JSON.stringify(events), 2_000);
	return session;
}
const rowOf = (session: Session, at: number): number => session.timeline.at(at) as number;
const port = { kind: 'port', id: 4 } as const;
const sent = (seq: number, send: number) => ({
	kind: 'sent',
	seq,
	time: 1_000 + seq,
	send,
	target: port,
	data: text('"frame":9,"direction"'),
	complete: true,
	ports: [],
	stack: [],
});

describe('replies', () => {
	it('are what listeners sent while they ran: messages and frames', () => {
		const session = told(
			message(1, { target: port }),
			sent(2, 1),
			frame(3, { frame: 8 }),
			frame(4, { frame: 9, direction: 'out' }),
			sent(5, 2),
			{
				kind: 'listener-ran',
				seq: 6,
				time: 1_006,
				listener: 1,
				message: 1,
				reads: [],
				sent: [1],
				frames: [9],
			},
		);
		expect(repliesOf(session, rowOf(session, 0))).toEqual([rowOf(session, 1), rowOf(session, 3)]);
		expect(repliesOf(session, rowOf(session, 1))).toEqual([]);
	});

	it('are none of a row that is gone', () => {
		const session = told(message(1));
		const row = rowOf(session, 0);
		session.clear();
		expect(repliesOf(session, row)).toEqual([]);
		expect(correlationOf(session, row)).toBe('');
	});

	it.each([
		['a member', object({ type: text('ask'), id: text('q1') }), 'q1'],
		['a number', object({ requestId: { t: 'number', v: 7 } }), '7'],
		['JSON in a text', text('{"id":"x"}'), 'x'],
		['nothing', text('hello'), ''],
		['an empty id', object({ id: text('') }), ''],
	])('are told by an id: %s', (_, data, id) => {
		const session = told(message(1, { data }));
		expect(correlationOf(session, rowOf(session, 0))).toBe(id);
	});
});
