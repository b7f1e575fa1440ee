import type { GraphEdge, GraphNode } from '../../../src/session/graph/build.ts';
import { visible } from '../../../src/session/visible.ts';
import { formatCount, t, tn, tOf } from '../../i18n.ts';
import type { AnalysisStore } from '../../store/analysis-store.ts';
import { rankOf } from '../../store/verdict-rank.ts';
import { documentName, hostOf, hueOf } from '../../ui/PartyLabel.tsx';

/** Shortest telling name of someone on the map. */
export function nodeName(node: GraphNode): string {
	return visible(nameOf(node));
}

function nameOf(node: GraphNode): string {
	const { kind, address } = node;
	switch (kind) {
		case 'document':
			return node.document ? documentName(node.document) : address;
		case 'unwatched':
		case 'window':
			return placeOf(address) || tOf('relation', node.relation ?? 'other');
		case 'server':
			return hostOf(address) || t('unknownServer');
		case 'worker':
			return /([^/?#]+)\/?(?:[?#].*)?$/.exec(address)?.[1] ?? tOf('channel', node.channel ?? 'worker');
		case 'channel':
			return address || tOf('channel', 'broadcast-channel');
		case 'port':
			return t('mapPortEnd');
		case 'earshot':
			return t('extensionName');
		default:
			return kind satisfies never;
	}
}

/** What kind of someone it is, where the name does not say; empty for documents that are there. */
export function nodeNote(node: GraphNode): string {
	switch (node.kind) {
		case 'document':
			return node.isLive ? '' : t('mapGone');
		case 'unwatched':
			return t('mapUnwatched');
		case 'window':
			return node.address === '' ? '' : tOf('relation', node.relation ?? 'other');
		case 'server':
			return node.isLive ? t('mapServer') : tOf('state', 'closed');
		case 'worker':
		case 'channel':
			return tOf('channel', node.channel ?? 'worker');
		case 'port':
			return '';
		case 'earshot':
			return t('mark_synthetic');
		default:
			return node.kind satisfies never;
	}
}

/** Hue of its host, for those who have one. */
export function nodeHue(node: GraphNode): number | undefined {
	const address = node.kind === 'document' ? (node.document?.info?.origin ?? '') : node.address;
	return node.kind === 'channel' || node.kind === 'port' || address === '' ? undefined : hueOf(address);
}

/** All of what is known of its name, for a tooltip. */
export function nodeTitle(node: GraphNode): string {
	return visible([node.document?.info?.title, node.address].filter(Boolean).join('\n'));
}

/** Name, kind and counts in one line. */
export function nodeLabel(node: GraphNode): string {
	return [
		nodeName(node),
		nodeNote(node) || (node.kind === 'document' ? t('mapDocument') : ''),
		trafficText(node),
	]
		.filter(Boolean)
		.join(', ');
}

export function trafficText({ sent, received }: GraphNode): string {
	return sent + received === 0 ? t('mapQuiet') : t('mapTraffic', formatCount(sent), formatCount(received));
}

/** The verdict that most deserves a look, of the listeners that an edge's messages reached; undefined where none ran. */
export function worstOf(edge: GraphEdge, analysis: AnalysisStore): string | undefined {
	let worst: string | undefined;
	for (const listener of edge.listeners) {
		const verdict = analysis.nameOf(listener);
		if (verdict !== undefined && rankOf(verdict) < rankOf(worst)) worst = verdict;
	}
	return worst;
}

/** How much went over an edge, in words. */
export function countText({ count, kinds, undelivered, via }: GraphEdge): string {
	const seen = kinds.message + kinds.frame;
	const parts = [];
	if (count === 0) parts.push(t('mapNothingYet'));
	else if (seen === 0) parts.push(tn('mapSends', count));
	else parts.push(via === 'websocket' ? tn('mapFrames', count) : tn('mapMessages', count));
	if (undelivered > 0) parts.push(t('mapUndelivered', formatCount(undelivered)));
	return parts.join(', ');
}

function placeOf(address: string): string {
	const parts = /^[a-z-]+:\/\/([^/?#]*)([^?#]*)/i.exec(address);
	return parts ? `${parts[1]}${parts[2] === '/' ? '' : parts[2]}` : address;
}
