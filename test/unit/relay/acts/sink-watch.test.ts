// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SinkWatch } from '../../../../src/relay/acts/sink-watch.ts';
import type { ActsWorld } from '../../../../src/relay/acts-door.ts';
import type { PageBus } from '../../../../src/relay/bus.ts';

const TEXT = 'a text from afar';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
	localStorage.clear();
});

function watching() {
	const told: { sink: string; value: string }[] = [];
	let reach = (_: string): void => {};
	const page = {
		send: (signal: string, detail: string) => signal === 'tool' && told.push(JSON.parse(detail).act),
		on: (signal: string, receive: typeof reach) => {
			if (signal === 'sink') reach = receive;
		},
	} as unknown as PageBus;
	const world = { witnesses: new Set() } as unknown as ActsWorld;
	const watch = new SinkWatch(page, world);
	watch.turn(true);
	const message = (): void => {
		for (const witness of world.witnesses) witness(new MessageEvent('message', { data: TEXT }), 1);
	};
	return { told, message, reach: (value: string) => reach(value), watch };
}

it('tells what came into the storage past the methods that are watched, once', () => {
	const { told, message, reach } = watching();
	message();
	reach(`by-method=${TEXT}`);
	localStorage.setItem('by-method', TEXT);
	localStorage.setItem('by-property', TEXT);
	vi.advanceTimersByTime(1_000);
	expect(told).toMatchObject([{ sink: 'localStorage', value: `by-property=${TEXT}` }]);
	message();
	vi.advanceTimersByTime(1_000);
	expect(told).toHaveLength(1);
});

it('keeps few of the values that a page goes on to show after a message', () => {
	const { message, reach } = watching();
	message();
	vi.advanceTimersByTime(1_000);
	const kept = vi.spyOn(Set.prototype, 'add');
	for (let i = 0; i < 5_000; i++) reach(`${TEXT} ${i}`);
	expect(kept.mock.calls.length).toBeLessThanOrEqual(1_000);
});
