import type { Point, Rect, Way } from '../../worker/layout/layout.ts';

export interface EdgeShape {
	/** Path data of the line. */
	line: string;
	/** Path data of the arrow's head. */
	head: string;
	/** Where its label stands. */
	label: Point;
}

interface Lane {
	/** Which of the lines along one way it is, and how many there are. */
	at: number;
	of: number;
	/** It leads from the way's end to its start. */
	isBack: boolean;
	isUpright: boolean;
}

/** The shape of one of several lines along a way; `width` is the line's, in pixels. */
export function edgeShape(way: Way, lane: Lane, width: number): EdgeShape {
	const { isUpright } = lane;
	const by = (lane.at - (lane.of - 1) / 2) * (way.isTight ? 4 : 9);
	const aside = way.points.map(({ x, y }) => (isUpright ? { x: x + by, y } : { x, y: y + by }));
	const points = lane.isBack ? aside.toReversed() : aside;
	const [first, second, tip] = [points[0], points[1], points.at(-1)];
	if (!first || !second || !tip) return { line: '', head: '', label: { x: 0, y: 0 } };
	const before = points.at(-2) ?? first;
	const size = 5 + width;
	// Lines leave and meet boxes at right angles.
	const to = isUpright
		? { x: 0, y: Math.sign(tip.y - before.y) || 1 }
		: { x: Math.sign(tip.x - before.x) || 1, y: 0 };
	const end = { x: tip.x - to.x * size * 0.8, y: tip.y - to.y * size * 0.8 };
	const fromFree = way.isEndFree ? aside.toReversed() : aside;
	return {
		line: curve([...points.slice(0, -1), end], isUpright),
		head: headAt(tip, to, size),
		label: labelAt(fromFree, lane, way.isTight),
	};
}

/** Beside the free end: one after the other along the lines or, where lines are close together, one above the other. */
function labelAt(points: readonly Point[], { at, of, isUpright }: Lane, isTight: boolean): Point {
	if (!isTight) return along(points, isUpright ? 22 + at * 20 : 42 + at * 62);
	const { x, y } = along(points, 34);
	return { x, y: y + (at - (of - 1) / 2) * 12 };
}

/** A line from a box to itself, above its right corner. */
export function loopShape(box: Rect, width: number): EdgeShape {
	const right = box.x + box.width - 12;
	const left = right - 26;
	const top = box.y - 20;
	const size = 5 + width;
	return {
		line: `M${left} ${box.y}C${left} ${top} ${right} ${top} ${right} ${box.y - size * 0.8}`,
		head: headAt({ x: right, y: box.y }, { x: 0, y: 1 }, size),
		label: { x: (left + right) / 2, y: top + 4 },
	};
}

/** Width of a line for a number of messages: tenfold messages are a good pixel more. */
export function widthOf(count: number, isTight: boolean): number {
	if (count === 0) return 1;
	return Math.min(isTight ? 3.4 : 6, 1.4 + Math.log10(count) * (isTight ? 0.6 : 1.2));
}

function headAt(tip: Point, to: Point, size: number): string {
	const at = (along: number, aside: number): string =>
		`${round(tip.x - to.x * along - to.y * aside)} ${round(tip.y - to.y * along + to.x * aside)}`;
	return `M${at(0, 0)}L${at(size, size * 0.55)}L${at(size, -size * 0.55)}Z`;
}

/** Through all points, along the ranks at each. */
function curve(points: readonly Point[], isUpright: boolean): string {
	const [first, ...rest] = points as [Point, ...Point[]];
	let path = `M${round(first.x)} ${round(first.y)}`;
	let from = first;
	for (const to of rest) {
		const [x, y] = [round((from.x + to.x) / 2), round((from.y + to.y) / 2)];
		path += isUpright
			? `C${round(from.x)} ${y} ${round(to.x)} ${y} ${round(to.x)} ${round(to.y)}`
			: `C${x} ${round(from.y)} ${x} ${round(to.y)} ${round(to.x)} ${round(to.y)}`;
		from = to;
	}
	return path;
}

/** The point at a distance along a line, at most at its middle. */
function along(points: readonly Point[], distance: number): Point {
	const length = (at: number): number => {
		const [from, to] = [points[at] as Point, points[at + 1] as Point];
		return Math.hypot(to.x - from.x, to.y - from.y);
	};
	const parts = points.slice(1).map((_, at) => length(at));
	const whole = parts.reduce((sum, part) => sum + part, 0);
	let left = Math.min(distance, whole * 0.75);
	for (const [at, part] of parts.entries()) {
		const [from, to] = [points[at] as Point, points[at + 1] as Point];
		if (left <= part && part > 0) {
			return { x: from.x + ((to.x - from.x) * left) / part, y: from.y + ((to.y - from.y) * left) / part };
		}
		left -= part;
	}
	return points.at(-1) ?? { x: 0, y: 0 };
}

const round = (value: number): number => Math.round(value * 10) / 10;
