import { afterEach, describe, expect, test, vi } from 'vitest';
import type { RuledFrame, Ruling, SocketRule } from '../../../../src/protocol/act.ts';
import { Rules } from '../../../../src/relay/acts/rules.ts';
import type { PageBus } from '../../../../src/relay/bus.ts';

function ruled(rules: SocketRule[], ...frames: RuledFrame[]): Ruling[] {
	const rulings: Ruling[] = [];
	const receivers = new Map<string, (detail: string) => void>();
	const page = {
		send: (signal: string, detail: string) => signal === 'ruling' && rulings.push(JSON.parse(detail)),
		on: (signal: string, receive: (detail: string) => void) => receivers.set(signal, receive),
	} as unknown as PageBus;
	new Rules(page).set(rules);
	for (const frame of frames) receivers.get('frame')?.(JSON.stringify(frame));
	return rulings;
}

const rule = (change: Partial<SocketRule>): SocketRule => ({
	direction: 'in',
	pattern: '',
	flags: '',
	action: { kind: 'block' },
	...change,
});
const frame: RuledFrame = { socket: 1, direction: 'in', text: 'Hello' };

afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
});

describe('rules for frames', () => {
	test.each<[string, Partial<SocketRule>, Partial<RuledFrame>, Ruling]>([
		['take every frame without a pattern', {}, {}, { kind: 'block' }],
		['leave the other direction', { direction: 'out' }, {}, { kind: 'pass' }],
		['leave other sockets', { socket: 2 }, {}, { kind: 'pass' }],
		['match text', { pattern: '^hel', flags: 'i' }, {}, { kind: 'block' }],
		['match case where asked', { pattern: '^hel' }, {}, { kind: 'pass' }],
		[
			'match base64 of bytes',
			{ pattern: '^AQID' },
			{ text: undefined as never, bytes: 'AQID' },
			{ kind: 'block' },
		],
		['hold', { action: { kind: 'hold' } }, {}, { kind: 'hold', by: 'held' }],
		['delay', { action: { kind: 'delay', ms: 5 } }, {}, { kind: 'hold', by: 'delayed' }],
		[
			'replace each match',
			{ pattern: 'l(.?)', action: { kind: 'replace', by: '[$1]' } },
			{},
			{ kind: 'replace', by: 'He[l]o' },
		],
		[
			'leave bytes that were to be replaced',
			{ action: { kind: 'replace', by: 'x' } },
			{ text: undefined as never, bytes: 'AQID' },
			{ kind: 'pass' },
		],
	])('%s', (_, change, of, expected) => {
		expect(ruled([rule(change)], { ...frame, ...of })).toEqual([expected]);
	});

	test('decide by the first that takes the frame, each time anew', () => {
		const rules = [rule({ pattern: 'l', flags: 'g' }), rule({ action: { kind: 'hold' } })];
		expect(ruled(rules, frame, frame, { ...frame, text: 'no' })).toEqual([
			{ kind: 'block' },
			{ kind: 'block' },
			{ kind: 'hold', by: 'held' },
		]);
	});

	test('let delayed frames of a stream go in their order, each at its own time', () => {
		vi.useFakeTimers();
		const chances = [0.9, 0.1, 0.5];
		vi.spyOn(Math, 'random').mockImplementation(() => chances.shift() ?? 0);
		const receivers = new Map<string, (detail: string) => void>();
		const gone: [at: number, frame: number][] = [];
		const page = {
			send: (signal: string, detail: string) =>
				signal === 'tool' && gone.push([performance.now() - start, JSON.parse(detail).act.frame]),
			on: (signal: string, receive: (detail: string) => void) => receivers.set(signal, receive),
		} as unknown as PageBus;
		const start = performance.now();
		new Rules(page).set([rule({ action: { kind: 'delay', ms: 100, jitter: 50 } })]);
		for (const [number, of] of [frame, { ...frame, text: 'second' }, { ...frame, socket: 2 }].entries()) {
			receivers.get('frame')?.(JSON.stringify(of));
			receivers.get('held')?.(String(number + 1));
		}
		vi.runAllTimers();
		expect(gone).toEqual([
			[125, 3],
			[145, 1],
			[145, 2],
		]);
	});

	test('that are armed anew do not wait for what the last ones had delayed', () => {
		vi.useFakeTimers();
		const receivers = new Map<string, (detail: string) => void>();
		const gone: number[] = [];
		const page = {
			send: (signal: string) => signal === 'tool' && gone.push(performance.now() - start),
			on: (signal: string, receive: (detail: string) => void) => receivers.set(signal, receive),
		} as unknown as PageBus;
		const start = performance.now();
		const rules = new Rules(page);
		for (const ms of [60_000, 100]) {
			rules.set([rule({ action: { kind: 'delay', ms } })]);
			receivers.get('frame')?.(JSON.stringify(frame));
			receivers.get('held')?.('1');
			rules.set([]);
		}
		vi.runAllTimers();
		expect(gone).toEqual([100, 60_000]);
	});

	test('refuse a bad pattern', () => {
		expect(() => ruled([rule({ pattern: '(' })])).toThrow(SyntaxError);
	});
});
