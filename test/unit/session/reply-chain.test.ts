import { describe, expect, it } from 'vitest';
import type { HookEvent } from '../../../src/protocol/event.ts';
import { isListenedTo } from '../../../src/session/delivery/delivery.ts';
import { previousSimilar, replyChain } from '../../../src/session/reply-chain.ts';
import { Session } from '../../../src/session/session.ts';
import { added, documentInfo, frame, message, object, ran, sent, text } from './events.ts';

const child = { relation: 'child', path: '0' } as const;
const rowsOf = (session: Session, row: number): number[] => replyChain(session, row).map((each) => each.row);

describe('what belongs to a row', () => {
	it('is what listeners sent while they ran for it', () => {
		const session = new Session();
		session.introduce(documentInfo(), 900);
		const port = { kind: 'port', id: 4 } as const;
		const events = [
			added(1, 1, { target: port }),
			message(2, { target: port, source: { relation: 'port' } }),
			{
				kind: 'sent',
				seq: 3,
				time: 1_003,
				send: 9,
				target: port,
				data: text('answer'),
				complete: true,
				ports: [],
				stack: [],
			},
			{ kind: 'listener-ran', seq: 4, time: 1_004, listener: 1, message: 2, reads: [], sent: [9] },
			frame(5),
		];
		session.addBatch('top', 1, JSON.stringify(events), 1_000);
		expect(rowsOf(session, 1)).toEqual([1, 2]);
		expect(rowsOf(session, 2)).toEqual([1, 2]);
		expect(rowsOf(session, 3)).toEqual([3]);
	});

	it('is the frame that a listener sent on a socket for a message', () => {
		const session = new Session();
		session.introduce(documentInfo(), 900);
		const events = [
			added(1, 1),
			message(2),
			frame(3, { direction: 'out' }),
			frame(4, { direction: 'out' }),
			{ kind: 'listener-ran', seq: 5, time: 1_005, listener: 1, message: 2, reads: [], frames: [4] },
		];
		session.addBatch('top', 1, JSON.stringify(events), 1_000);
		const rowOf = (number: number): number => session.sockets[0]?.frames[number - 3] ?? -1;
		const [row = -1] = [...session.documents].map((record) => record.messages.get(2) ?? -1);
		expect(rowsOf(session, row)).toEqual([row, rowOf(4)]);
		expect(rowsOf(session, rowOf(4))).toEqual([row, rowOf(4)]);
		expect(rowsOf(session, rowOf(3))).toEqual([rowOf(3)]);
	});

	it('is what listeners of a frame did, which the frame says ran', () => {
		const session = new Session();
		session.introduce(documentInfo(), 900);
		const run = (seq: number, of: number, frames: number[]) =>
			ran(seq, { listener: 1, message: 0, frame: of, frames });
		const events = [
			added(1, 1, { target: { kind: 'websocket', id: 1 } }),
			frame(2),
			frame(3, { direction: 'out' }),
			run(4, 2, [3]),
			frame(5),
			frame(6),
			run(7, 5, []),
		];
		session.addBatch('top', 1, JSON.stringify(events), 1_000);
		const [question = -1, answer = -1, unheard = -1, last = -1] = session.sockets[0]?.frames ?? [];
		expect([question, answer, unheard, last].map((row) => session.rows.ran(row))).toEqual([1, 0, 0, 0]);
		expect(rowsOf(session, question)).toEqual([question, answer]);
		expect(rowsOf(session, answer)).toEqual([question, answer]);
		expect(isListenedTo(session, last)).toBe(true);
		expect(session.listeners[0]?.evidence.runs).toBe(2);
	});

	it('is what the two windows say with the same id', () => {
		const session = new Session();
		session.introduce(documentInfo(), 900);
		session.introduce(documentInfo({ token: 'pay', path: '0', url: 'https://pay.test/f' }), 900);
		const say = (seq: number, id: string) => message(seq, { source: child, data: object({ id: text(id) }) });
		const { n: _, ...reply } = message(1, {
			time: 1_010,
			source: { relation: 'parent', path: '' },
			data: text('{"replyTo":"a"}'),
		});
		session.addBatch('top', 1, JSON.stringify([say(1, 'a'), say(2, 'b')]), 1_000);
		session.addBatch('pay', 1, JSON.stringify([reply]), 1_000);
		expect(rowsOf(session, 0)).toEqual([0, 2]);
		expect(rowsOf(session, 1)).toEqual([1]);
	});
});

describe('what comes later', () => {
	const port = { kind: 'port', id: 4 } as const;
	const into = (seq: number, over: object) => sent(seq, { target: port, complete: true, ...over });
	const outOf = (seq: number, over: object): HookEvent[] => {
		const { n: _, ...heard } = message(seq, { target: port, source: { relation: 'port' }, ...over });
		return [heard, ran(seq + 50, { listener: 1, message: seq, time: heard.time })];
	};
	const told = (events: HookEvent[]): Session => {
		const session = new Session();
		session.introduce(documentInfo(), 900);
		session.addBatch(
			'top',
			1,
			JSON.stringify([added(0, 1, { target: port }), added(0, 2), ...events]),
			1_000,
		);
		return session;
	};
	const rowsIn = (session: Session, ...kinds: string[]): number[] =>
		Array.from({ length: session.rows.next }, (_each, row) => row).filter((row) =>
			kinds.includes(session.rows.kind(row)),
		);

	it('is what goes back into a port with the id of what came out of it', () => {
		const id = (value: string) => ({ data: object({ id: text(value) }) });
		const session = told([
			...outOf(1, id('a')),
			...outOf(2, id('b')),
			into(3, { time: 9_000, ...id('a') }),
			into(4, { time: 9_001, ...id('b') }),
		]);
		const [a, b, toA, toB] = rowsIn(session, 'message', 'send');
		expect(replyChain(session, a ?? -1)).toEqual([{ row: a }, { row: toA }]);
		expect(replyChain(session, toB ?? -1)).toEqual([{ row: b }, { row: toB }]);
	});

	it('is, by time alone, what goes back into a port right after its listeners ran', () => {
		const session = told([
			...outOf(1, { time: 1_001 }),
			into(2, { time: 1_001.3 }),
			...outOf(3, { time: 1_001.8 }),
			into(4, { time: 1_030 }),
			into(5, { time: 1_090 }),
		]);
		const [first, back, second, backAgain, late] = rowsIn(session, 'message', 'send');
		expect(replyChain(session, first ?? -1)).toEqual([{ row: first }, { row: back, by: 'time' }]);
		expect(replyChain(session, backAgain ?? -1)).toEqual([{ row: second, by: 'time' }, { row: backAgain }]);
		expect(replyChain(session, late ?? -1)).toEqual([{ row: late }]);
	});

	it('comes after what it follows from, whatever the clocks of its documents say', () => {
		const session = told([]);
		session.introduce(documentInfo({ token: 'pay', path: '0', url: 'https://pay.test/f' }), 900);
		const id = { data: object({ id: text('a') }) };
		const heard = (time: number) => outOf(1, { time, ...id });
		session.addBatch('pay', 1, JSON.stringify([added(0, 1, { target: port }), ...heard(1_009)]), 1_000);
		session.addBatch('top', 2, JSON.stringify([into(3, { time: 1_010, ...id })]), 1_000);
		const [[delivery = -1], [send = -1]] = [rowsIn(session, 'message'), rowsIn(session, 'send')];
		session.deliveries.join(send, delivery);
		expect(rowsOf(session, delivery)).toEqual([send, delivery]);
	});

	it('is no more than a guess where it is joined with one', () => {
		const session = new Session();
		session.introduce(documentInfo(), 900);
		const { n: _, ...heard } = message(2, { time: 1_010, target: port, source: { relation: 'port' } });
		const events = [
			added(0, 1),
			added(0, 2, { target: port }),
			message(1, { time: 1_001 }),
			heard,
			ran(4, { listener: 2, message: 2, time: 1_011, frames: [6] }),
			into(5, { time: 1_015 }),
			frame(6, { time: 1_010.5, direction: 'out' }),
		];
		session.addBatch('top', 1, JSON.stringify(events), 1_000);
		const [said] = rowsIn(session, 'send');
		expect(replyChain(session, said ?? -1).map(({ by }) => by)).toEqual(['time', 'time', undefined]);
	});

	it('is, by its text alone, a frame that goes out soon after with a part of the message', () => {
		const heard = (seq: number, what: string): HookEvent[] => [
			message(seq, { time: 1_000 + seq, data: object({ what: text(what) }) }),
			ran(seq + 50, { listener: 2, message: seq, time: 1_000 + seq }),
		];
		const out = (seq: number, time: number, what: string) =>
			frame(seq, { direction: 'out', time, data: text(`{"about":"${what}"}`) });
		const session = told([
			...heard(1, 'the first thing'),
			...heard(2, 'the second thing'),
			out(3, 1_300, 'the first thing'),
			out(4, 1_301, 'a third thing'),
			out(5, 9_000, 'the second thing'),
		]);
		const [first, second, onward, other, late] = rowsIn(session, 'message', 'frame');
		expect(replyChain(session, first ?? -1)).toEqual([{ row: first }, { row: onward, by: 'text' }]);
		expect(replyChain(session, onward ?? -1)).toEqual([{ row: first, by: 'text' }, { row: onward }]);
		for (const alone of [second, other, late])
			expect(replyChain(session, alone ?? -1)).toEqual([{ row: alone }]);
	});
});

describe('what a window says back', () => {
	it('is nothing that its id tells to belong to another message', () => {
		const session = new Session();
		session.introduce(documentInfo(), 900);
		session.introduce(documentInfo({ token: 'pay', path: '0', url: 'https://pay.test/f' }), 900);
		const id = (value: string) => ({ data: object({ id: text(value) }) });
		const asked = (seq: number, time: number, more: object): HookEvent[] => [
			message(seq, { source: child, time, ...more }),
			ran(seq + 50, { listener: 1, message: seq, time: time + 5 }),
		];
		const said = (seq: number, time: number, more: object) => {
			const { n: _, ...answer } = message(seq, { time, source: { relation: 'parent', path: '' }, ...more });
			return answer;
		};
		const questions = [asked(1, 1_001, id('a')), asked(2, 1_003, id('b')), asked(3, 1_100, id('lone'))];
		session.addBatch('top', 1, JSON.stringify([added(0, 1), ...questions.flat()]), 1_000);
		const answers = [said(1, 1_010, id('a')), said(2, 1_011, id('b')), said(3, 1_012, {})];
		session.addBatch('pay', 1, JSON.stringify([...answers, said(4, 1_103, id('own'))]), 1_000);
		const rows = Array.from({ length: session.rows.next }, (_each, row) => row);
		const [a, b, lone, toA, toB, noId, own] = rows.filter((row) => session.rows.kind(row) === 'message');
		expect(rowsOf(session, a ?? -1)).toEqual([a, toA]);
		// What has no id may belong to the last question.
		expect(replyChain(session, b ?? -1)).toEqual([{ row: b }, { row: toB }, { row: noId, by: 'time' }]);
		// Ids that only number a window's own messages tell nothing.
		expect(rowsOf(session, lone ?? -1)).toEqual([lone, own]);
	});

	it.each([
		['the later one', [1_001], [1_001.4], [0, 1]],
		['the later one, whichever that is', [1_001.4], [1_001], [1, 0]],
		['several at once', [1_001, 1_001.4], [1_001.2, 1_001.6], undefined],
	])('is %s, where each may be the answer to the other', (_, ofFrame, ofPage, order) => {
		const session = new Session();
		session.introduce(documentInfo(), 900);
		session.introduce(documentInfo({ token: 'pay', path: '0', url: 'https://pay.test/f' }), 900);
		const heard = (times: number[], source: object): HookEvent[] => [
			added(0, 1),
			...times.flatMap((time, at) => {
				const { n: _n, ...said } = message(at + 1, { time, source: source as typeof child });
				return [said, ran(at + 50, { listener: 1, message: at + 1, time: time + 5 })];
			}),
		];
		session.addBatch('top', 1, JSON.stringify(heard(ofFrame, child)), 1_000);
		session.addBatch('pay', 1, JSON.stringify(heard(ofPage, { relation: 'parent', path: '' })), 1_000);
		const rows = Array.from({ length: session.rows.next }, (_each, row) => row);
		const said = rows.filter((row) => session.rows.kind(row) === 'message');
		for (const row of said) {
			const found = rowsOf(session, row);
			expect(found).toContain(row);
			if (order) expect(found).toEqual(order.map((at) => said[at]));
		}
	});

	/** The page hears a frame at 1,001 and, where it ran, its listener ends at `end`; the frame hears the page at `answered`. */
	function talk({ answered, ...more }: { answered: number; end?: number; again?: number }) {
		const session = new Session();
		session.introduce(documentInfo(), 900);
		session.introduce(documentInfo({ token: 'pay', path: '0', url: 'https://pay.test/f' }), 900);
		const events: HookEvent[] = [added(0, 1), message(1, { source: child })];
		if (more.end !== undefined) events.push(ran(2, { listener: 1, message: 1, time: more.end }));
		if (more.again !== undefined) {
			events.push(message(3, { source: child, time: more.again }));
			events.push(ran(4, { listener: 1, message: 3, time: more.again }));
		}
		const { n: _, ...answer } = message(1, { time: answered, source: { relation: 'parent', path: '' } });
		session.addBatch('top', 1, JSON.stringify(events), 1_000);
		session.addBatch('pay', 1, JSON.stringify([answer]), 1_000);
		const rows = Array.from({ length: session.rows.next }, (_each, row) => row);
		const [question = -1, ...others] = rows.filter((row) => session.rows.kind(row) === 'message');
		return { session, question, answer: others.at(-1) ?? -1 };
	}

	it.each([
		['while its listener ran', { end: 1_010, answered: 1_005 }, true],
		['right after', { end: 1_010, answered: 1_060 }, true],
		['by a clock that is behind', { end: 1_010, answered: 1_000 }, true],
		['long after', { end: 1_010, answered: 1_061 }, false],
		['before it was asked', { end: 1_010, answered: 999 }, false],
		['without having listened', { answered: 1_005 }, false],
		['when it had been asked again', { end: 1_010, answered: 1_030, again: 1_020 }, false],
		['before it was asked again', { end: 1_010, answered: 1_015, again: 1_020 }, true],
	])('%s: joined by time alone', (_, times, expected) => {
		const { session, question, answer } = talk(times);
		const joined = expected ? [{ row: question }, { row: answer, by: 'time' }] : [{ row: question }];
		expect(replyChain(session, question)).toEqual(joined);
		const back = [{ row: question, by: 'time' }, { row: answer }];
		expect(replyChain(session, answer)).toEqual(
			expected ? back : expect.not.arrayContaining([expect.objectContaining({ row: question })]),
		);
	});
});

describe('the similar one before', () => {
	it('is of the same kind, direction, sender and type', () => {
		const session = new Session();
		session.introduce(documentInfo(), 900);
		const typed = (seq: number, type: string, over = {}) =>
			message(seq, { source: child, data: object({ type: text(type) }), ...over });
		const events = [
			typed(1, 'a'),
			typed(2, 'b'),
			typed(3, 'a', { origin: 'https://other.test' }),
			frame(4),
			frame(5, { direction: 'out' }),
			typed(6, 'a'),
			frame(7),
		];
		session.addBatch('top', 1, JSON.stringify(events), 1_000);
		const found = [0, 1, 2, 3, 4, 5, 6].map((row) => previousSimilar(session, row));
		expect(found).toEqual([undefined, undefined, undefined, undefined, undefined, 0, 3]);
	});
});
