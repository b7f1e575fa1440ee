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
	if (!isTight) return along(points, isUpright ? 22 + at * 20 : 42 + at * 62, isUpright);
	const { x, y } = along(points, 34, isUpright);
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

/** The point of a curve so far from its start, counted across the ranks, at most at three quarters of it. */
function along(points: readonly Point[], distance: number, isUpright: boolean): Point {
	const far = ({ x, y }: Point): number => (isUpright ? y : x);
	const lengths = points.slice(1).map((to, at) => Math.abs(far(to) - far(points[at] as Point)));
	const whole = lengths.reduce((sum, length) => sum + length, 0);
	let left = Math.min(distance, whole * 0.75);
	for (const [at, length] of lengths.entries()) {
		if (left <= length && length > 0) {
			return pointOf(points[at] as Point, points[at + 1] as Point, partOf(left / length), isUpright);
		}
		left -= length;
	}
	return points.at(-1) ?? { x: 0, y: 0 };
}

/** The point of one of the bends that `curve` draws; `t` from 0 to 1. */
function pointOf(from: Point, to: Point, t: number, isUpright: boolean): Point {
	const across = bend(t);
	const aside = t * t * (3 - 2 * t);
	const [x, y] = isUpright ? [aside, across] : [across, aside];
	return { x: from.x + (to.x - from.x) * x, y: from.y + (to.y - from.y) * y };
}

/** How far across a bend is at `t`: its handles are in the middle between its ends. */
const bend = (t: number): number => (3 * t * (1 - t)) / 2 + t ** 3;

/** Where on a bend it is so far across. */
function partOf(share: number): number {
	let [low, high] = [0, 1];
	for (let step = 0; step < 20; step++) {
		const middle = (low + high) / 2;
		if (bend(middle) < share) low = middle;
		else high = middle;
	}
	return (low + high) / 2;
}

const round = (value: number): number => Math.round(value * 10) / 10;
