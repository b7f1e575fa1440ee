import { describe, expect, it } from 'vitest';
import { createBodies, isPartial } from '../../../panel/store/bodies.ts';
import type { Command, CommandResult } from '../../../src/protocol/command.ts';
import { Session } from '../../../src/session/session.ts';
import { documentInfo, message, text } from '../session/events.ts';

function setUp(count: number) {
	const session = new Session();
	session.introduce(documentInfo(), 900);
	const events = Array.from({ length: count }, (_, i) => message(i + 1, { complete: i === 0 }));
	session.addBatch('top', 1, JSON.stringify(events), 1_000);
	session.takeTouched();
	const asked: { command: Command; answer(result: CommandResult): void }[] = [];
	const changes: number[][] = [];
	const bodies = createBodies(session, {
		command: (_token, command) => new Promise((answer) => asked.push({ command, answer })),
		changed: () => changes.push([...session.takeTouched()]),
	});
	return { session, bodies, asked, changes };
}

const turn = (): Promise<void> => new Promise((done) => setTimeout(done));
const whole = (words: string): CommandResult => ({ kind: 'body', data: text(words), complete: true });

describe('payloads beyond what was recorded', () => {
	it('are known by their marks', () => {
		const { session } = setUp(3);
		expect([0, 1, 2].map((row) => isPartial(session, row))).toEqual([false, true, true]);
	});

	it('are asked of the page once, a few at a time, and their rows are looked at again', async () => {
		const { bodies, asked, changes } = setUp(8);
		for (let row = 1; row < 8; row++) {
			bodies.want(row);
			bodies.want(row);
		}
		await turn();
		expect(asked.map(({ command }) => command)).toEqual(
			[2, 3, 4, 5].map((id) => ({ kind: 'get-body', of: 'message', id, limit: 4_000_000 })),
		);
		expect(bodies.waiting.value).toBe(7);
		asked[0]?.answer(whole('a'));
		await turn();
		expect([asked.length, changes, bodies.of(1)]).toEqual([5, [[1]], text('a')]);
		for (let at = 1; at < 7; at++) {
			asked[at]?.answer(whole('b'));
			await turn();
		}
		expect([bodies.waiting.value, bodies.unread.value, asked.length]).toEqual([0, 0, 7]);
	});

	it('that cannot be had are counted and not asked for again, until the filter is another', async () => {
		const { session, bodies, asked } = setUp(3);
		bodies.want(1);
		await turn();
		asked[0]?.answer({ kind: 'failed', code: 'unheld' });
		await turn();
		bodies.want(1);
		await turn();
		expect([asked.length, bodies.unread.value]).toEqual([1, 1]);
		bodies.forgetWanted();
		expect(bodies.unread.value).toBe(0);
		// A page that has gone is not asked at all.
		session.end('top', 2_000);
		bodies.want(2);
		await turn();
		expect([asked.length, bodies.unread.value]).toEqual([1, 1]);
	});

	it('of which the page gives a part are known as a part whenever they are asked for', async () => {
		const { bodies, asked } = setUp(2);
		const first = bodies.load(1);
		asked[0]?.answer({ kind: 'body', data: text('half'), complete: false });
		expect(await first).toMatchObject({ data: text('half'), complete: false });
		expect(await bodies.load(1)).toMatchObject({ data: text('half'), complete: false });
		bodies.want(1);
		await turn();
		expect([asked.length, bodies.unread.value]).toEqual([1, 1]);
	});

	it('that a person waits for are looked at by the filter too when they come', async () => {
		const { bodies, asked, changes } = setUp(2);
		void bodies.load(1);
		bodies.want(1);
		await turn();
		asked[0]?.answer(whole('all of it'));
		await turn();
		expect([asked.length, changes]).toEqual([1, [[1]]]);
	});

	it('of another filter are not told of when they come', async () => {
		const { bodies, asked } = setUp(2);
		bodies.want(1);
		await turn();
		bodies.forgetWanted();
		asked[0]?.answer({ kind: 'failed', code: 'unheld' });
		await turn();
		expect([bodies.unread.value, bodies.waiting.value]).toEqual([0, 0]);
	});

	it('that were cleared take up no room', async () => {
		const { session, bodies, asked } = setUp(4);
		const large = { size: 30_000_000, complete: false };
		const load = async (row: number): Promise<void> => {
			const loaded = bodies.load(row);
			asked.at(-1)?.answer(whole('large'));
			await loaded;
		};
		const give = (batch: number): void =>
			session.addBatch(
				'top',
				batch,
				JSON.stringify([message(batch * 10, large), message(batch * 10 + 1)]),
				1_000,
			);
		give(2);
		await load(4);
		session.clear();
		give(3);
		const { first } = session.rows;
		await load(first);
		bodies.want(first + 1);
		await turn();
		asked.at(-1)?.answer(whole('small'));
		await turn();
		expect([bodies.of(4), bodies.of(first), bodies.of(first + 1)]).toEqual([
			undefined,
			text('large'),
			text('small'),
		]);
	});
});
