import type { DocumentRecord } from '../../src/session/documents.ts';
import type { Party } from '../../src/session/parties.ts';
import { t, tOf } from '../i18n.ts';

/** Hues that stay apart in both themes; one for each origin, by a hash of its text. */
const HUES = [212, 152, 28, 276, 338, 186, 52, 96, 248, 4];

export function hueOf(origin: string): number {
	let hash = 7;
	for (let i = 0; i < origin.length; i++) hash = (hash * 31 + origin.charCodeAt(i)) >>> 0;
	return HUES[hash % HUES.length] as number;
}

/** A frame, window, channel or server by its shortest telling name, with its origin's colour. */
export function PartyLabel({ party }: { party: Party }) {
	const { hue, label } = describe(party);
	if (!label) return null;
	return (
		<span class="party">
			{hue !== undefined && <span class="chip" style={{ '--hue': hue }} />}
			<span class="party-name">{label}</span>
		</span>
	);
}

/** Tooltip of a party: its whole address. */
export function partyTitle(party: Party): string {
	switch (party.kind) {
		case 'document':
			return [party.document.info?.title, party.document.info?.url].filter(Boolean).join('\n');
		case 'window':
			return `${relationText(party.relation)} ${party.origin}`.trim();
		case 'channel':
			return party.name || channelText(party.channel, party.id);
		case 'server':
			return party.url;
		case 'nobody':
			return '';
	}
}

function describe(party: Party): { hue?: number; label: string } {
	switch (party.kind) {
		case 'document':
			return { hue: hueOf(party.document.info?.origin ?? ''), label: documentName(party.document) };
		case 'window':
			return party.origin
				? { hue: hueOf(party.origin), label: hostOf(party.origin) }
				: { label: relationText(party.relation) };
		case 'channel':
			return { label: party.name || channelText(party.channel, party.id) };
		case 'server':
			return { hue: hueOf(party.url), label: hostOf(party.url) || t('unknownServer') };
		case 'nobody':
			return { label: '' };
	}
}

/** Host and path of a document's address, or what stands for it. */
export function documentName(document: DocumentRecord): string {
	const { info } = document;
	if (!info) return t('unknownDocument');
	const parts = /^[a-z-]+:\/\/([^/?#]*)([^?#]*)/i.exec(info.url);
	if (!parts) return info.url.length > 60 ? `${info.url.slice(0, 60)}…` : info.url;
	const path = parts[2] === '/' ? '' : (parts[2] ?? '');
	return `${parts[1]}${path}`;
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
