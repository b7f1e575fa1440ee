import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Budget, MOST_WORK } from '../../../src/analyser/budget.ts';

describe('the budget of an analysis', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());
	const work = (budget: Budget, looks: number, each: number) => {
		for (let look = 0; look < looks; look++) {
			vi.advanceTimersByTime(each);
			budget.take(1);
		}
	};

	it('is used up by steps, however fast they are', () => {
		const budget = new Budget(100);
		expect(budget.take(MOST_WORK / 2)).toBe(true);
		expect(budget.take(1, 0.5)).toBe(false);
		expect(budget.take(MOST_WORK / 2 - 1)).toBe(true);
		expect(budget.take(1)).toBe(false);
		expect(budget.steps).toBe(MOST_WORK + 1);
	});

	it('is used up by time, as the last safety', () => {
		const budget = new Budget(100);
		work(budget, 10, 9);
		expect(budget.take(1)).toBe(true);
		expect(budget.take(1, 0.5)).toBe(false);
		work(budget, 10, 9);
		expect(budget.take(1)).toBe(false);
	});

	it('does not count what other programs took', () => {
		const budget = new Budget(100);
		work(budget, 3, 10_000);
		expect(budget.take(1)).toBe(true);
	});
});
