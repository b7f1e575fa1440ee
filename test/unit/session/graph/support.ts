import type { GraphEdge } from '../../../../src/session/graph/build.ts';

export { added, documentInfo, frame, message, sent } from '../events.ts';

export const shownEdges = (edges: readonly GraphEdge[]): [string, string, number][] =>
	edges.map(({ from, to, count }) => [from, to, count]);
