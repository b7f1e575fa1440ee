import type { LayoutRequest, Point, Rect, Way } from './layout.ts';

/**
 * Boxes that talk to nobody but the one before them, or to nobody at all: when they are many, they stand in a grid,
 * and the lines to them run between its rows.
 */
export interface Block {
	id: string;
	/** The box that they talk to, or that they are in. */
	hub: string;
	parent: string | undefined;
	members: string[];
	columns: number;
	/** Size of a box and of all. */
	box: { width: number; height: number };
	width: number;
	height: number;
}

/** Fewer than this stand well in one column. */
const FEWEST = 7;
const MOST_COLUMNS = 8;
/** Between boxes of a row: lines come down there, and labels stand there. */
const GAP = 96;
const LABELS = 58;
/** What the lines over a row need: all of a direction go together, and leave one by one. */
const TRACK = 10;
const ROW_GAP = 12;

/** Finds the blocks of a picture. */
export function blocksOf({ boxes, links, aspect }: LayoutRequest): Block[] {
	const degrees = new Map<string, number>();
	const hubs = new Map<string, string>();
	for (const { from, to } of links) {
		for (const id of [from, to]) degrees.set(id, (degrees.get(id) ?? 0) + 1);
		hubs.set(to, from);
	}
	const parents = new Set(boxes.map(({ parent }) => parent));
	const known = new Set(boxes.map(({ id }) => id));
	const blocks = new Map<string, Block>();
	for (const { id, parent, width, height } of boxes) {
		const degree = degrees.get(id) ?? 0;
		const around = parent !== undefined && known.has(parent) ? parent : undefined;
		const hub = degree === 0 ? around : hubs.get(id);
		if (hub === undefined || degree > 1 || parents.has(id)) continue;
		const key = JSON.stringify([hub, around]);
		const block = blocks.get(key) ?? {
			id: key,
			hub,
			parent: around,
			members: [],
			columns: 1,
			box: { width, height },
			width: 0,
			height: 0,
		};
		block.members.push(id);
		blocks.set(key, block);
	}
	return [...blocks.values()]
		.filter(({ members }) => members.length >= FEWEST)
		.map((block) => sized(block, aspect));
}

/** With as many columns as fill the place best. */
function sized(block: Block, aspect: number): Block {
	let best = block;
	let least = Number.POSITIVE_INFINITY;
	for (let columns = 1; columns <= MOST_COLUMNS; columns++) {
		const rows = Math.ceil(block.members.length / columns);
		const width = columns * (block.box.width + GAP) - GAP + LABELS;
		const height = rows * rowHeight(block.box.height, columns);
		// Beside it stand its hub and what leads there.
		const size = Math.max((width + block.box.width * 1.8) / aspect, height);
		if (size >= least) continue;
		least = size;
		best = { ...block, columns, width, height };
	}
	return best;
}

const rowHeight = (height: number, columns: number): number => height + ROW_GAP + (columns > 1 ? TRACK : 0);

/** Where the members of a block stand that has its place. */
export function cellsOf({ members, columns, box }: Block, place: Rect): Map<string, Rect> {
	const row = rowHeight(box.height, columns);
	return new Map(
		members.map((id, at) => [
			id,
			{
				x: place.x + LABELS + (at % columns) * (box.width + GAP),
				y: place.y + Math.floor(at / columns) * row + row - box.height - ROW_GAP / 2,
				...box,
			},
		]),
	);
}

/** The way from the hub's side to a member: along the track above its row, then down into it. */
export function wayInto(block: Block, place: Rect, id: string, start: Point): Way {
	const { members, columns, box } = block;
	const cell = cellsOf(block, place).get(id) as Rect;
	const column = members.indexOf(id) % columns;
	const middle = cell.y + box.height / 2;
	const entry = { x: cell.x - (column === 0 ? LABELS : LABELS - 6), y: middle };
	const end = { x: cell.x, y: middle };
	if (column === 0) return { points: [start, entry, end], isEndFree: true, isTight: true };
	const row = rowHeight(box.height, columns);
	const top = cell.y - (row - box.height - ROW_GAP / 2);
	const y = top + (ROW_GAP + TRACK) / 2;
	const down = cell.x - GAP + 2;
	return {
		points: [start, { x: place.x, y }, { x: down, y }, entry, end],
		isEndFree: true,
		isTight: true,
	};
}

/** What the lines of several members have in common until they leave it: the first of a row has a way of its own. */
export function trackOf({ id: block, members, columns }: Block, id: string): string {
	const at = members.indexOf(id);
	return JSON.stringify([block, Math.floor(at / columns), at % columns > 0]);
}

/** How far down a member's line arrives at the block. */
export function arrivalOf(block: Block, place: Rect, id: string): number {
	return wayInto(block, place, id, place).points[1]?.y ?? place.y;
}
