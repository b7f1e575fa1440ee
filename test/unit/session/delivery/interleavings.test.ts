import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { HookEvent } from '../../../../src/protocol/event.ts';
import { DELIVERY_PATIENCE } from '../../../../src/session/delivery/waiting.ts';
import { mark } from '../../../../src/session/rows.ts';
import { Session } from '../../../../src/session/session.ts';
import { documentInfo, message, seen, sent } from '../events.ts';

/** What a page does, step by step: in which window, and with what. */
interface Step {
	window: 0 | 1;
	does: 'send' | 'send-refused' | 'deliver' | 'foreign' | 'wait' | 'lose';
}

const steps = fc.array(
	fc.record<Step>({
		window: fc.constantFrom(0, 1),
		does: fc.oneof(
			{ weight: 4, arbitrary: fc.constant('send' as const) },
			{ weight: 4, arbitrary: fc.constant('deliver' as const) },
			fc.constantFrom('send-refused' as const, 'foreign' as const, 'wait' as const),
			{ weight: 1, arbitrary: fc.constant('lose' as const) },
		),
	}),
	{ maxLength: 60 },
);

interface Batch {
	token: string;
	number: number;
	events: HookEvent[];
	at: number;
}

/** Runs the steps by the rules of the browser, and keeps which message was whose. */
function play(list: readonly Step[], lossless: boolean): { batches: Batch[]; truth: Map<string, string> } {
	const truth = new Map<string, string>();
	const batches: Batch[] = [];
	let time = 10_000;
	const windows = ['top', 'child'].map((token) => {
		const events: HookEvent[] = [{ kind: 'seen-from', seq: 0, time: 1, n: 1 }];
		return { token, queue: [] as number[], seq: 0, n: 0, number: 0, events };
	}) as [Window, Window];
	type Window = {
		token: string;
		queue: number[];
		seq: number;
		n: number;
		number: number;
		events: HookEvent[];
	};
	const flush = (window: Window): void => {
		batches.push({ token: window.token, number: ++window.number, events: window.events, at: time });
		window.events = [];
	};
	const deliver = (window: Window, origin: string, of?: number): void => {
		const seq = ++window.seq;
		const n = ++window.n;
		if (of !== undefined) truth.set(`${window.token} ${seq}`, `${window.token} ${of}`);
		window.events.push(message(seq, { n, message: n, origin, time }), seen(n, { origin, time }));
	};
	for (const { window: index, does } of list) {
		const window = windows[index];
		time += 5;
		switch (does) {
			case 'send':
			case 'send-refused':
				window.events.push(sent(++window.seq, { time }));
				if (does === 'send') window.queue.push(window.seq);
				break;
			case 'deliver': {
				const of = window.queue.shift();
				if (of !== undefined) deliver(window, 'https://shop.test', of);
				break;
			}
			case 'foreign':
				deliver(window, 'https://pay.test');
				break;
			case 'wait':
				// Browsers deliver before they do nothing for seconds.
				for (const each of windows) {
					for (const of of each.queue.splice(0)) deliver(each, 'https://shop.test', of);
					flush(each);
				}
				time += DELIVERY_PATIENCE;
				for (const each of windows) flush(each);
				break;
			case 'lose':
				if (lossless) break;
				window.events = [
					{ kind: 'dropped', seq: 0, time, count: window.events.length, bytes: 1, where: 'relay' },
				];
		}
		if (window.seq % 3 === 0) flush(window);
	}
	for (const window of windows) flush(window);
	return { batches, truth };
}

function take(batches: readonly Batch[]): Session {
	const session = new Session();
	for (const [path, token] of [
		['', 'top'],
		['0', 'child'],
	] as const) {
		session.introduce(documentInfo({ token, path, url: `https://shop.test/${token}` }), 1);
	}
	for (const { token, number, events, at } of batches)
		session.addBatch(token, number, JSON.stringify(events), at);
	return session;
}

const name = (session: Session, row: number): string =>
	`${session.documentOf(row)?.token} ${(session.rows.event(row) as HookEvent | undefined)?.seq}`;

/** Sends by deliveries as matched, with whether the match is said to be sure. */
function matches(session: Session): Map<string, { send: string; sure: boolean }> {
	const found = new Map<string, { send: string; sure: boolean }>();
	for (let row = 0; row < session.rows.next; row++) {
		const peer = session.rows.kind(row) === 'message' ? session.rows.peer(row) : undefined;
		if (peer === undefined) continue;
		const sure = !((session.rows.marks(row) | session.rows.marks(peer)) & mark.byOrder);
		found.set(name(session, row), { send: name(session, peer), sure });
	}
	return found;
}

/** The batches of the two documents merged in another way, some of them told twice. */
const shuffled = fc
	.tuple(
		steps,
		fc.array(fc.boolean(), { maxLength: 40 }),
		fc.array(fc.nat(), { maxLength: 10 }),
		fc.boolean(),
	)
	.map(([list, picks, again, lossless]) => {
		const { batches, truth } = play(list, lossless);
		const queues = ['top', 'child'].map((token) => batches.filter((batch) => batch.token === token));
		const merged: Batch[] = [];
		for (let i = 0; queues.some((queue) => queue.length > 0); i++) {
			const first = queues[picks[i] ? 1 : 0]?.shift() ?? queues.find((queue) => queue.length > 0)?.shift();
			if (first) merged.push(first);
		}
		for (const at of again) {
			const batch = merged[at % merged.length];
			if (batch) merged.push(batch);
		}
		return { batches: merged, inOrder: batches, truth, lossless };
	});

it('never claims a wrong match for sure, and matches no send and no delivery twice', () => {
	fc.assert(
		fc.property(shuffled, ({ batches, truth }) => {
			const found = matches(take(batches));
			const sends = new Set([...found.values()].map(({ send }) => send));
			expect(sends.size).toBe(found.size);
			for (const [delivery, { send, sure }] of found) {
				expect(Number(send.split(' ')[1])).toBeLessThan(Number(delivery.split(' ')[1]));
				if (sure) expect(send).toBe(truth.get(delivery));
			}
		}),
		{ numRuns: 300 },
	);
});

it('matches every delivery whose call was seen when nothing is lost, and leaves over what was refused', () => {
	fc.assert(
		fc.property(steps, (list) => {
			const { batches, truth } = play(list, true);
			const session = take(batches);
			expect(new Set(matches(session).keys())).toEqual(new Set(truth.keys()));
			const refused = list.filter(({ does }) => does === 'send-refused').length;
			session.settle(Number.MAX_SAFE_INTEGER / 2);
			session.settle(Number.MAX_SAFE_INTEGER);
			const left = Array.from({ length: session.rows.next }, (_, row) => row).filter(
				(row) => session.rows.marks(row) & mark.undelivered,
			);
			const underway = list.filter(({ does }) => does === 'send').length - truth.size;
			expect(left).toHaveLength(refused + underway);
		}),
		{ numRuns: 300 },
	);
});

/** Whether no document tells so late that what another is waiting for has been given up meanwhile. */
const inTime = (batches: readonly Batch[]): boolean =>
	batches.every(({ at }, i) => batches.slice(0, i).every((before) => before.at - at < DELIVERY_PATIENCE));

it('finds the same whatever the order in which documents tell in time', () => {
	fc.assert(
		fc.property(shuffled, ({ batches, inOrder }) => {
			fc.pre(inTime(batches));
			const plain = ([delivery, { send }]: [string, { send: string }]): string => `${delivery} ${send}`;
			expect([...matches(take(batches))].map(plain).sort()).toEqual(
				[...matches(take(inOrder))].map(plain).sort(),
			);
		}),
		{ numRuns: 100 },
	);
});

it('holds a bounded number of sends that are never delivered', () => {
	const session = take([]);
	for (let i = 0; i < 30; i++) {
		const events = Array.from({ length: 1_000 }, (_, k) => sent(i * 1_000 + k + 1, { time: 1_000 }));
		session.addBatch('top', i + 1, JSON.stringify(events), 1_000);
	}
	const waiting = Array.from({ length: session.rows.next }, (_, row) => row).filter((row) =>
		session.rows.isWaiting(row),
	);
	expect(waiting).toHaveLength(20_000);
});
