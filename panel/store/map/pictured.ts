import type { Graph, GraphEdge, GraphNode } from '../../../src/session/graph/build.ts';

/** What of a graph fits into a picture. */
export interface Pictured {
	nodes: GraphNode[];
	edges: GraphEdge[];
	/** Nodes that are not drawn. */
	more: number;
}

/** More nodes than this no picture can show. */
const MOST_NODES = 120;

/**
 * The most telling part of a graph: those who talk before those who do not, each with the frames around it. Nodes are in
 * the order of the graph.
 */
export function pictured({ nodes, edges }: Graph, most = MOST_NODES): Pictured {
	if (nodes.length <= most) return { nodes, edges, more: 0 };
	const byKey = new Map(nodes.map((node) => [node.key, node]));
	const weight = ({ sent, received, isLive }: GraphNode): number => (sent + received) * 2 + Number(isLive);
	const shown = new Set<string>();
	for (const node of nodes.toSorted((a, b) => weight(b) - weight(a))) {
		const chain = new Set<string>();
		for (let at: GraphNode | undefined = node; at && !shown.has(at.key) && !chain.has(at.key); ) {
			chain.add(at.key);
			at = at.parent === undefined ? undefined : byKey.get(at.parent);
		}
		if (shown.size + chain.size <= most) for (const key of chain) shown.add(key);
	}
	return {
		nodes: nodes.filter(({ key }) => shown.has(key)),
		edges: edges.filter(({ from, to }) => shown.has(from) && shown.has(to)),
		more: nodes.length - shown.size,
	};
}
