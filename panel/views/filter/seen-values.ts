import { listenersOf } from '../../../src/session/facts.ts';
import { handlerOf } from '../../../src/session/listener-record.ts';
import type { QueryKey } from '../../../src/session/query-syntax.ts';
import type { SocketRecord } from '../../../src/session/socket-record.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { rowText } from '../timeline/row-text.ts';

type Seen = Pick<PanelStore, 'session' | 'decoding'>;

/** The latest rows, of which the types and origins are offered: their events must be read for it. */
const LATEST = 1_000;

/** Values of a filter's key that were seen in the session, the most frequent or latest first. */
export function seenValues({ session, decoding }: Seen, key: QueryKey): string[] {
	const { rows, timeline } = session;
	const documents = (): string[] =>
		[...session.documents].reverse().map(({ info }) => withoutQuery(info?.url ?? ''));
	const servers = (): string[] => session.sockets.map((socket) => withoutQuery(socket?.url ?? '')).reverse();
	const latest = (textOf: (row: number) => string): string[] => {
		const first = Math.max(0, timeline.length - LATEST);
		const found = Array.from({ length: timeline.length - first }, (_, at) => timeline.at(first + at));
		return byFrequency(found.map((row) => (row === undefined ? '' : textOf(row))));
	};
	switch (key) {
		case 'type':
			return latest((row) => rowText(session, row, decoding.brief(row)).type);
		case 'origin':
			return latest((row) => session.origins.text(rows.origin(row)));
		case 'from':
		case 'to':
		case 'with':
			return distinct([...documents(), ...servers()]);
		case 'frame':
			return distinct(documents());
		case 'socket':
			return distinct(servers());
		case 'listener':
			return byFrequency(session.listeners.map((listener) => (listener ? handlerOf(listener).name : '')));
		default:
			return [];
	}
}

/** The same of the frames of one socket. */
export function seenInFrames({ session, decoding }: Seen, { frames }: SocketRecord, key: QueryKey): string[] {
	const latest = frames.slice(-LATEST);
	if (key === 'type')
		return byFrequency(latest.map((row) => rowText(session, row, decoding.brief(row)).type));
	if (key !== 'listener') return [];
	const ran = latest.flatMap((row) => listenersOf(session, row)).map((index) => session.listeners[index]);
	return byFrequency(ran.map((listener) => (listener ? handlerOf(listener).name : '')));
}

const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, '');

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].filter((text) => text !== '');

function byFrequency(texts: readonly string[]): string[] {
	const counts = new Map<string, number>();
	for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
	return distinct(texts).sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
}
