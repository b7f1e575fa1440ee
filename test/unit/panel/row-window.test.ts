import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementsOf, rowWindow, scrollTopFor } from '../../../panel/ui/row-window.ts';

const geometry = fc
	.record({
		count: fc.nat(2_000_000),
		viewport: fc.integer({ min: 50, max: 2_000 }),
		part: fc.double({ min: 0, max: 1, noNaN: true }),
	})
	.map(({ count, viewport, part }) => {
		const { height } = rowWindow({ scrollTop: 0, viewport, count, rowHeight: 21 });
		return { count, viewport, rowHeight: 21, scrollTop: part * Math.max(0, height - viewport) };
	});

describe('rowWindow', () => {
	it('covers the viewport with few more rows than fit', () => {
		fc.assert(
			fc.property(geometry, (g) => {
				const { first, end, offset } = rowWindow(g);
				const bottom = offset + (end - first) * g.rowHeight;
				expect(offset).toBeLessThanOrEqual(g.scrollTop + 0.01);
				if (end < g.count) expect(bottom).toBeGreaterThanOrEqual(g.scrollTop + g.viewport - 0.01);
				expect(end - first).toBeLessThanOrEqual(g.viewport / g.rowHeight + 6);
				expect(first).toBeGreaterThanOrEqual(0);
				expect(end).toBeLessThanOrEqual(g.count);
			}),
		);
	});

	it('shows the first rows at the top and the last ones at the end, also of a million', () => {
		const g = { viewport: 400, count: 1_000_000, rowHeight: 21, scrollTop: 0 };
		expect(rowWindow(g).first).toBe(0);
		const { height } = rowWindow(g);
		const { end, first, offset } = rowWindow({ ...g, scrollTop: height - 400 });
		expect(end).toBe(1_000_000);
		expect(offset + (end - first) * 21).toBeCloseTo(height, 3);
	});

	it('never asks a browser for more height than it can lay out', () => {
		expect(rowWindow({ viewport: 400, count: 5e6, rowHeight: 21, scrollTop: 0 }).height).toBeLessThan(17e6);
	});
});

describe('scrollTopFor', () => {
	it('brings any row wholly into sight, and moves nothing when it is', () => {
		fc.assert(
			fc.property(geometry, fc.double({ min: 0, max: 0.999_999, noNaN: true }), (g, part) => {
				fc.pre(g.count > 0);
				const index = Math.floor(part * g.count);
				const scrollTop = scrollTopFor(index, g);
				const { first, end, offset } = rowWindow({ ...g, scrollTop });
				expect(index).toBeGreaterThanOrEqual(first);
				expect(index).toBeLessThan(end);
				const top = offset + (index - first) * g.rowHeight;
				expect(top).toBeGreaterThanOrEqual(scrollTop - 0.5);
				expect(top + g.rowHeight).toBeLessThanOrEqual(scrollTop + g.viewport + 0.5);
				expect(scrollTopFor(index, { ...g, scrollTop })).toBeCloseTo(scrollTop, 3);
			}),
		);
	});
});

describe('elements of lines', () => {
	it('go with the rows that stay in sight, each once', () => {
		expect(elementsOf([], 0, 4)).toEqual([0, 1, 2, 3]);
		expect(elementsOf([0, 1, 2, 3], 1, 4)).toEqual([1, 2, 3, 0]);
		expect(elementsOf([1, 2, 3, 0], -1, 4)).toEqual([0, 1, 2, 3]);
		fc.assert(
			fc.property(fc.nat(40), fc.integer({ min: -60, max: 60 }), fc.nat(40), (had, by, count) => {
				const elements = elementsOf(elementsOf([], 0, had), by, count);
				expect(elements).toHaveLength(count);
				expect(new Set(elements).size).toBe(count);
			}),
		);
	});

	it('stay where they are when all is another', () => {
		expect(elementsOf([2, 3, 0, 1], 170, 4)).toEqual([2, 3, 0, 1]);
		expect(elementsOf([2, 3, 0, 1], -170, 5)).toEqual([2, 3, 0, 1, 4]);
	});
});
