import { describe, expect, it } from 'vitest';
import { edgeShape, widthOf } from '../../../../panel/views/map/edge-shape.ts';
import { neighbour } from '../../../../panel/views/map/neighbour.ts';
import { fitting, revealing, zoomed } from '../../../../panel/views/map/use-viewport.ts';

const place = { width: 800, height: 400 };

describe('the viewport', () => {
	it.each([
		['a wide picture', { width: 1_600, height: 100 }, 0.5],
		['a tall picture', { width: 100, height: 1_600 }, 0.25],
		['a small picture, which is not blown up', { width: 10, height: 10 }, 1.25],
	])('fits %s', (_, picture, scale) => {
		const view = fitting(picture, place);
		expect(view.scale).toBe(scale);
		expect([view.x + (picture.width * scale) / 2, view.y + (picture.height * scale) / 2]).toEqual([400, 200]);
	});

	it('zooms around a point, within limits', () => {
		const view = zoomed({ x: 10, y: 20, scale: 1 }, 2, 110, 220);
		expect(view).toEqual({ x: -90, y: -180, scale: 2 });
		expect(zoomed(view, 1_000, 0, 0).scale).toBe(3);
		expect(zoomed(view, 0.0001, 0, 0).scale).toBe(0.1);
	});

	it('brings a box into sight and leaves one alone that is', () => {
		const view = { x: 0, y: 0, scale: 1 };
		expect(revealing(view, { x: 100, y: 100, width: 50, height: 20 }, place)).toEqual(view);
		expect(revealing(view, { x: 900, y: -50, width: 50, height: 20 }, place)).toEqual({
			x: -162,
			y: 62,
			scale: 1,
		});
	});
});

describe('arrow keys', () => {
	const box = (x: number, y: number) => ({ x, y, width: 10, height: 10 });
	const boxes = { a: box(0, 0), b: box(100, 5), c: box(60, 200), d: box(0, 100) };
	it.each([
		['a', 'ArrowRight', 'b'],
		['a', 'ArrowDown', 'd'],
		['b', 'ArrowLeft', 'a'],
		['c', 'ArrowUp', 'd'],
		['a', 'ArrowLeft', undefined],
		['a', 'Enter', undefined],
	])('lead from %s by %s to %s', (from, key, to) => {
		expect(neighbour(from, key, boxes)).toBe(to);
	});
});

describe('a line', () => {
	const way = {
		points: [
			{ x: 0, y: 0 },
			{ x: 50, y: 0 },
			{ x: 200, y: 0 },
		],
		isEndFree: true,
		isTight: false,
	};
	const lane = { at: 0, of: 2, isBack: false, isUpright: false };

	it('is wider the more goes over it, up to a limit', () => {
		const widths = [0, 1, 10, 1_000, 1e9].map((count) => widthOf(count, false));
		expect(widths).toEqual(widths.toSorted((a, b) => a - b));
		expect(widths.at(-1)).toBe(6);
	});

	it('has its label on itself and clear of the box that it meets, however steep it is', () => {
		const steep = {
			points: [
				{ x: 0, y: 0 },
				{ x: 90, y: 160 },
				{ x: 190, y: 170 },
			],
			isEndFree: false,
			isTight: false,
		};
		const { line, label } = edgeShape(steep, { ...lane, of: 1 }, 2);
		expect(line).toMatch(/^M0 0C45 0 45 160 90 160/);
		const onLine = Array.from({ length: 901 }, (_, at) => {
			const t = at / 900;
			const [b, c, d] = [3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3];
			return { x: (b + c) * 45 + d * 90, y: (c + d) * 160 };
		});
		const distance = Math.min(...onLine.map(({ x, y }) => Math.hypot(x - label.x, y - label.y)));
		expect(distance).toBeLessThan(0.5);
		expect(label.x).toBeGreaterThan(40);
	});

	it('has its own lane and label for each way', () => {
		const [there, back] = [edgeShape(way, lane, 2), edgeShape(way, { ...lane, at: 1, isBack: true }, 2)];
		expect(there.line).toMatch(/^M0 -4\.5/);
		expect(back.line).toMatch(/^M200 4\.5/);
		expect(Math.abs(there.label.x - back.label.x)).toBeGreaterThan(50);
	});
});
