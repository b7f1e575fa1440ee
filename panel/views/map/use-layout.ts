import { useEffect, useRef, useState } from 'preact/hooks';
import type { GraphNode } from '../../../src/session/graph/build.ts';
import type { LayOut } from '../../lines/layout.ts';
import type { Pictured } from '../../store/map/pictured.ts';
import type { Layout, LayoutRequest } from '../../worker/layout/layout.ts';
import { textWidth } from './fit-text.ts';
import { nodeName, nodeNote } from './map-text.ts';

/** Pixels that a box has at most in places up to so many wide: names give way rather than the size of all letters. */
const WIDEST: readonly (readonly [place: number, box: number])[] = [
	[700, 132],
	[1_000, 180],
	[Number.POSITIVE_INFINITY, 250],
];
const FEW = 3;
const WIDEST_OF_MANY = 190;
const MANY = 20;
const HEIGHT = 28;
/** What stands beside the texts of a box, in pixels. */
export const BESIDE = 34;

export interface Placed {
	layout: Layout;
	/** Index of each pair's way in the layout, by both keys in order. */
	ways: Map<string, { at: number; from: string }>;
}

/** What asks for the layout of a picture in a place so many pixels wide; counts do not matter to it. */
function requestFor({ nodes, edges }: Pictured, aspect: number, room: number): LayoutRequest {
	const sorted = nodes.toSorted(byPath);
	const place = new Map(sorted.map(({ key }, at) => [key, at]));
	const parents = new Map(nodes.map(({ key, parent }) => [key, parent]));
	const links = new Map<string, LayoutRequest['links'][number]>();
	for (const { from, to } of edges) {
		if (from === to || !place.has(from) || !place.has(to)) continue;
		const pair = pairKey(from, to);
		// Those inside come after those around; else the order of the graph.
		const isBack =
			parents.get(from) === to || (parents.get(to) !== from && (place.get(from) ?? 0) > (place.get(to) ?? 0));
		if (!links.has(pair)) links.set(pair, isBack ? { from: to, to: from } : { from, to });
	}
	const width = Math.ceil(Math.min(widest(nodes.length, room), Math.max(...nodes.map(boxWidth))));
	return {
		aspect,
		links: [...links.values()],
		// All of one width: they stand in columns.
		boxes: sorted.map((node) => ({ id: node.key, parent: node.parent, width, height: HEIGHT })),
	};
}

/** Pixels that each of so many boxes has at most in a place; a few have room in any. */
function widest(count: number, room: number): number {
	const [, most = 0] =
		WIDEST.find(([place]) => (count < FEW ? Number.POSITIVE_INFINITY : room) <= place) ?? [];
	return count > MANY ? Math.min(most, WIDEST_OF_MANY) : most;
}

/** Frames in the order of their places in the page; everyone else stays behind them. */
function byPath(a: GraphNode, b: GraphNode): number {
	const [one, two] = [a, b].map(({ document }) => document?.info?.path?.split('.').map(Number));
	if (!one || !two) return Number(one === undefined) - Number(two === undefined);
	for (let at = 0; at < Math.max(one.length, two.length); at++) {
		const difference = (one[at] ?? -1) - (two[at] ?? -1);
		if (difference !== 0) return difference;
	}
	return 0;
}

function boxWidth(node: GraphNode): number {
	const note = nodeNote(node);
	return BESIDE + textWidth(nodeName(node)) + (note ? textWidth(note) + 8 : 0);
}

export const pairKey = (a: string, b: string): string => JSON.stringify(a < b ? [a, b] : [b, a]);

/**
 * Where everything stands. Asked for anew only when someone comes or goes; one layout at a time, and the last one stays
 * until the next is there; `failed` says why there is none.
 */
export function useLayout(
	picture: Pictured,
	aspect: number,
	room: number,
	layOut: LayOut,
): { placed: Placed | undefined; failed: string | undefined; isBusy: boolean } {
	const [placed, setPlaced] = useState<Placed | undefined>(undefined);
	const [failed, setFailed] = useState<string | undefined>(undefined);
	const request = aspect > 0 && picture.nodes.length > 0 ? requestFor(picture, aspect, room) : undefined;
	const wanted = request ? JSON.stringify(request) : undefined;
	const state = useRef({
		asked: undefined as string | undefined,
		isBusy: false,
		isGone: false,
		again: () => {},
	});
	const ask = (): void => {
		const { current } = state;
		if (!request || current.isBusy || current.asked === wanted) return;
		current.asked = wanted;
		current.isBusy = true;
		void layOut(request).then((layout) => {
			current.isBusy = false;
			if (current.isGone) return;
			if ('failed' in layout) setFailed(`${layout.failed} ${layout.detail}`.trim());
			else {
				setFailed(undefined);
				setPlaced({ layout, ways: waysOf(request) });
			}
			current.again();
		});
	};
	useEffect(() => {
		state.current.again = ask;
		ask();
	});
	useEffect(() => {
		const { current } = state;
		return () => {
			current.isGone = true;
		};
	}, []);
	const isBusy = wanted !== undefined && (state.current.isBusy || state.current.asked !== wanted);
	return { placed, failed, isBusy };
}

function waysOf({ links }: LayoutRequest): Placed['ways'] {
	return new Map(links.map(({ from, to }, at) => [pairKey(from, to), { at, from }]));
}
