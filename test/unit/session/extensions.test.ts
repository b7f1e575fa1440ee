import { describe, expect, it } from 'vitest';
import type { HookEvent } from '../../../src/protocol/event.ts';
import { mark } from '../../../src/session/rows.ts';
import { Session } from '../../../src/session/session.ts';
import { added, documentInfo, message, seen, sent } from './events.ts';

const BY_EXTENSION = [{ url: 'chrome-extension://abc/main.js', line: 1, column: 1 }];
const SELF = { origin: 'https://shop.test', source: { relation: 'self' } } as const;

function session(hooked: 'at-start' | 'late', ...events: HookEvent[]): Session {
	const made = new Session();
	made.introduce(documentInfo({ hooked }), 1_000);
	const watched: HookEvent = { kind: 'seen-from', seq: 0, time: 1_000, n: 1 };
	made.addBatch('top', 1, JSON.stringify([watched, ...events]), 1_000);
	return made;
}

const aside = (made: Session): number[] =>
	Array.from({ length: made.rows.next }, (_, row) => row).filter(
		(row) => made.rows.marks(row) & mark.extension,
	);
/** A message in the window's own name at a time. */
const own = (time: number): HookEvent[] => [
	message(7, { n: 1, time, origin: SELF.origin }),
	seen(1, { ...SELF, time }),
];

describe('what other extensions do', () => {
	it.each<[string, HookEvent[], 'at-start' | 'late', number[]]>([
		['a listener of its script', [added(1, 1, { stack: BY_EXTENSION })], 'at-start', [0]],
		[
			'a message of its own origin',
			[message(1, { n: 1, origin: 'moz-extension://x' }), seen(1, { origin: 'moz-extension://x' })],
			'at-start',
			[0],
		],
		[
			'a call of its script and what it delivered',
			[sent(1, { stack: BY_EXTENSION }), ...own(1_600)],
			'at-start',
			[0, 1],
		],
		['a message without a call', own(1_600), 'at-start', [0]],
		['a message without a call that may have been missed', own(1_400), 'at-start', []],
		['a message without a call, where a page kept functions', own(1_600), 'late', []],
		['a message with a call of the page', [sent(1), ...own(1_600)], 'at-start', []],
		['a message of a frame of another origin', [message(1, { n: 1, time: 1_600 }), seen(1)], 'at-start', []],
		[
			'a page that is merely called from an extension',
			[sent(1, { stack: [{ url: 'https://shop.test/a.js', line: 1, column: 1 }, ...BY_EXTENSION] })],
			'at-start',
			[],
		],
	])('%s is told apart, or left alone', (_name, events, hooked, expected) => {
		const made = session(hooked, ...events);
		expect(aside(made)).toEqual(expected);
		expect(made.others).toBe(expected.length);
	});

	it('is counted anew when the log is cleared', () => {
		const made = session('at-start', added(1, 1, { stack: BY_EXTENSION }));
		made.navigate('https://shop.test/next', 2_000);
		expect(made.others).toBe(0);
	});
});

describe('a flood of the page’s own', () => {
	const flood = (made: Session, batch: number, count: number, event: (i: number) => HookEvent[]): void =>
		made.addBatch(
			'top',
			batch,
			JSON.stringify(Array.from({ length: count }, (_, i) => event(i)).flat()),
			5_000,
		);
	const arrivals =
		(from: number) =>
		(i: number): HookEvent[] => [
			message(from + i, { n: i + 1, message: i + 1, time: 5_000, origin: SELF.origin }),
			seen(i + 1, { ...SELF, time: 5_000 }),
		];

	it.each([
		['that is delivered when its calls were given up as too many', 25_000, 0],
		['that is delivered when its calls have waited too long', 2_000, 10_000],
	])('%s is not taken for an extension’s', (_name, count, later) => {
		const made = session('at-start');
		flood(made, 2, count, (i) => [sent(1 + i, { time: 4_000 })]);
		made.settle(5_000);
		made.settle(5_000 + later);
		flood(made, 3, count, arrivals(count + 1));
		expect(aside(made)).toEqual([]);
		// What nobody of the page sent is still told apart.
		made.addBatch('top', 4, JSON.stringify(arrivals(3 * count)(count)), 5_000);
		expect(aside(made)).toEqual([made.rows.next - 1]);
	});
});
