import { useState } from 'preact/hooks';
import type { Graph, GraphEdge } from '../../../src/session/graph/build.ts';
import { edgeFilter, nodeFilter } from '../../../src/session/graph/filter.ts';
import { withTerm } from '../../../src/session/query-syntax.ts';
import { t, tOf } from '../../i18n.ts';
import type { Pictured } from '../../store/map/pictured.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { rankOf } from '../../store/verdict-rank.ts';
import type { Layout } from '../../worker/layout/layout.ts';
import { type EdgeShape, edgeShape, loopShape, widthOf } from './edge-shape.ts';
import { type Hot, HotCard } from './HotCard.tsx';
import { EdgeLine, MapEdge } from './MapEdge.tsx';
import { MapNode } from './MapNode.tsx';
import { countText, nodeName, worstOf } from './map-text.ts';
import { neighbour } from './neighbour.ts';
import { type Placed, pairKey } from './use-layout.ts';
import type { useViewport } from './use-viewport.ts';

interface MapPictureProps {
	store: PanelStore;
	graph: Graph;
	picture: Pictured;
	placed: Placed;
	viewport: ReturnType<typeof useViewport>;
}

/** More edges than this do not all get their counts written on them. */
const MOST_LABELS = 24;

/** The picture itself: frames in frames, boxes, lines, and a card about the one that is looked at. */
export function MapPicture({ store, graph, picture, placed, viewport }: MapPictureProps) {
	const { layout } = placed;
	const { view } = viewport;
	const [hot, setHot] = useState<Hot | undefined>(undefined);
	const [current, setCurrent] = useState({ node: '', edge: '' });
	const nodes = picture.nodes.filter(({ key }) => layout.boxes[key]);
	const shapes = shapesOf(picture.edges, placed);
	const edges = picture.edges.filter(({ key }) => shapes.has(key));
	const byKey = new Map(nodes.map((node) => [node.key, node]));
	const nodeId = (key: string): string => `map-node-${nodes.findIndex((node) => node.key === key)}`;
	const edgeId = (key: string): string => `map-edge-${edges.findIndex((edge) => edge.key === key)}`;
	const currentNode = byKey.has(current.node) ? current.node : nodes[0]?.key;
	const currentEdge = shapes.has(current.edge) ? current.edge : edges[0]?.key;
	const hotEdge = hot?.kind === 'edge' ? edges.find(({ key }) => key === hot.key) : undefined;
	const isAside = (edge: GraphEdge): boolean => {
		if (hotEdge) return edge !== hotEdge;
		return hot?.kind === 'node' && byKey.has(hot.key) && edge.from !== hot.key && edge.to !== hot.key;
	};
	const near = new Set(
		hot ? edges.filter((edge) => !isAside(edge)).flatMap(({ from, to }) => [from, to]) : [],
	);
	if (hot?.kind === 'node') near.add(hot.key);

	const open = (filter: string, parties: string[], event: MouseEvent | KeyboardEvent): void => {
		if (event.shiftKey || (event instanceof KeyboardEvent && event.key === 's')) {
			store.map.parties.value = parties;
			store.map.mode.value = 'sequence';
			return;
		}
		const before = store.query.value.ok ? store.filter.value.trim() : '';
		store.filter.value = withTerm(before, filter);
		store.selection.tab.value = 'timeline';
	};
	const openEdge = (edge: GraphEdge, event: MouseEvent | KeyboardEvent): void =>
		open(edgeFilter(graph, edge), [...new Set([edge.from, edge.to])], event);
	const moveNode = (event: KeyboardEvent): void => {
		const to = event.shiftKey ? undefined : neighbour(currentNode ?? '', event.key, layout.boxes);
		if (to === undefined) return;
		event.preventDefault();
		document.getElementById(nodeId(to))?.focus();
	};
	const moveEdge = (event: KeyboardEvent): void => {
		const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
		if (by === undefined || event.shiftKey) return;
		const at = edges.findIndex(({ key }) => key === currentEdge);
		event.preventDefault();
		document.getElementById(`map-edge-${(at + by + edges.length) % edges.length}`)?.focus();
	};
	return (
		<>
			{/* biome-ignore lint/a11y/useSemanticElements: as below */}
			<svg
				class="map-svg"
				role="group"
				aria-label={t('mapPicture')}
				// Chromium lets the keyboard stop at any part of a picture that hears of the focus.
				tabindex={-1}
				onPointerDown={(event) => {
					// A press on a box or line is for it, all else moves the picture.
					if (!(event.target as Element).closest('.map-node, .map-edge, .map-line')) viewport.drag(event);
				}}
				onFocusOut={() => setHot(undefined)}
			>
				<g transform={`translate(${view.x} ${view.y}) scale(${view.scale})`}>
					{nodes.map(({ key }) => {
						const frame = layout.frames[key];
						return frame && <rect key={key} class="map-frame" {...frame} rx={6} />;
					})}
					{worstLast(edges, store.analysis).map(({ edge, verdict }) => (
						<EdgeLine
							key={edge.key}
							edge={edge}
							shape={shapes.get(edge.key) as EdgeShape}
							width={widthOf(edge.count, isTight(placed, edge))}
							verdict={verdict}
							isDimmed={hot !== undefined && isAside(edge)}
							isHot={hot !== undefined && !isAside(edge)}
							onHot={(is) => setHot(is ? { kind: 'edge', key: edge.key } : undefined)}
							onOpen={(event) => openEdge(edge, event)}
						/>
					))}
					{/* biome-ignore lint/a11y/useSemanticElements: there are no fieldsets in a picture */}
					{/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a g is not interactive */}
					<g role="group" aria-label={t('mapEdges')}>
						{edges.map((edge) => {
							const verdict = worstOf(edge, store.analysis);
							const isHot = hotEdge === edge || (hot?.kind === 'node' && !isAside(edge));
							return (
								<MapEdge
									key={edge.key}
									id={edgeId(edge.key)}
									edge={edge}
									shape={shapes.get(edge.key) as EdgeShape}
									verdict={verdict}
									name={edgeName(edge, byKey, verdict)}
									isCurrent={edge.key === currentEdge}
									isDimmed={hot !== undefined && isAside(edge)}
									isHot={isHot}
									isLabelled={edges.length <= MOST_LABELS && edge.count > 0}
									onHot={(is) => setHot(is ? { kind: 'edge', key: edge.key } : undefined)}
									onFocus={() => {
										setCurrent({ ...current, edge: edge.key });
										setHot({ kind: 'edge', key: edge.key });
										const { x, y } = (shapes.get(edge.key) as EdgeShape).label;
										viewport.reveal({ x: x - 30, y: y - 10, width: 60, height: 20 });
									}}
									onMove={moveEdge}
									onOpen={(event) => openEdge(edge, event)}
								/>
							);
						})}
					</g>
					{/* biome-ignore lint/a11y/useSemanticElements: as above */}
					{/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: as above */}
					<g role="group" aria-label={t('mapNodes')}>
						{nodes.map((node) => (
							<MapNode
								key={node.key}
								id={nodeId(node.key)}
								node={node}
								box={layout.boxes[node.key] as Layout['boxes'][string]}
								isCurrent={node.key === currentNode}
								isDimmed={hot !== undefined && !near.has(node.key)}
								onHot={(is) => setHot(is ? { kind: 'node', key: node.key } : undefined)}
								onFocus={() => {
									setCurrent({ ...current, node: node.key });
									setHot({ kind: 'node', key: node.key });
									viewport.reveal(layout.boxes[node.key] as Layout['boxes'][string]);
								}}
								onMove={moveNode}
								onOpen={(event) =>
									open(nodeFilter(graph, node), [node.key, ...partnersOf(edges, node.key)], event)
								}
							/>
						))}
					</g>
				</g>
			</svg>
			<HotCard store={store} hot={hot} nodes={byKey} edges={edges} />
		</>
	);
}

function edgeName(
	edge: GraphEdge,
	nodes: ReadonlyMap<string, Parameters<typeof nodeName>[0]>,
	verdict?: string,
): string {
	const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
	const ends = `${from ? nodeName(from) : ''} → ${to ? nodeName(to) : ''}`;
	const worst = verdict === undefined ? '' : t('mapWorst', tOf('verdict', verdict));
	return [ends, tOf('channel', edge.via), countText(edge), worst].filter(Boolean).join(', ');
}

/** Edges with their verdicts; where lines go together, the worst lies on top. */
function worstLast(
	edges: readonly GraphEdge[],
	analysis: PanelStore['analysis'],
): { edge: GraphEdge; verdict: string | undefined }[] {
	return edges
		.map((edge) => ({ edge, verdict: worstOf(edge, analysis) }))
		.sort((a, b) => rankOf(b.verdict) - rankOf(a.verdict));
}

function partnersOf(edges: readonly GraphEdge[], key: string): string[] {
	const partners = edges.flatMap(({ from, to }) => (from === key ? [to] : to === key ? [from] : []));
	return [...new Set(partners)].filter((partner) => partner !== key);
}

const isTight = ({ layout, ways }: Placed, { from, to }: GraphEdge): boolean =>
	layout.links[ways.get(pairKey(from, to))?.at ?? -1]?.isTight ?? false;

/** Lines of all edges whose ends are placed; those between the same two run side by side. */
function shapesOf(edges: readonly GraphEdge[], { layout, ways }: Placed): Map<string, EdgeShape> {
	const pairs = new Map<string, GraphEdge[]>();
	for (const edge of edges) {
		const pair = pairKey(edge.from, edge.to);
		pairs.set(pair, [...(pairs.get(pair) ?? []), edge]);
	}
	const shapes = new Map<string, EdgeShape>();
	for (const [pair, lanes] of pairs) {
		const way = ways.get(pair);
		const points = way && layout.links[way.at];
		// The same way round whenever they come: those of one direction are on one side.
		const isBack = (edge: GraphEdge): boolean => edge.from !== way?.from;
		const sorted = lanes.toSorted(
			(a, b) => Number(isBack(a)) - Number(isBack(b)) || (a.via < b.via ? -1 : 1),
		);
		const { isUpright } = layout;
		for (const [at, edge] of sorted.entries()) {
			const width = widthOf(edge.count, points?.isTight ?? false);
			const box = layout.boxes[edge.from];
			if (edge.from === edge.to && box) shapes.set(edge.key, loopShape(box, width));
			else if (points) {
				const lane = { at, of: sorted.length, isBack: isBack(edge), isUpright };
				shapes.set(edge.key, edgeShape(points, lane, width));
			}
		}
	}
	return shapes;
}
