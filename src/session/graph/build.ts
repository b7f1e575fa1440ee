import type { FrameInfo } from '../../protocol/envelope.ts';
import type { DocumentRecord } from '../documents.ts';
import type { Channel } from '../rows.ts';
import type { Session } from '../session.ts';
import { documentEnd, type End, Ends, hostKey, type NodeKind, serverEnd } from './ends.ts';
import type { Flow, FlowKind, Flows } from './flows.ts';

/** Someone who can be talked to. */
export interface GraphNode {
	key: string;
	kind: NodeKind;
	/** URL, origin or name. */
	address: string;
	/** The newest document behind it. */
	document?: DocumentRecord;
	relation?: string;
	channel?: string;
	/** Key of the node of the document around a frame. */
	parent: string | undefined;
	/** It is there now, as far as it is known. */
	isLive: boolean;
	/** Messages counted. */
	received: number;
	sent: number;
	/** Texts of the rows' parties that mean it. */
	texts: Set<string>;
}

/** What goes one way between two nodes by one means. */
export interface GraphEdge {
	key: string;
	from: string;
	to: string;
	via: Channel;
	/** How much was seen: deliveries and frames; where none was seen, sends. */
	count: number;
	kinds: Record<FlowKind, number>;
	undelivered: number;
	/** Indexes of the listeners that ran for them. */
	listeners: Set<number>;
	/** Texts of the rows' parties. */
	fromTexts: Set<string>;
	toTexts: Set<string>;
}

export interface Graph {
	nodes: GraphNode[];
	edges: GraphEdge[];
	/** Messages that are in no edge because there were too many different ones. */
	leftOut: number;
}

/** Makes the picture of what was counted: documents nested as they are, with everyone they talk to. */
export function buildGraph(session: Session, flows: Flows, leftOut: number): Graph {
	const nodes = new Map<string, GraphNode>();
	const edges = new Map<string, GraphEdge>();
	for (const document of session.documents) addDocument(nodes, document);
	for (const frame of session.unhookedFrames()) addUnwatched(nodes, frame);
	for (const socket of session.sockets) {
		const document = socket && session.documents.get(socket.document);
		if (!document) continue;
		const here = documentEnd(document);
		const server = serverEnd(socket.url);
		const isLive = socket.state !== 'closed' && document.endedAt === undefined;
		nodeOf(nodes, server).isLive ||= isLive;
		if (isLive) edgeOf(edges, here, server, 'websocket');
	}
	const found = new Ends(session, flows);
	for (const flow of flows.all) {
		const ends = flow.count > 0 ? found.of(flow) : undefined;
		if (ends) addFlow(session, nodes, edges, flow, ends);
	}
	mergeNameless(nodes, edges);
	setParents(session, nodes);
	return { nodes: [...withoutForgotten(nodes, edges)], edges: [...edges.values()], leftOut };
}

function nodeOf(nodes: Map<string, GraphNode>, end: End): GraphNode {
	let node = nodes.get(end.key);
	if (!node) {
		const { key, kind, address, document, relation, channel } = end;
		node = {
			key,
			kind,
			address,
			...(document ? { document } : {}),
			...(relation === undefined ? {} : { relation }),
			...(channel === undefined ? {} : { channel }),
			parent: undefined,
			isLive: false,
			received: 0,
			sent: 0,
			texts: new Set(),
		};
		nodes.set(key, node);
	}
	node.texts.add(end.text);
	return node;
}

function edgeOf(edges: Map<string, GraphEdge>, from: End, to: End, via: Channel): GraphEdge {
	const key = edgeKey(from.key, to.key, via);
	let edge = edges.get(key);
	if (!edge) {
		edge = {
			key,
			from: from.key,
			to: to.key,
			via,
			count: 0,
			kinds: { message: 0, send: 0, frame: 0 },
			undelivered: 0,
			listeners: new Set(),
			fromTexts: new Set(),
			toTexts: new Set(),
		};
		edges.set(key, edge);
	}
	edge.fromTexts.add(from.text);
	edge.toTexts.add(to.text);
	return edge;
}

function addDocument(nodes: Map<string, GraphNode>, document: DocumentRecord): void {
	const node = nodeOf(nodes, documentEnd(document));
	// The newest stands for it; they come in the order of their introduction.
	node.document = document;
	node.isLive ||= document.endedAt === undefined;
}

function addUnwatched(nodes: Map<string, GraphNode>, { frameId, url }: FrameInfo): void {
	const key = `unwatched ${frameId}`;
	nodeOf(nodes, { key, kind: 'unwatched', address: url, text: '' }).isLive = true;
}

function addFlow(
	session: Session,
	nodes: Map<string, GraphNode>,
	edges: Map<string, GraphEdge>,
	flow: Flow,
	{ from, to }: { from: End; to: End },
): void {
	const edge = edgeOf(edges, from, to, flow.channel);
	edge.kinds[flow.kind] += flow.count;
	edge.count = edge.kinds.message + edge.kinds.frame || edge.kinds.send;
	if (flow.undelivered) edge.undelivered += flow.count;
	const { listeners } = session.documents.get(flow.document) ?? {};
	for (const number of flow.listeners) {
		const listener = listeners?.get(number);
		if (listener !== undefined) edge.listeners.add(listener);
	}
	const sender = nodeOf(nodes, from);
	const receiver = nodeOf(nodes, to);
	sender.sent += flow.count;
	receiver.received += flow.count;
	for (const node of [sender, receiver]) {
		if (node.kind !== 'document' && node.kind !== 'server') node.isLive = true;
	}
}

/** A window that was only sent to has no origin yet: it is the one of its relation that was heard of, where there is one. */
function mergeNameless(nodes: Map<string, GraphNode>, edges: Map<string, GraphEdge>): void {
	for (const node of [...nodes.values()]) {
		if (node.kind !== 'window' || node.address !== '') continue;
		const known = [...nodes.values()].filter(
			({ kind, relation, address }) => kind === 'window' && relation === node.relation && address !== '',
		);
		const [other] = known;
		if (!other || known.length > 1) continue;
		nodes.delete(node.key);
		other.received += node.received;
		other.sent += node.sent;
		for (const text of node.texts) other.texts.add(text);
		for (const edge of [...edges.values()]) {
			if (edge.to === node.key) redirect(edges, edge, other.key);
		}
	}
}

function redirect(edges: Map<string, GraphEdge>, edge: GraphEdge, to: string): void {
	edges.delete(edge.key);
	const key = edgeKey(edge.from, to, edge.via);
	const there = edges.get(key);
	if (!there) {
		edges.set(key, { ...edge, key, to });
		return;
	}
	for (const kind of ['message', 'send', 'frame'] as const) there.kinds[kind] += edge.kinds[kind];
	there.count = there.kinds.message + there.kinds.frame || there.kinds.send;
	there.undelivered += edge.undelivered;
	for (const listener of edge.listeners) there.listeners.add(listener);
	for (const text of edge.toTexts) there.toTexts.add(text);
}

/** Names in it are the page's: nothing that could stand between them is safe but their form as JSON. */
const edgeKey = (from: string, to: string, via: Channel): string => JSON.stringify([from, to, via]);

function setParents(session: Session, nodes: Map<string, GraphNode>): void {
	const byPath = new Map<string, GraphNode>();
	const byFrame = new Map<number, GraphNode>();
	for (const node of nodes.values()) {
		const info = node.kind === 'document' ? node.document?.info : undefined;
		if (!info) continue;
		// The one that is there now is the box for those inside of it.
		for (const [map, at] of [
			[byPath, info.path],
			[byFrame, info.frameId],
		] as [Map<unknown, GraphNode>, unknown][]) {
			if (at !== undefined && !(map.get(at)?.isLive && !node.isLive)) map.set(at, node);
		}
	}
	const frames = new Map(session.frames.map((frame) => [frame.frameId, frame]));
	for (const node of nodes.values()) {
		const info = node.document?.info;
		let parent: GraphNode | undefined;
		if (node.kind === 'unwatched') {
			parent = byFrame.get(frames.get(Number(node.key.split(' ')[1]))?.parentFrameId ?? -1);
		} else if (info?.path) parent = byPath.get(info.path.split('.').slice(0, -1).join('.'));
		else if (info && info.path === undefined)
			parent = byFrame.get(frames.get(info.frameId)?.parentFrameId ?? -1);
		if (parent && parent !== node) node.parent = parent.key;
	}
	adoptWindows(nodes);
}

/** A child that no document spoke for is a frame that is not watched, where just one of its origin is listed. */
function adoptWindows(nodes: Map<string, GraphNode>): void {
	for (const node of [...nodes.values()]) {
		if (node.kind !== 'window' || (node.relation !== 'child' && node.relation !== 'descendant')) continue;
		const same = [...nodes.values()].filter(
			({ kind, address }) => kind === 'unwatched' && hostKey(address) === node.address,
		);
		const [frame] = same;
		if (!frame || same.length > 1) continue;
		nodes.delete(frame.key);
		node.parent = frame.parent;
		node.address = frame.address;
	}
}

/** Documents that are gone stay only where something was said, or around such. */
function* withoutForgotten(
	nodes: Map<string, GraphNode>,
	edges: Map<string, GraphEdge>,
): Generator<GraphNode> {
	const kept = new Set<string>();
	const keep = (key: string | undefined): void => {
		const node = key === undefined ? undefined : nodes.get(key);
		if (!node || kept.has(node.key)) return;
		kept.add(node.key);
		keep(node.parent);
	};
	for (const { from, to } of edges.values()) for (const key of [from, to]) keep(key);
	for (const node of nodes.values()) if (node.isLive) keep(node.key);
	for (const node of nodes.values()) if (kept.has(node.key)) yield node;
}
