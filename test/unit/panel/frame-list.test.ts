import { encode } from '@msgpack/msgpack';
import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { createFrameList, type FrameRows } from '../../../panel/store/frame-list.ts';
import { Facts } from '../../../src/session/facts.ts';
import { socketSession } from './decoding/sessions.ts';
import { openedStore } from './opened.ts';

const shown = (list: Pick<FrameRows, 'length' | 'at'>): (number | undefined)[] =>
	Array.from({ length: list.length }, (_, at) => list.at(at));

function setUp(url?: string) {
	const made = socketSession(url);
	const { session } = made;
	const verdicts = signal(0);
	let begun = 0;
	const list = createFrameList({
		session,
		verdicts,
		makeFacts: () => new Facts(session, () => undefined),
		changed: () => void begun++,
	});
	return { ...made, list, begun: () => begun };
}

describe('the frames of one socket', () => {
	it('are those that pass their own filter, which knows what the panel’s knows', () => {
		const { socket, pass, list } = setUp();
		const rows = pass(
			{ text: '{"type":"tea","cups":2}' },
			{ direction: 'out', text: '{"type":"tea","cups":300}' },
			{ direction: 'out', text: 'plain words' },
		);
		const frames = list.of(socket);
		expect([shown(frames), frames.indexOf(rows[1] as number)]).toEqual([rows, 1]);
		const by = (filter: string): number[] => {
			list.filter.value = filter;
			return shown(list.of(socket)).map((row) => rows.indexOf(row as number));
		};
		expect(by('tea')).toEqual([0, 1]);
		expect(by('-tea')).toEqual([2]);
		expect(by('dir:out')).toEqual([1, 2]);
		expect(by('dir:out /WORDS/i')).toEqual([2]);
		expect(by('size>23')).toEqual([1]);
		expect(by('path:$.cups=2')).toEqual([0]);
		// Words are being typed: what was wanted before them stays.
		expect(by('path:$.cups=2 dir:')).toEqual([0]);
		expect(by('path:$.cups=2 size>x')).toEqual([0]);
		expect(list.query.value.ok).toBe(false);
		expect(by('')).toEqual([0, 1, 2]);
	});

	it('are looked at as they come, again when more is known of them, and go with their rows', () => {
		const { session, socket, pass, list } = setUp();
		const [first = -1] = pass({ text: 'tea' });
		list.filter.value = 'tea';
		list.of(socket);
		const [second = -1, third = -1] = pass({ text: 'more tea' }, { text: 'milk' });
		expect(list.advance(1, new Set())).toBe(false);
		expect(list.advance(1, new Set())).toBe(true);
		expect(shown(list.of(socket))).toEqual([first, second]);
		list.advance(1, new Set([first, third]));
		expect([list.of(socket).indexOf(second), list.of(socket).indexOf(third)]).toEqual([1, -1]);
		session.clear();
		expect(shown(list.of(socket))).toEqual([]);
		const [fourth = -1] = pass({ text: 'tea again' });
		list.advance(10, new Set());
		expect(shown(list.of(socket))).toEqual([fourth]);
	});

	it('are another socket’s by the same filter when that is looked at; a long list is gone through in turns', () => {
		const { session, socket, open, pass, list, begun } = setUp();
		pass(...Array.from({ length: 1_200 }, (_, at) => ({ text: at % 2 ? 'odd' : 'even' })));
		const other = open(2, 'wss://other.test/');
		list.filter.value = 'odd';
		const before = begun();
		expect([list.of(other).length, list.of(socket).length]).toEqual([0, 250]);
		expect(begun()).toBeGreaterThan(before);
		list.advance(10_000, new Set());
		expect([list.of(socket).length, session.rows.next > 1_200]).toEqual([600, true]);
	});
});

it('filters frames by all that they say, however they are packed', async () => {
	const { session, socket, pass } = socketSession('wss://shop.test/live');
	const packed = (value: object): string => btoa(String.fromCharCode(...encode(value)));
	const bytes = (b: string) =>
		({
			opcode: 'binary',
			form: 'arraybuffer',
			data: { t: 'buffer', id: 1, c: 'ArrayBuffer', b, n: atob(b).length },
		}) as const;
	const rows = pass(
		bytes(packed({ type: 'order', lines: [{ sku: 'kettle', note: 'x'.repeat(400), last: 'Whistle' }] })),
		bytes(packed({ type: 'order', lines: [{ sku: 'teapot' }] })),
		bytes(packed({ type: 'scan', of: { label: 'Typed', bytes: new Uint8Array([1, 2]) } })),
	);
	const store = openedStore(session);
	store.frameList.of(socket);
	store.decoding.open(socket);
	await expect.poll(() => store.decoding.brief(rows[1] as number)?.protocol).toBe('msgpack');
	const both = async (filter: string, expected: readonly number[]): Promise<void> => {
		store.filter.value = store.frameList.filter.value = filter;
		const wanted = expected.map((at) => rows[at]);
		await expect.poll(() => shown(store.frameList.of(socket))).toEqual(wanted);
		await expect.poll(() => shown(store.timeline)).toEqual(wanted);
	};
	await both('path:$.lines[0].sku=teapot', [1]);
	await both('path:$.lines[0].last', [0]);
	// What JSON has no words for.
	await both('path:$.of.label=typed', [2]);
	await both('path:$.of.bytes', [2]);
	// Beyond what the list has room for.
	await both('whistle', [0]);
	await both('/sku.{3}(?:kettle|teapot)/', [0, 1]);
	// Read as something else, it says something else.
	store.decoding.choose(socket, { protocol: 'hex' });
	await both('path:$.lines', []);
});

it('filters frames by what they were decoded to, as soon as they are', async () => {
	const { session, socket, pass } = socketSession('wss://shop.test/socket.io/?EIO=4');
	const [, asked = -1] = pass({ text: '40' }, { direction: 'out', text: '42["chat:message",{"text":"hi"}]' });
	const store = openedStore(session);
	store.decoding.open(socket);
	store.frameList.filter.value = 'type:"event chat"';
	store.frameList.of(socket);
	await expect.poll(() => shown(store.frameList.of(socket))).toEqual([asked]);
});
