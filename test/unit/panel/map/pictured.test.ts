import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pictured } from '../../../../panel/store/map/pictured.ts';
import type { GraphNode } from '../../../../src/session/graph/build.ts';

const node = (at: number, over: Partial<GraphNode> = {}): GraphNode => ({
	key: `n${at}`,
	kind: 'document',
	address: '',
	parent: undefined,
	isLive: true,
	received: 0,
	sent: 0,
	texts: new Set(),
	...over,
});

describe('what is drawn of a graph', () => {
	it('is at most so much, has the frames around all that is in it, and says how much is missing', () => {
		const nodes = fc
			.array(fc.tuple(fc.nat(30), fc.nat(100)), { maxLength: 60 })
			.map((all) =>
				all.map(([parent, sent], at) => node(at, { sent, parent: parent < at ? `n${parent}` : undefined })),
			);
		fc.assert(
			fc.property(nodes, fc.integer({ min: 1, max: 40 }), (all, most) => {
				const picture = pictured({ nodes: all, edges: [], leftOut: 0 }, most);
				const keys = new Set(picture.nodes.map(({ key }) => key));
				expect(keys.size).toBeLessThanOrEqual(most);
				expect(keys.size + picture.more).toBe(all.length);
				for (const { parent } of picture.nodes) if (parent !== undefined) expect(keys).toContain(parent);
			}),
		);
	});

	it('prefers those who talk', () => {
		const all = [node(0), node(1), node(2, { sent: 1 }), node(3, { isLive: false })];
		expect(pictured({ nodes: all, edges: [], leftOut: 0 }, 2).nodes.map(({ key }) => key)).toEqual([
			'n0',
			'n2',
		]);
	});
});
