import type { DocumentInfo } from '../../../src/protocol/envelope.ts';
import type { HookEvent, HookEventOf } from '../../../src/protocol/event.ts';
import type { Value } from '../../../src/protocol/value.ts';

/** Builders of events for the tests, complete and plain; `over` replaces fields. */

export const text = (v: string): Value => ({ t: 'string', v });

export const object = (entries: Record<string, Value>): Value => ({
	t: 'object',
	id: 1,
	e: Object.entries(entries),
});

type Over<K extends HookEvent['kind']> = Partial<HookEventOf<K>>;

export function message(seq: number, over: Over<'message'> = {}): HookEventOf<'message'> {
	return {
		kind: 'message',
		seq,
		time: 1_000 + seq,
		message: seq,
		target: { kind: 'window', id: 0 },
		type: 'message',
		n: seq,
		origin: 'https://pay.test',
		source: { relation: 'other' },
		ports: [],
		trusted: true,
		data: text(`message ${seq}`),
		size: 10,
		complete: true,
		...over,
	};
}

export function seen(n: number, over: Over<'message-seen'> = {}): HookEventOf<'message-seen'> {
	return {
		kind: 'message-seen',
		seq: 0,
		time: 1_000 + n,
		n,
		origin: 'https://pay.test',
		trusted: true,
		source: { relation: 'child', path: '0' },
		...over,
	};
}

export function added(
	seq: number,
	listener: number,
	over: Over<'listener-added'> = {},
): HookEventOf<'listener-added'> {
	return {
		kind: 'listener-added',
		seq,
		time: 1_000 + seq,
		listener,
		target: { kind: 'window', id: 0 },
		type: 'message',
		how: 'addEventListener',
		callback: 'function',
		options: { capture: false, once: false, signal: false },
		source: '(e) => use(e.data)',
		sourceLength: 18,
		name: '',
		stack: [{ url: 'https://shop.test/app.js', line: 3, column: 8 }],
		...over,
	};
}

export function frame(seq: number, over: Over<'socket-frame'> = {}): HookEventOf<'socket-frame'> {
	return {
		kind: 'socket-frame',
		seq,
		time: 1_000 + seq,
		socket: 1,
		frame: seq,
		direction: 'in',
		opcode: 'text',
		form: 'string',
		data: text('frame'),
		size: 5,
		complete: true,
		...over,
	};
}

export function documentInfo(over: Partial<DocumentInfo> = {}): DocumentInfo {
	return {
		token: 'top',
		tabId: 1,
		frameId: 0,
		path: '',
		url: 'https://shop.test/cart',
		origin: 'https://shop.test',
		title: 'Shop',
		opener: false,
		hooked: 'at-start',
		startedAt: 900,
		...over,
	};
}

export function sent(seq: number, over: Over<'sent'> = {}): HookEventOf<'sent'> {
	return {
		kind: 'sent',
		seq,
		time: 1_000 + seq,
		send: seq,
		target: { kind: 'window', id: 0 },
		data: { t: 'omitted', why: 'not-observable' },
		complete: false,
		ports: [],
		stack: [],
		...over,
	};
}

export function ran(seq: number, over: Over<'listener-ran'> = {}): HookEventOf<'listener-ran'> {
	return { kind: 'listener-ran', seq, time: 1_000 + seq, listener: 1, message: seq, reads: [], ...over };
}
