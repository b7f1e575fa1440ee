import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { emptyRule, type RuleDraft, ruleOf, troubleWith } from '../../../../panel/store/acts/rules.ts';
import { createBodies } from '../../../../panel/store/bodies.ts';
import { createSocketActs } from '../../../../panel/store/socket-acts.ts';
import type { Command, CommandResult } from '../../../../src/protocol/command.ts';
import { failure } from '../../../../src/protocol/failure.ts';
import { Session } from '../../../../src/session/session.ts';
import type { SocketRecord } from '../../../../src/session/socket-record.ts';
import { documentInfo, frame, text } from '../../session/events.ts';

const DONE: CommandResult = { kind: 'done' };

/** A panel beside one page with one open socket; `answers` are given in turn, then everything is done. */
function setUp(...events: object[]) {
	const session = new Session();
	session.introduce(documentInfo(), 900);
	const opened = { kind: 'socket-opened', seq: 90, time: 990, socket: 1, protocol: '', extensions: '' };
	session.addBatch('top', 1, JSON.stringify([opened, ...events]), 1_000);
	const version = signal(0);
	const orders: Command[] = [];
	const answers: CommandResult[] = [];
	const timers: { run(): void; ms: number }[] = [];
	const command = async (_: string, order: Command): Promise<CommandResult> => {
		orders.push(order);
		return answers.shift() ?? DONE;
	};
	const changed = (): void => {
		version.value++;
	};
	const acts = createSocketActs({
		session,
		version,
		bodies: createBodies(session, { command, changed }),
		command,
		changed,
		now: () => 5_000,
		wait: (run, ms) => timers.push({ run, ms }),
	});
	const end = (): void => {
		session.end('top', 2_000);
		changed();
	};
	return { session, acts, orders, answers, timers, end, changed, socket: session.sockets[0] as SocketRecord };
}

const draft = (over: Partial<RuleDraft> = {}): RuleDraft => ({ ...emptyRule, ...over });
const rule = (over: Partial<RuleDraft> = {}) => {
	const made = ruleOf(draft(over));
	if ('problem' in made) throw new Error(JSON.stringify(made));
	return made;
};
const turn = (): Promise<void> => new Promise((done) => setTimeout(done));

describe('acts on a socket', () => {
	it('are ordered in its document, under its number there', async () => {
		const { acts, orders, socket } = setUp();
		const data = text('hi');
		expect(await acts.send(socket, data, 'out')).toBeUndefined();
		await acts.send(socket, data, 'in');
		await acts.close(socket, undefined, 'not given without a code');
		await acts.close(socket, 4000, 'bye');
		expect(orders).toEqual([
			{ kind: 'socket-send', socket: 1, data },
			{ kind: 'socket-receive', socket: 1, data },
			{ kind: 'socket-close', socket: 1 },
			{ kind: 'socket-close', socket: 1, code: 4000, reason: 'bye' },
		]);
	});

	it('say why they were not done', async () => {
		const { acts, answers, orders, end, socket } = setUp();
		answers.push(failure('socket-closed'), failure('refused', 'toString'), { kind: 'values', values: {} });
		const send = () => acts.send(socket, text('hi'), 'out');
		expect([await send(), await send(), await send()]).toEqual([
			failure('socket-closed'),
			failure('refused', 'toString'),
			failure('malformed'),
		]);
		end();
		expect([await send(), orders.length, acts.isLive(socket)]).toEqual([failure('document-gone'), 3, false]);
	});

	it('keep what was typed for each socket', () => {
		const { acts, socket } = setUp();
		acts.draftOf(socket).value = { ...acts.draftOf(socket).value, text: 'half a word' };
		expect(acts.draftOf(socket).value.text).toBe('half a word');
		expect(acts.draftOf({ ...socket, index: 7 }).value.text).toBe('');
	});
});

describe('rules', () => {
	it('are told to their document as a whole, those that are on alone', async () => {
		const { acts, orders, socket } = setUp();
		await acts.rules.add(socket, rule({ pattern: 'a', ignoresCase: true }), false);
		await acts.rules.add(socket, rule({ direction: 'out', action: 'delay', delay: '20' }), true);
		expect(acts.rules.armed.value).toBe(2);
		const [first] = acts.rules.rules.value;
		await acts.rules.turn(first?.id ?? 0, false, socket);
		const delay = { direction: 'out', pattern: '', flags: '', action: { kind: 'delay', ms: 20 } };
		const hold = { direction: 'in', pattern: 'a', flags: 'i', action: { kind: 'hold' }, socket: 1 };
		expect(orders).toEqual([
			{ kind: 'socket-rules', rules: [hold] },
			{ kind: 'socket-rules', rules: [hold, delay] },
			{ kind: 'socket-rules', rules: [delay] },
		]);
		await acts.rules.disarmAll();
		expect([orders.at(-1), acts.rules.armed.value]).toEqual([{ kind: 'socket-rules', rules: [] }, 0]);
		await acts.rules.remove(first?.id ?? 0);
		expect([orders.length, acts.rules.rules.value.length]).toEqual([4, 1]);
	});

	it('that the page did not take are shown as off, and those it did not give up as on', async () => {
		const { acts, answers, socket } = setUp();
		answers.push(failure('barred'));
		await acts.rules.add(socket, rule(), false);
		expect([acts.rules.armed.value, acts.rules.problem.value]).toEqual([0, failure('barred')]);
		const id = acts.rules.rules.value[0]?.id ?? 0;
		await acts.rules.turn(id, true, socket);
		expect([acts.rules.armed.value, acts.rules.problem.value]).toEqual([1, undefined]);
		for (const change of [
			() => acts.rules.turn(id, false, socket),
			() => acts.rules.remove(id),
			() => acts.rules.disarmAll(),
		]) {
			answers.push(failure('lost'));
			await change();
			expect([acts.rules.armed.value, acts.rules.problem.value]).toEqual([1, failure('lost')]);
		}
	});

	it('are told again to a document that comes back, and to no other', async () => {
		const { acts, orders, socket } = setUp();
		await acts.rules.add(socket, rule(), false);
		acts.rules.documentCame('other');
		acts.rules.documentCame('top');
		expect([orders.length, orders[1]]).toEqual([2, orders[0]]);
	});

	it('end with their page, stay in the list, and come over to another when switched on', async () => {
		const { session, acts, orders, end, socket } = setUp();
		await acts.rules.add(socket, rule(), false);
		end();
		expect([acts.rules.armed.value, acts.rules.rules.value.length]).toEqual([0, 1]);
		await acts.rules.add(socket, rule(), false);
		expect([acts.rules.rules.value.length, acts.rules.problem.value]).toEqual([1, failure('document-gone')]);

		session.introduce({ ...documentInfo(), token: 'next' }, 3_000);
		session.addBatch('next', 1, JSON.stringify([frame(1, { socket: 4 })]), 3_000);
		const here = session.sockets.find((each) => each?.number === 4) as SocketRecord;
		await acts.rules.turn(acts.rules.rules.value[0]?.id ?? 0, true, here);
		expect(acts.rules.armed.value).toBe(1);
		expect(orders.at(-1)).toMatchObject({ kind: 'socket-rules', rules: [{ socket: 4 }] });
	});

	it.each([
		[{ pattern: '(' }, 'pattern'],
		[{ action: 'delay', delay: '-1' }, 'delay'],
		[{ action: 'delay', delay: '' }, 'delay'],
		[{ action: 'delay', delay: 'soon' }, 'delay'],
		[{ action: 'delay', jitter: 'some' }, 'delay'],
	] as const)('with %o are refused before they leave', (over, kind) => {
		expect(ruleOf(draft(over))).toMatchObject({ problem: { kind } });
	});

	it.each([
		['(a+)+$', true],
		['^(\\w+\\s?)*$', true],
		['a.*b.*c', false],
		['^\\{"type":"(?:tick|tock)"', false],
		['', false],
	] as const)(
		'with a pattern that a text could keep busy without end are not armed: %s',
		async (pattern, slow) => {
			expect((await troubleWith(rule({ pattern })))?.kind).toBe(slow ? 'slow-pattern' : undefined);
		},
	);
});

describe('held frames', () => {
	const held = (seq: number) => frame(seq, { rule: 'held' });

	it('are counted also while recording is paused, and forwarded in their order', async () => {
		const { session, acts, orders, changed, socket } = setUp(held(1));
		session.recording = false;
		session.addBatch('top', 2, JSON.stringify([held(2), frame(3)]), 1_000);
		changed();
		expect([acts.held.value, [...socket.held.keys()], socket.frames.length]).toEqual([2, [1, 2], 2]);
		expect(await acts.forwardAll(socket)).toBeUndefined();
		expect(orders).toEqual([1, 2].map((number) => ({ kind: 'socket-release', frame: number, drop: false })));
	});

	it('that are held no more leave the list', async () => {
		const { acts, answers, socket } = setUp(held(1), held(2));
		answers.push(failure('frame-not-held'));
		expect(await acts.release(socket, 1, true)).toEqual(failure('frame-not-held'));
		expect([...socket.held.keys()]).toEqual([2]);
	});
});

describe('a replay', () => {
	const out = (seq: number, over = {}) => frame(seq, { direction: 'out', data: text(`m${seq}`), ...over });
	const conversation = [
		out(1),
		frame(2, { data: text('m2') }),
		out(3, { rule: 'replaced' }),
		out(4, { synthetic: true }),
		out(5, { discarded: true }),
		out(6, { time: 1_106 }),
	];

	it('sends again what went out, with its pauses, and tells how far it is', async () => {
		const { acts, orders, timers, socket } = setUp(...conversation);
		const over = acts.replay.start(socket, socket, { withReceived: false, timed: true });
		for (const ms of [3, 105]) {
			await turn();
			expect(timers.at(-1)?.ms).toBe(ms);
			timers.at(-1)?.run();
		}
		await over;
		expect(orders.map((order) => ('data' in order ? order.data : order))).toEqual(
			['m1', 'm4', 'm6'].map(text),
		);
		expect(acts.replay.now.value).toMatchObject({ state: 'done', done: 3, total: 3 });
	});

	it('delivers what was received where that is asked for', async () => {
		const { acts, orders, socket } = setUp(...conversation);
		await acts.replay.start(socket, socket, { withReceived: true, timed: false });
		expect(orders.map(({ kind }) => kind)).toEqual([
			'socket-send',
			'socket-receive',
			'socket-send',
			'socket-send',
		]);
	});

	it('stops when told to, and where a frame cannot go', async () => {
		const { acts, answers, orders, socket } = setUp(...conversation);
		const over = acts.replay.start(socket, socket, { withReceived: false, timed: true });
		await turn();
		acts.replay.stop();
		await over;
		expect([orders.length, acts.replay.now.value]).toMatchObject([
			1,
			{ state: 'stopped', done: 1, total: 3 },
		]);
		answers.push(DONE, failure('socket-not-open'));
		await acts.replay.start(socket, socket, { withReceived: false, timed: false });
		expect(acts.replay.now.value).toMatchObject({
			state: 'stopped',
			done: 1,
			problem: { code: 'socket-not-open' },
		});
	});
});
