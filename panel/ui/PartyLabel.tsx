import type { DocumentRecord } from '../../src/session/documents.ts';
import type { Party } from '../../src/session/parties.ts';
import { visible } from '../../src/session/visible.ts';
import { t, tOf } from '../i18n.ts';

/** Hues that stay apart in both themes. */
const HUES = [214, 28, 276, 165, 338, 48, 190, 100, 248, 8];
/** Places of hosts among the hues, by first appearance: the first ten all differ. */
const places = new Map<string, number>();

/** Hue of an origin's or address's host. */
export function hueOf(address: string): number {
	const host = hostOf(address);
	let place = places.get(host);
	if (place === undefined) {
		place = places.size;
		places.set(host, place);
	}
	return HUES[place % HUES.length] as number;
}

/** A frame, window, channel or server by its shortest telling name, with its host's colour. */
export function PartyLabel({ party, brief = false }: { party: Party; brief?: boolean }) {
	const { hue, label } = describe(party, brief);
	if (!label) return null;
	return (
		<span class="party">
			{hue !== undefined && <Chip hue={hue} isServer={party.kind === 'server'} />}
			<span class="party-name">{visible(label)}</span>
		</span>
	);
}

/** The colour of a host; a server's is a ring, so that it is not taken for a frame of the same host. */
export const Chip = ({ hue, isServer = false }: { hue: number | undefined; isServer?: boolean }) => (
	<span class={`chip ${isServer ? 'chip-server' : ''}`} style={{ '--hue': hue }} />
);

/** From whom to whom, each in a half of its own: the arrows of rows stand below each other. */
export function Route({ from, to }: { from: Party; to: Party }) {
	if (to.kind === 'nobody') return <PartyLabel party={from} />;
	const brief = areApart(from, to);
	return (
		<span class="route">
			<RouteEnd party={from} brief={brief} />
			<span class="route-arrow">→</span>
			<RouteEnd party={to} brief={brief} />
		</span>
	);
}

/** Its parts are the route's own boxes: one more a party would be most of what a flood has to lay out. */
function RouteEnd({ party, brief }: { party: Party; brief: boolean }) {
	const { hue, label } = describe(party, brief);
	return (
		<>
			{hue === undefined ? <span /> : <Chip hue={hue} isServer={party.kind === 'server'} />}
			<span class="party-name">{visible(label)}</span>
		</>
	);
}

/** Tooltip of a party: its whole address. */
export function partyTitle(party: Party): string {
	return visible(titleOf(party));
}

function titleOf(party: Party): string {
	switch (party.kind) {
		case 'document':
			return [party.document.info?.title, party.document.info?.url].filter(Boolean).join('\n');
		case 'window':
			return `${relationText(party.relation)} ${party.origin}`.trim();
		case 'channel':
			return [party.name || channelText(party.channel, party.id), party.document?.info?.url]
				.filter(Boolean)
				.join('\n');
		case 'server':
			return party.url;
		case 'nobody':
			return '';
	}
}

function describe(party: Party, brief: boolean): { hue?: number; label: string } {
	switch (party.kind) {
		case 'document':
			return { hue: hueOf(party.document.info?.origin ?? ''), label: documentName(party.document, brief) };
		case 'window':
			return party.origin
				? { hue: hueOf(party.origin), label: hostOf(party.origin) }
				: { label: relationText(party.relation) };
		case 'channel':
			if (party.document) return describe({ kind: 'document', document: party.document }, brief);
			return { label: party.name || channelText(party.channel, party.id) };
		case 'server':
			return { hue: hueOf(party.url), label: hostOf(party.url) || t('unknownServer') };
		case 'nobody':
			return { label: '' };
	}
}

/** Hosts of two parties, where they differ, tell them apart without their paths. */
function areApart(a: Party, b: Party): boolean {
	if ((a.kind === 'server') !== (b.kind === 'server')) return true;
	const host = (party: Party): string => {
		if (party.kind === 'channel' && party.document) return hostOf(party.document.info?.url ?? '');
		if (party.kind === 'document') return hostOf(party.document.info?.url ?? '');
		return party.kind === 'server' ? hostOf(party.url) : partyTitle(party);
	};
	return b.kind === 'nobody' || host(a) !== host(b);
}

/**
 * Host and path of a document's address, or what stands for it; `brief` leaves the path out. A frame has its place among
 * the frames behind it, as in `frames[0].frames[2]`: frames of one address are told apart by it.
 */
export function documentName(document: DocumentRecord, brief = false): string {
	const { info } = document;
	if (!info) return t('unknownDocument');
	const frame = info.path ? ` [${info.path}]` : '';
	const parts = /^[a-z-]+:\/\/([^/?#]*)([^?#]*)/i.exec(info.url);
	if (!parts) return `${info.url.length > 60 ? `${info.url.slice(0, 60)}…` : info.url}${frame}`;
	const path = brief || parts[2] === '/' ? '' : (parts[2] ?? '');
	return `${parts[1]}${path}${frame}`;
}

/** Host of an address or origin; the text itself where there is none. */
export function hostOf(address: string): string {
	return /^[a-z-]+:\/\/([^/?#]*)/i.exec(address)?.[1] || address;
}

function relationText(relation: string): string {
	return tOf('relation', relation);
}

function channelText(channel: string, id: number): string {
	return `${tOf('channel', channel)} #${id}`;
}
