import { layout as dagre, Graph } from '@dagrejs/dagre';
import { arrivalOf, type Block, blocksOf, cellsOf, trackOf, wayInto } from './blocks.ts';
import type { Layout, LayoutRequest, Point, Rect } from './layout.ts';
import { type Meeting, waysOf } from './ways.ts';

/** What a line needs of a box's side, and what a track of a block's does. */
const LINE = 24;
const TRACK_LINE = 9;

/**
 * Places boxes so that links lead onwards, boxes of one parent stand in its frame, and the whole is about as wide in
 * relation to its height as the place for it.
 */
export function layOut(request: LayoutRequest): Layout {
	const blocks = blocksOf(request);
	const across = draw(request, blocks, false);
	// Blocks stand beside their hubs only.
	if (request.aspect > WIDE || blocks.length > 0) return across;
	const upright = draw(request, blocks, true);
	return scaleIn(request, upright) > scaleIn(request, across) ? upright : across;
}

/** From this shape of the place on, links always lead to the right. */
const WIDE = 1.5;

/** How large a layout can be shown, in relation to others. */
const scaleIn = ({ aspect }: LayoutRequest, { width, height }: Layout): number =>
	Math.min(aspect / width, 1 / height);

function draw(request: LayoutRequest, blocks: readonly Block[], isUpright: boolean): Layout {
	const graph = new Graph({ compound: true, multigraph: true });
	graph.setGraph({
		rankdir: isUpright ? 'TB' : 'LR',
		nodesep: isUpright ? 16 : 12,
		edgesep: 14,
		ranksep: isUpright ? 84 : 170,
		marginx: 16,
		marginy: 16,
	});
	const parents = nest(graph, request, blocks, isUpright);
	link(graph, request, blocks);
	dagre(graph, graph.nodeCount() > 150 ? { disableOptimalOrderHeuristic: true } : {});
	return read(graph, request, parents, blocks, isUpright);
}

/** Puts boxes and the frames around them into the graph; returns who has something inside. */
function nest(
	graph: Graph,
	{ boxes, links }: LayoutRequest,
	blocks: readonly Block[],
	isUpright: boolean,
): Set<string> {
	const known = new Set(boxes.map(({ id }) => id));
	const inBlock = new Set(blocks.flatMap(({ members }) => members));
	const parents = new Set(
		boxes.flatMap(({ parent }) => (parent !== undefined && known.has(parent) ? [parent] : [])),
	);
	const sides = new Map<string, number>();
	const widen = (id: string, by: number): void => void sides.set(id, (sides.get(id) ?? 0) + by);
	const linked = links.filter(({ to }) => !inBlock.has(to));
	for (const id of linked.flatMap(({ from, to }) => [from, to])) widen(id, LINE);
	for (const block of blocks) {
		const tracks = new Set(block.members.map((id) => trackOf(block, id)));
		widen(block.hub, tracks.size * TRACK_LINE);
	}
	const put = (name: string, parent: string | undefined): void => {
		if (parent !== undefined && known.has(parent)) graph.setParent(name, `frame ${parent}`);
	};
	for (const id of parents) {
		graph.setNode(`frame ${id}`, {});
	}
	for (const { id, parent, width, height } of boxes) {
		if (inBlock.has(id)) continue;
		// A side is as long as it must be for all lines that meet it.
		const side = sides.get(id) ?? 0;
		graph.setNode(
			`box ${id}`,
			isUpright ? { width: Math.max(width, side), height } : { width, height: Math.max(height, side) },
		);
		put(parents.has(id) ? `frame ${id}` : `box ${id}`, parent);
		if (parents.has(id)) graph.setParent(`box ${id}`, `frame ${id}`);
	}
	for (const { id, parent, width, height } of blocks) {
		graph.setNode(`block ${id}`, { width, height });
		put(`block ${id}`, parent);
	}
	return parents;
}

function link(graph: Graph, { boxes, links }: LayoutRequest, blocks: readonly Block[]): void {
	const inBlock = new Set(blocks.flatMap(({ members }) => members));
	for (const { id, hub } of blocks) graph.setEdge(`box ${hub}`, `block ${id}`, { weight: 2 }, `block ${id}`);
	for (const [at, { from, to }] of links.entries()) {
		if (!inBlock.has(to)) graph.setEdge(`box ${from}`, `box ${to}`, { weight: 1 }, `link ${at}`);
	}
	// Boxes without links stand beside the one that they are in.
	const linked = new Set(links.flatMap(({ from, to }) => [from, to]));
	for (const { id, parent } of boxes) {
		if (linked.has(id) || inBlock.has(id) || parent === undefined || !graph.hasNode(`box ${parent}`))
			continue;
		graph.setEdge(`box ${parent}`, `box ${id}`, { weight: 1 }, `quiet ${id}`);
	}
}

function read(
	graph: Graph,
	{ boxes, links }: LayoutRequest,
	parents: ReadonlySet<string>,
	blocks: readonly Block[],
	isUpright: boolean,
): Layout {
	const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
	const rect = (name: string): Rect => {
		const node = graph.node(name) as Rect;
		return {
			x: node.x - node.width / 2,
			y: node.y - node.height / 2,
			width: node.width,
			height: node.height,
		};
	};
	const placed: Record<string, Rect> = {};
	const blockOf = new Map<string, { block: Block; place: Rect }>();
	for (const block of blocks) {
		const place = rect(`block ${block.id}`);
		for (const [id, cell] of cellsOf(block, place)) {
			placed[id] = cell;
			blockOf.set(id, { block, place });
		}
	}
	for (const { id } of boxes) placed[id] ??= rect(`box ${id}`);
	const meetings = links.map(({ from, to }, at): Meeting => {
		const inside = blockOf.get(to);
		if (inside) {
			const { block, place } = inside;
			return { bends: [{ x: place.x, y: arrivalOf(block, place, to) }], track: trackOf(block, to) };
		}
		const edge = graph.edge({ v: `box ${from}`, w: `box ${to}`, name: `link ${at}` }) as { points: Point[] };
		return { bends: edge.points.slice(1, -1) };
	});
	const ways = waysOf(links, placed, meetings, isUpright);
	return {
		width,
		height,
		isUpright,
		boxes: placed,
		frames: Object.fromEntries([...parents].map((id) => [id, rect(`frame ${id}`)])),
		links: ways.map((way, at) => {
			const to = links[at]?.to ?? '';
			const inside = blockOf.get(to);
			return inside ? wayInto(inside.block, inside.place, to, way.points[0] as Point) : way;
		}),
	};
}
