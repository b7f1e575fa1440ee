import type { Rect } from '../../worker/layout/layout.ts';

const WAYS: Record<string, { x: number; y: number }> = {
	ArrowRight: { x: 1, y: 0 },
	ArrowLeft: { x: -1, y: 0 },
	ArrowDown: { x: 0, y: 1 },
	ArrowUp: { x: 0, y: -1 },
};

/** The box that an arrow key leads to from another: the nearest that way, those straight ahead before those aside. */
export function neighbour(
	from: string,
	key: string,
	boxes: Readonly<Record<string, Rect>>,
): string | undefined {
	const way = WAYS[key];
	const here = boxes[from];
	if (!way || !here) return undefined;
	const middle = ({ x, y, width, height }: Rect) => ({ x: x + width / 2, y: y + height / 2 });
	const start = middle(here);
	let best: string | undefined;
	let least = Number.POSITIVE_INFINITY;
	for (const [key, box] of Object.entries(boxes)) {
		const at = middle(box);
		const ahead = (at.x - start.x) * way.x + (at.y - start.y) * way.y;
		const aside = Math.abs((at.x - start.x) * way.y) + Math.abs((at.y - start.y) * way.x);
		const distance = ahead + aside * 2;
		if (key === from || ahead <= 1 || distance >= least) continue;
		least = distance;
		best = key;
	}
	return best;
}
