import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut } from '../../../../panel/worker/layout/lay-out.ts';
import type { LayoutRequest, Rect } from '../../../../panel/worker/layout/layout.ts';

/** Trees of frames with others beside them; anyone may talk to anyone. */
const request: fc.Arbitrary<LayoutRequest> = fc
	.record({
		parents: fc.array(fc.option(fc.nat(60), { nil: undefined }), { minLength: 1, maxLength: 40 }),
		pairs: fc.array(fc.tuple(fc.nat(39), fc.nat(39)), { maxLength: 40 }),
		aspect: fc.constantFrom(0.4, 0.8, 1.5, 3),
	})
	.map(({ parents, pairs, aspect }) => {
		const boxes = parents.map((parent, at) => ({
			id: `n${at}`,
			// Of those before it: no circles.
			parent: parent === undefined || parent >= at ? undefined : `n${parent}`,
			width: 150,
			height: 28,
		}));
		const links = new Map<string, { from: string; to: string }>();
		for (const [a, b] of pairs) {
			const [low, high] = [Math.min(a, b), Math.max(a, b)];
			if (low !== high && high < boxes.length)
				links.set(`${low} ${high}`, { from: `n${low}`, to: `n${high}` });
		}
		return { boxes, links: [...links.values()], aspect };
	});

const overlap = (a: Rect, b: Rect): boolean =>
	a.x < b.x + b.width - 0.5 &&
	b.x < a.x + a.width - 0.5 &&
	a.y < b.y + b.height - 0.5 &&
	b.y < a.y + a.height - 0.5;
const contains = (outer: Rect, inner: Rect): boolean =>
	outer.x <= inner.x + 0.5 &&
	outer.y <= inner.y + 0.5 &&
	outer.x + outer.width >= inner.x + inner.width - 0.5 &&
	outer.y + outer.height >= inner.y + inner.height - 0.5;
const isOnBorder = ({ x, y, width, height }: Rect, at: { x: number; y: number }): boolean =>
	at.x >= x - 0.5 &&
	at.x <= x + width + 0.5 &&
	at.y >= y - 0.5 &&
	at.y <= y + height + 0.5 &&
	[x, x + width].some((side) => Math.abs(side - at.x) < 0.5) !==
		[y, y + height].some((side) => Math.abs(side - at.y) < 0.5);

describe('a layout', () => {
	it('keeps boxes apart and in the frames of their parents, and leads every line from border to border', () => {
		fc.assert(
			fc.property(request, (asked) => {
				const { boxes, frames, links } = layOut(asked);
				const all = Object.values(boxes);
				for (const [at, box] of all.entries()) {
					expect(all.slice(at + 1).filter((other) => overlap(box, other))).toEqual([]);
				}
				for (const { id, parent } of asked.boxes) {
					if (parent === undefined) continue;
					expect(contains(frames[parent] as Rect, boxes[id] as Rect)).toBe(true);
					if (frames[id]) expect(contains(frames[parent] as Rect, frames[id])).toBe(true);
				}
				for (const [at, { from, to }] of asked.links.entries()) {
					const { points } = links[at] as (typeof links)[number];
					expect(isOnBorder(boxes[from] as Rect, points[0] as Rect)).toBe(true);
					expect(isOnBorder(boxes[to] as Rect, points.at(-1) as Rect)).toBe(true);
				}
			}),
			{ numRuns: 60 },
		);
	});

	it('leads down where that can be shown larger', () => {
		const boxes = ['shop', 'pay', 'chat', 'server'].map((id) => ({
			id,
			parent: undefined,
			width: 200,
			height: 28,
		}));
		const links = [
			{ from: 'shop', to: 'pay' },
			{ from: 'shop', to: 'chat' },
			{ from: 'chat', to: 'server' },
		];
		const [tall, wide] = [0.9, 2].map((aspect) => layOut({ boxes, links, aspect }));
		expect([tall?.isUpright, wide?.isUpright]).toEqual([true, false]);
		expect(tall?.width).toBeLessThan(wide?.width ?? 0);
	});

	it('fills a wide place with fifty frames that can be read', () => {
		const boxes = Array.from({ length: 51 }, (_, at) => ({
			id: `n${at}`,
			parent: at === 0 ? undefined : 'n0',
			width: 190,
			height: 28,
		}));
		const links = boxes.slice(1).map(({ id }) => ({ from: 'n0', to: id }));
		const { width, height } = layOut({ boxes, links, aspect: 1.75 });
		// The panel's own type is 12 pixels: no smaller than 9, in a low panel too.
		expect(Math.min(1_400 / width, 800 / height)).toBeGreaterThan(0.75);
		const low = layOut({ boxes, links, aspect: 1_300 / 575 });
		expect(Math.min(1_300 / low.width, 575 / low.height)).toBeGreaterThan(0.75);
	});
});
