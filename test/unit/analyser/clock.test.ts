import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Clock } from '../../../src/analyser/clock.ts';

describe('the clock of an analysis', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());
	const work = (clock: Clock, steps: number, each: number) => {
		for (let step = 0; step < steps; step++) {
			vi.advanceTimersByTime(each);
			clock.isOver();
		}
	};

	it('runs out with the work done', () => {
		const clock = new Clock(100);
		work(clock, 10, 9);
		expect(clock.isOver()).toBe(false);
		expect(clock.isOver(0.5)).toBe(true);
		work(clock, 10, 9);
		expect(clock.isOver()).toBe(true);
	});

	it('does not count what other programs took', () => {
		const clock = new Clock(100);
		work(clock, 3, 10_000);
		expect(clock.isOver()).toBe(false);
	});
});
