import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DocumentInfo } from '../../../../src/protocol/envelope.ts';
import { Facts } from '../../../../src/session/facts.ts';
import { FrameGraph } from '../../../../src/session/frame-graph.ts';
import type { Graph, GraphEdge } from '../../../../src/session/graph/build.ts';
import { edgeFilter, nodeFilter } from '../../../../src/session/graph/filter.ts';
import { type Predicate, parseQuery } from '../../../../src/session/query.ts';
import { Session } from '../../../../src/session/session.ts';
import { play, steps } from './sessions.ts';
import { added, documentInfo, frame, message, sent, shownEdges } from './support.ts';

const all = Number.POSITIVE_INFINITY;
const noVerdict = (): undefined => undefined;

function testOf(text: string): Predicate {
	const parsed = parseQuery(text);
	if (!parsed.ok) throw new Error(`${text}: ${parsed.error.code} at ${parsed.error.at}`);
	return parsed.test;
}

function graphOf(session: Session, filter = ''): Graph {
	const graph = new FrameGraph(session, noVerdict);
	graph.setTest(filter === '' ? undefined : testOf(filter));
	while (!graph.advance(all));
	graph.close();
	return graph.graph();
}

/** Order aside. */
const plain = ({ nodes, edges, leftOut }: Graph) => ({
	nodes: nodes
		.map(({ document, texts, ...rest }) => ({ ...rest, document: document?.index, texts: [...texts].sort() }))
		.sort((a, b) => (a.key < b.key ? -1 : 1)),
	edges: edges
		.map((edge) => ({
			...edge,
			listeners: [...edge.listeners].sort(),
			fromTexts: [...edge.fromTexts].sort(),
			toTexts: [...edge.toTexts].sort(),
		}))
		.sort((a, b) => (a.key < b.key ? -1 : 1)),
	leftOut,
});

function rowsThat(session: Session, filter: string): number[] {
	const test = testOf(filter);
	const facts = new Facts(session, noVerdict);
	const rows = Array.from({ length: session.timeline.length }, (_, at) => session.timeline.at(at) as number);
	return rows.filter((row) => test(facts.of(row)));
}

describe('the graph of frames', () => {
	it('is what looking at everything anew would give, however it got there', () => {
		fc.assert(
			fc.property(
				steps,
				fc.boolean(),
				fc.constantFrom('', 'origin:pay', 'has:listener'),
				(todo, preserve, filter) => {
					const session = new Session();
					session.preserve = preserve;
					const graph = new FrameGraph(session, noVerdict);
					graph.setTest(filter === '' ? undefined : testOf(filter));
					play(session, todo, (most) => void graph.advance(most));
					while (!graph.advance(all));
					expect(plain(graph.graph())).toEqual(plain(graphOf(session, filter)));
				},
			),
			{ numRuns: 150 },
		);
	});

	it('counts each message once, and none of what is no message', () => {
		fc.assert(
			fc.property(steps, (todo) => {
				const session = new Session();
				play(session, todo, () => {});
				const { edges, leftOut } = graphOf(session);
				const counted = edges.reduce(
					(sum, { kinds }) => sum + kinds.message + kinds.send + kinds.frame,
					leftOut,
				);
				const facts = new Facts(session, noVerdict);
				// A call of a window's postMessage does not say who called: its delivery counts.
				const messages = rowsThat(session, 'kind:message,send,frame').filter(
					(row) => !facts.of(row).kinds.includes('window') || session.rows.kind(row) !== 'send',
				);
				expect(counted).toBe(messages.length);
			}),
		);
	});

	it('gives filters that let through what an edge counts, and all of what a node has', () => {
		fc.assert(
			fc.property(steps, (todo) => {
				const session = new Session();
				play(session, todo, () => {});
				const graph = graphOf(session);
				for (const edge of graph.edges) {
					const { message: messages, send, frame: frames } = edge.kinds;
					const filter = edgeFilter(graph, edge);
					const passed = rowsThat(session, filter).length;
					const counted = messages + send + frames;
					// Ports of documents that followed each other in one place can bear the same texts.
					const exact = graph.edges.every((other) => other === edge || !isAlike(edge, other));
					expect([filter, exact ? passed : passed >= counted]).toEqual([filter, exact ? counted : true]);
				}
				for (const node of graph.nodes.filter(({ texts }) => !texts.has(''))) {
					const filter = nodeFilter(graph, node);
					const passed = rowsThat(session, `${filter} kind:message,send,frame`).length;
					expect([filter, passed >= node.sent + node.received - loops(graph, node.key)]).toEqual([
						filter,
						true,
					]);
				}
			}),
			{ numRuns: 150 },
		);
	});
});

/** Some rows of both have parties of the same texts. */
function isAlike(one: GraphEdge, other: GraphEdge): boolean {
	const share = (side: 'fromTexts' | 'toTexts'): boolean =>
		[...one[side]].some((text) => other[side].has(text));
	return one.via === other.via && share('fromTexts') && share('toTexts');
}

/** Rows that a node both sent and received. */
function loops({ edges }: Graph, key: string): number {
	return edges
		.filter(({ from, to }) => from === key && to === key)
		.reduce((sum, { kinds }) => sum + kinds.message + kinds.send + kinds.frame, 0);
}

function page(...frames: Partial<DocumentInfo>[]): Session {
	const session = new Session();
	session.introduce(documentInfo(), 900);
	for (const [at, over] of frames.entries()) {
		session.introduce(
			documentInfo({
				token: `f${at}`,
				frameId: at + 1,
				path: `${at}`,
				url: `https://pay.test/${at}`,
				origin: 'https://pay.test',
				...over,
			}),
			900,
		);
	}
	return session;
}
const tell = (session: Session, token: string, batch: number, ...events: object[]): void =>
	session.addBatch(token, batch, JSON.stringify(events), 2_000);

describe('the picture', () => {
	it('nests documents as they are', () => {
		const session = page({}, { path: '0.0' }, { path: '0.0.1' });
		const { nodes } = graphOf(session);
		expect(nodes.map(({ address, parent }) => [address, parent])).toEqual([
			['https://shop.test/cart', undefined],
			['https://pay.test/0', 'document top https://shop.test/cart'],
			['https://pay.test/1', 'document 0 https://pay.test/0'],
			['https://pay.test/2', 'document 0.0 https://pay.test/1'],
		]);
	});

	it('puts down what Earshot delivered to Earshot, whoever it says it is from', () => {
		const session = page();
		tell(session, 'top', 1, message(1), ...[2, 3].map((seq) => message(seq, { synthetic: true })));
		const graph = graphOf(session);
		expect(shownEdges(graph.edges)).toEqual([
			['window other https://pay.test', 'document top https://shop.test/cart', 1],
			['earshot', 'document top https://shop.test/cart', 2],
		]);
		expect(graph.edges.map((edge) => rowsThat(session, edgeFilter(graph, edge)).length)).toEqual([1, 2]);
		const [node] = graph.nodes.filter(({ kind }) => kind === 'earshot');
		expect(node && rowsThat(session, nodeFilter(graph, node)).length).toBe(2);
	});

	it('has frames that are not watched in their places', () => {
		const session = page();
		session.frames = [
			{ frameId: 0, parentFrameId: -1, url: 'https://shop.test/cart', errorOccurred: false },
			{ frameId: 7, parentFrameId: 0, url: 'https://ads.test/', errorOccurred: false },
		];
		tell(session, 'top', 1, message(1, { origin: 'https://ads.test', source: { relation: 'child' } }));
		const { nodes, edges } = graphOf(session);
		expect(nodes.map(({ kind, address, parent }) => [kind, address, parent])).toEqual([
			['document', 'https://shop.test/cart', undefined],
			['window', 'https://ads.test/', 'document top https://shop.test/cart'],
		]);
		expect(shownEdges(edges)).toEqual([
			['window child https://ads.test', 'document top https://shop.test/cart', 1],
		]);
	});

	it('keeps both ways apart and knows the listeners that were reached', () => {
		const session = page({});
		const ran = { kind: 'listener-ran', seq: 4, time: 1_004, listener: 1, message: 2, reads: [] };
		const source = { relation: 'child', path: '0' } as const;
		tell(session, 'top', 1, added(1, 1), message(2, { source }), message(3, { source }), ran);
		tell(
			session,
			'f0',
			1,
			message(1, { origin: 'https://shop.test', source: { relation: 'parent', path: '' } }),
		);
		const { edges } = graphOf(session);
		expect(edges.map(({ count, listeners }) => [count, [...listeners]])).toEqual([
			[2, [0]],
			[1, []],
		]);
		expect(new Set(edges.flatMap(({ from, to }) => [from, to])).size).toBe(2);
	});

	it('follows a port to the one who handed it over, and from there to who has it', () => {
		const session = page({});
		const port = (id: number) => ({
			target: { kind: 'port' as const, id },
			origin: '',
			source: { relation: 'port' as const },
		});
		const fromTop = { origin: 'https://shop.test', source: { relation: 'parent', path: '' } as const };
		tell(session, 'f0', 1, message(1, { ...fromTop, ports: [5] }), message(2, port(5)));
		tell(
			session,
			'top',
			1,
			{ kind: 'channel-created', seq: 1, time: 1, ports: [1, 2], stack: [] },
			message(2, port(1)),
		);
		const { edges } = graphOf(session);
		expect(edges.filter(({ via }) => via === 'port').map(({ from, to }) => [from, to])).toEqual([
			['document top https://shop.test/cart', 'document 0 https://pay.test/0'],
			['document 0 https://pay.test/0', 'document top https://shop.test/cart'],
		]);
	});

	it('shows a channel between two frames of an origin, a server, and a socket without frames yet', () => {
		const session = page({}, {});
		const target = { kind: 'broadcast-channel', id: 3, name: 'news' } as const;
		const sent = {
			kind: 'sent',
			seq: 1,
			time: 1,
			send: 1,
			target,
			data: { t: 'null' },
			complete: true,
			ports: [],
			stack: [],
		};
		tell(session, 'f0', 1, sent);
		tell(session, 'f1', 1, message(1, { target, origin: 'https://pay.test', source: { relation: 'none' } }));
		const socket = {
			kind: 'socket-connecting',
			requested: '',
			protocols: [],
			api: 'WebSocket',
			stack: [],
			time: 1,
		};
		tell(
			session,
			'top',
			1,
			{ ...socket, seq: 1, socket: 1, url: 'wss://live.test/a' },
			{ ...socket, seq: 2, socket: 2, url: 'wss://live.test/b' },
			{ ...socket, seq: 3, socket: 3, url: 'wss://quiet.test/' },
			frame(4, { socket: 1 }),
			frame(5, { socket: 2, direction: 'out' }),
		);
		const { nodes, edges } = graphOf(session);
		expect(nodes.filter(({ kind }) => kind === 'server').map(({ address }) => address)).toEqual([
			'wss://live.test',
			'wss://quiet.test',
		]);
		expect(nodes.filter(({ kind }) => kind === 'channel')).toHaveLength(1);
		expect(edges.map(({ via, count }) => [via, count]).sort()).toEqual([
			['broadcast-channel', 1],
			['broadcast-channel', 1],
			['websocket', 0],
			['websocket', 1],
			['websocket', 1],
		]);
	});

	it('filters a channel of which only some messages were seen at both ends', () => {
		const session = page({ origin: 'https://shop.test' });
		const target = { kind: 'broadcast-channel', id: 3, name: '/x\ny' } as const;
		const data = { t: 'string', v: 'x' } as const;
		tell(session, 'top', 1, message(1, { target, data }), message(2, { target, data }));
		tell(session, 'f0', 1, sent(1, { target, data }));
		const graph = graphOf(session);
		expect(
			graph.edges.map((edge) => [edge.kinds, rowsThat(session, edgeFilter(graph, edge)).length]),
		).toEqual([
			[{ message: 2, send: 0, frame: 0 }, 2],
			[{ message: 0, send: 1, frame: 0 }, 1],
		]);
	});

	it('keeps up with rows that are given up, and says what was too much', () => {
		const session = new Session({ rows: 20_000, bodies: 300_000_000 });
		session.introduce(documentInfo(), 900);
		const graph = new FrameGraph(session, noVerdict, undefined, 10);
		for (let batch = 1; batch <= 12; batch++) {
			const events = Array.from({ length: 5_000 }, (_, at) => {
				const seq = (batch - 1) * 5_000 + at + 1;
				return message(seq, { origin: `https://o${seq % 20}.test`, source: { relation: 'popup' } });
			});
			tell(session, 'top', batch, ...events);
			graph.advance(all);
		}
		const { edges, leftOut } = graph.graph();
		expect(edges).toHaveLength(10);
		expect(leftOut).toBeGreaterThan(0);
		expect(edges.reduce((sum, { count }) => sum + count, leftOut)).toBe(session.timeline.length);
		expect(session.timeline.length).toBeLessThan(60_000);
	});
});
