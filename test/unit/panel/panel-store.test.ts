import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../panel/lines/connection.ts';
import { createPanelStore } from '../../../panel/store/panel-store.ts';
import type { PanelMessage } from '../../../src/protocol/envelope.ts';
import { deliveryOf } from '../../../src/session/delivery/delivery.ts';
import { documentInfo, frame, message, sent } from '../session/events.ts';

/** A panel whose clock and turns the test drives. */
function setUp(kept: Record<string, unknown> = {}) {
	let receive: (message: PanelMessage) => void = () => {};
	let lose: (forGood: boolean) => void = () => {};
	const acks: [string, number][] = [];
	const turns: (() => void)[] = [];
	const timers: (() => void)[] = [];
	const clock = { now: 2_000, tick: 0 };
	const connection: Connection = {
		onMessage(callback) {
			receive = callback;
			return () => {};
		},
		onLost(callback) {
			lose = callback;
			return () => {};
		},
		acknowledge: (token, batch) => acks.push([token, batch]),
		command: async () => ({ kind: 'failed', code: 'other' }),
		fetchText: async () => ({ kind: 'failed', code: 'other' }),
	};
	const store = createPanelStore({
		connection,
		analyser: { post: () => {}, onReply: () => {} },
		storage: {
			get: async (key) => kept[key],
			set: async (key, value) => {
				kept[key] = value;
			},
		},
		now: () => {
			clock.now += clock.tick;
			return clock.now;
		},
		later: (run) => turns.push(run),
		wait: (run, ms) => {
			// Others wait for other times.
			if (ms === 500) timers.push(run);
		},
		nextFrame: (run) => turns.push(run),
		expectedVersion: 1,
	});
	const settle = (): void => {
		while (turns.length > 0) turns.shift()?.();
	};
	const give = (...messages: PanelMessage[]): void => {
		for (const one of messages) receive(one);
	};
	return { store, give, settle, acks, turns, timers, clock, kept, lose: (forGood: boolean) => lose(forGood) };
}

const opened: PanelMessage = { kind: 'opened', version: 1, permitted: true };
const introduced: PanelMessage = { kind: 'document', document: documentInfo() };
const batch = (number: number, ...events: object[]): PanelMessage => ({
	kind: 'batch',
	token: 'top',
	batch: number,
	events: JSON.stringify(events),
	own: '[]',
});

describe('the panel', () => {
	it('is ready once connected and told of something', () => {
		const { store, give, settle } = setUp();
		give(opened);
		settle();
		expect([store.connection.value, store.ready.value]).toEqual(['connected', false]);
		give(introduced);
		settle();
		expect(store.ready.value).toBe(true);
	});

	it('knows when access to pages is taken away and given back', () => {
		const { store, give, settle } = setUp();
		give(opened, introduced, { kind: 'permitted', permitted: false });
		settle();
		expect(store.permitted.value).toBe(false);
		give({ kind: 'permitted', permitted: true });
		expect([store.permitted.value, store.connection.value]).toEqual([true, 'connected']);
	});

	it('draws nothing before it knows something, and then all of it at once', () => {
		const { store, give, settle } = setUp();
		const drawn: number[] = [];
		store.version.subscribe((version) => drawn.push(version));
		settle();
		give(opened);
		settle();
		expect(drawn).toEqual([0]);
		give(introduced, batch(1, frame(1)));
		settle();
		expect(drawn).toEqual([0, 1]);
		expect(store.view.length).toBe(1);
	});

	it('acknowledges a batch after it has been taken in, not before', () => {
		const { store, give, acks, turns } = setUp();
		turns.length = 0;
		give(opened, introduced, batch(1, frame(1)));
		expect(acks).toEqual([]);
		turns.shift()?.();
		expect(acks).toEqual([['top', 1]]);
		expect(store.session.timeline.length).toBe(1);
	});

	it('leaves the browser its turn when much comes at once', () => {
		const { give, acks, turns, clock } = setUp();
		turns.length = 0;
		// Every look at the clock is 5 ms later: two batches fill a turn of 8 ms.
		clock.tick = 5;
		give(introduced, ...[1, 2, 3, 4, 5, 6].map((number) => batch(number, frame(number))));
		turns.shift()?.();
		expect(acks.length).toBeLessThan(6);
		while (turns.length > 0) turns.shift()?.();
		expect(acks.map(([, number]) => number)).toEqual([1, 2, 3, 4, 5, 6]);
	});

	it('shows what passes the filter, and keeps showing it while the filter is wrong', () => {
		const { store, give, settle } = setUp();
		give(opened, introduced, batch(1, frame(1), message(2), frame(3)));
		settle();
		store.filter.value = 'kind:frame';
		settle();
		expect(store.view.length).toBe(2);
		store.filter.value = 'kind:frame /(/';
		settle();
		expect([store.query.value.ok, store.view.length]).toEqual([false, 2]);
		store.filter.value = '';
		settle();
		expect(store.view.length).toBe(3);
	});

	it('keeps what was shown until a new filter found something, but not for long', () => {
		const { store, give, settle, turns, clock } = setUp();
		const rows = Array.from({ length: 20_000 }, (_, index) => frame(index + 1));
		give(opened, introduced, batch(1, ...rows, message(20_001)));
		settle();
		const drawnWith: number[] = [];
		const follow = (filter: string, tick: number): void => {
			drawnWith.length = 0;
			clock.tick = tick;
			const end = store.version.subscribe(() => drawnWith.push(store.view.length));
			drawnWith.length = 0;
			store.filter.value = filter;
			settle();
			end();
		};
		follow('kind:message', 1);
		expect(drawnWith[0]).toBe(1);
		expect(drawnWith.at(-1)).toBe(1);
		follow('', 1);
		follow('kind:message', 20);
		expect(drawnWith[0]).toBe(0);
		expect(drawnWith.at(-1)).toBe(1);
		expect(turns).toEqual([]);
	});

	it('records nothing while paused, and says how much that was', () => {
		const { store, give, settle } = setUp();
		give(opened, introduced);
		settle();
		store.recording.value = false;
		give(batch(1, frame(1), frame(2)));
		settle();
		expect([store.session.timeline.length, store.session.losses.paused]).toEqual([0, 2]);
		store.recording.value = true;
		give(batch(2, frame(3)));
		settle();
		expect(store.session.timeline.length).toBe(1);
	});

	it('forgets a selection whose row was cleared', () => {
		const { store, give, settle } = setUp();
		give(opened, introduced, batch(1, frame(1)));
		settle();
		store.selection.row.value = store.view.at(0);
		store.clear();
		settle();
		expect(store.selection.row.value).toBeUndefined();
	});

	it('says when the line is broken, and for good', () => {
		const { store, give, lose } = setUp();
		give(opened);
		lose(false);
		expect(store.connection.value).toBe('reconnecting');
		give(opened);
		expect(store.connection.value).toBe('connected');
		give({ ...opened, version: 2 });
		expect(store.connection.value).toBe('other-version');
		lose(true);
		expect(store.connection.value).toBe('gone');
	});

	it('remembers settings, and does not believe a spoiled memory', async () => {
		const { store, kept } = setUp({
			'preserve-log': true,
			'saved-filters': 'no list',
			'column-widths': { a: 'x' },
		});
		await Promise.resolve();
		await Promise.resolve();
		expect([store.preserve.value, store.savedFilters.value, store.widths.value]).toEqual([true, [], {}]);
		expect(store.session.preserve).toBe(true);
		store.setWidth('timeline.kind', 120);
		expect(kept['column-widths']).toEqual({ 'timeline.kind': 120 });
	});

	it('says after a while that a send was not delivered, and then waits for nothing more', () => {
		const { store, give, settle, timers, clock } = setUp();
		give(opened, introduced, batch(1, sent(1)));
		settle();
		expect(timers).toHaveLength(1);
		const states = [];
		for (let i = 0; i < 5; i++) {
			clock.now += 500;
			timers.shift()?.();
			settle();
			states.push(deliveryOf(store.session, 0).state);
		}
		expect(states).toEqual(['waiting', 'waiting', 'waiting', 'undelivered', 'undelivered']);
		expect(timers).toEqual([]);
	});
});
