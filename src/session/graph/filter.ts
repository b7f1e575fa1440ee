import type { Graph, GraphEdge, GraphNode } from './build.ts';
import { EARSHOT } from './ends.ts';

/** What tells the rows of an edge from others between the same: a message's two halves name the same parties. */
function kindTerms({ via, kinds }: GraphEdge): string {
	// Sockets open and close too: what goes over them are frames.
	if (via === 'websocket') return 'kind:frame';
	if (kinds.message > 0 && kinds.send > 0) return `kind:${via}`;
	return `kind:${via} kind:${kinds.send > 0 ? 'send' : 'message'}`;
}

/**
 * The filter that lets through the rows of an edge, and of others only where the texts of their parties are the same; as a
 * person could have written it where that is possible.
 */
export function edgeFilter(graph: Graph, edge: GraphEdge): string {
	const same = graph.edges.filter(({ via }) => via === edge.via);
	const others = (side: 'fromTexts' | 'toTexts'): Set<string> =>
		new Set(same.flatMap((other) => [...other[side]]));
	const from = term('from', edge.fromTexts, others('fromTexts'));
	return `${kindTerms(edge)} ${from} ${term('to', edge.toTexts, others('toTexts'))}${whose(graph, edge)}`;
}

/** What Earshot delivers says that it is from somebody else. */
function whose({ edges }: Graph, { from, fromTexts }: GraphEdge): string {
	if (from === EARSHOT.key) return ' is:synthetic';
	const isClaimed = edges.some(
		(other) => other.from === EARSHOT.key && [...other.fromTexts].some((text) => fromTexts.has(text)),
	);
	return isClaimed ? ' -is:synthetic' : '';
}

/** The filter for all that someone sent or received. */
export function nodeFilter(graph: Graph, node: GraphNode): string {
	if (node.key === EARSHOT.key) return 'is:synthetic';
	return term('with', node.texts, new Set(graph.nodes.flatMap(({ texts }) => [...texts])));
}

/** A keyed term that finds all of the wanted texts and none of the others. */
function term(key: string, wanted: ReadonlySet<string>, all: ReadonlySet<string>): string {
	const others = [...all].filter((text) => !wanted.has(text));
	const [first = ''] = wanted;
	const plain = candidates(first).find((part) => {
		const lower = part.toLowerCase();
		const finds = (text: string): boolean => text.toLowerCase().includes(lower);
		return [...wanted].every(finds) && !others.some(finds);
	});
	if (plain !== undefined) return `${key}:${/[\s"]/.test(plain) ? quoted(plain) : plain}`;
	const whole = [...wanted].map(inRegex);
	return `${key}:/^${whole.length === 1 ? whole[0] : `(?:${whole.join('|')})`}$/`;
}

/** Telling parts of a party's text, the shortest first: of a document that is in it, and of its own lines. */
function candidates(text: string): string[] {
	const [first = '', second = ''] = text.split('\n');
	const parts = [...addressParts(text), second, first];
	// A comma means 'or' in a filter, and a slash at the start a regular expression.
	return parts.filter((part) => part !== '' && !part.includes(',') && !part.startsWith('/'));
}

/** Host, host and path, address without and with its query, of the first line that is an address. */
function addressParts(text: string): string[] {
	const address = /^([a-z-]+:\/\/)([^/?#\n]*)([^?#\n]*).*$/im.exec(text);
	if (!address) return [];
	const [whole, scheme = '', host = '', path = ''] = address;
	return [host, host + path, scheme + host + path, `${scheme}${host}/`, whole];
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

const inRegex = (text: string): string =>
	text
		.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
		.replaceAll('\n', '\\n')
		.replaceAll('\r', '\\r');
