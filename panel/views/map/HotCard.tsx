import type { GraphEdge, GraphNode } from '../../../src/session/graph/build.ts';
import { t, tn, tOf } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { countText, nodeName, nodeNote, nodeTitle, trafficText, worstOf } from './map-text.ts';

/** What is pointed at or focused. */
export interface Hot {
	kind: 'node' | 'edge';
	key: string;
}

interface HotCardProps {
	store: PanelStore;
	hot: Hot | undefined;
	nodes: ReadonlyMap<string, GraphNode>;
	edges: readonly GraphEdge[];
}

/** What is known of the one that is looked at; for those who hear the picture, its name says it. */
export function HotCard({ store, hot, nodes, edges }: HotCardProps) {
	const node = hot?.kind === 'node' ? nodes.get(hot.key) : undefined;
	const edge = hot?.kind === 'edge' ? edges.find(({ key }) => key === hot.key) : undefined;
	if (!node && !edge) return null;
	return (
		<div class="map-card" aria-hidden="true">
			{node && <AboutNode node={node} edges={edges} />}
			{edge && <AboutEdge store={store} edge={edge} nodes={nodes} />}
			<p class="dim">{t('mapHint')}</p>
		</div>
	);
}

function AboutNode({ node, edges }: { node: GraphNode; edges: readonly GraphEdge[] }) {
	const lines = edges.filter(({ from, to }) => from === node.key || to === node.key);
	return (
		<>
			<p class="map-card-title">{nodeName(node)}</p>
			{nodeTitle(node) !== nodeName(node) && <p class="dim map-card-address">{nodeTitle(node)}</p>}
			<p>
				{[
					nodeNote(node),
					trafficText(node),
					lines.some(({ undelivered }) => undelivered > 0) ? t('mapSomeUndelivered') : '',
				]
					.filter(Boolean)
					.join(' · ')}
			</p>
		</>
	);
}

function AboutEdge({
	store,
	edge,
	nodes,
}: {
	store: PanelStore;
	edge: GraphEdge;
	nodes: ReadonlyMap<string, GraphNode>;
}) {
	const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
	const verdict = worstOf(edge, store.analysis);
	return (
		<>
			<p class="map-card-title">
				{from && nodeName(from)} → {to && nodeName(to)}
			</p>
			<p>
				{tOf('channel', edge.via)} · {countText(edge)}
			</p>
			{verdict !== undefined && (
				<p>
					<span class={`badge badge-${verdict}`}>{tOf('verdict', verdict)}</span>
					{tn('mapOfListeners', edge.listeners.size)}
				</p>
			)}
		</>
	);
}
