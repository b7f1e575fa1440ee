import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Log } from '../../../src/page/log.ts';
import { guardEvents } from '../../helpers/guard-events.ts';
import { standInForBrowser } from '../../helpers/page-globals.ts';

let LogCtor: typeof Log;
let FifoCtor: typeof import('../../../src/page/fifo.ts').Fifo;
beforeAll(async () => {
	standInForBrowser();
	({ Log: LogCtor } = await import('../../../src/page/log.ts'));
	({ Fifo: FifoCtor } = await import('../../../src/page/fifo.ts'));
});

describe('a queue', () => {
	it('gives back what it was given, in order, whatever came in between', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: -1_500, max: 1_500 }), { maxLength: 12 }), (steps) => {
				const queue = new FifoCtor<number>();
				let pushed = 0;
				let shifted = 0;
				for (const step of steps) {
					for (let i = 0; i < step; i++) queue.push(pushed++);
					for (let i = 0; i < -step && shifted < pushed; i++) expect(queue.shift()).toBe(shifted++);
					expect(queue.length).toBe(pushed - shifted);
				}
			}),
			{ numRuns: 60 },
		);
	});
});

describe('the log', () => {
	const event = (n: number) => () => `"socket-errored",${n}`;
	/** Everything that waits, in parts. */
	function takeAll(log: Log): string[] {
		const parts = [log.take()];
		while (!parts.at(-1)?.startsWith('0 ')) parts.push(log.take());
		return parts;
	}
	/** What a panel reads of a batch. */
	function read(batch: string): { count: number; told: number[]; dropped: [count: number, bytes: number][] } {
		const space = batch.indexOf(' ');
		const { events, rejected } = guardEvents(`[${batch.slice(space + 1)}]`, 'page');
		expect(rejected).toBe(0);
		return {
			count: Number(batch.slice(0, space)),
			told: events.flatMap((one) => (one.kind === 'socket-errored' ? [one.socket] : [])),
			dropped: events.flatMap((one) => (one.kind === 'dropped' ? [[one.count, one.bytes]] : [])),
		};
	}

	it('keeps the last thousand with nobody watching, and counts the rest', () => {
		const log = new LogCtor(() => {});
		for (let i = 0; i < 3_210; i++) log.add(10, event(i));
		const { count, told, dropped } = read(log.take());
		expect(told).toEqual(Array.from({ length: 1_000 }, (_, i) => 2_210 + i));
		expect(count).toBe(1_000);
		expect(dropped).toEqual([[2_210, 22_100]]);
		expect(read(log.take())).toEqual({ count: 0, told: [], dropped: [] });
	});

	it('keeps no more than two megabytes with nobody watching', () => {
		const log = new LogCtor(() => {});
		for (let i = 0; i < 5; i++) log.add(900_000, event(i));
		expect(read(log.take())).toEqual({ count: 2, told: [3, 4], dropped: [[3, 2_700_000]] });
	});

	it('says once that something waits, and each time that it is much', () => {
		const wakes: boolean[] = [];
		const log = new LogCtor((full) => wakes.push(full));
		log.recording = true;
		for (let i = 0; i < 1_999; i++) log.add(10, event(i));
		expect(wakes).toEqual([false]);
		log.add(10, event(1_999));
		expect(wakes).toEqual([false, true]);
		expect(takeAll(log).flatMap((part) => read(part).told).length).toBe(2_000);
		log.add(1_000_000, event(0));
		expect(wakes).toEqual([false, true, true]);
	});

	it('tells much in parts, each small enough for one message, and nothing twice', () => {
		const log = new LogCtor(() => {});
		log.recording = true;
		for (let i = 0; i < 300; i++) log.add(10, () => `"socket-errored",${i},"${'x'.repeat(1_000)}"`);
		const parts = takeAll(log);
		expect(parts.length).toBe(8);
		expect(parts.every((part) => part.length < 60_000)).toBe(true);
		expect(parts.flatMap((part) => read(part).told)).toEqual(Array.from({ length: 300 }, (_, i) => i));
		expect(parts.reduce((sum, part) => sum + read(part).count, 0)).toBe(300);
	});

	it('tells an event that fails to be put into words as a fault', () => {
		const log = new LogCtor(() => {});
		log.add(10, () => {
			throw new Error('no words');
		});
		log.add(10, event(1));
		expect(guardEvents(`[${log.take().slice(2)}]`).events).toMatchObject([
			{ kind: 'fault', where: 'encode', text: 'no words' },
			{ kind: 'socket-errored', socket: 1 },
		]);
	});
});
