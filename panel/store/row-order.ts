import { deliveryOf, isHeard, isListenedTo } from '../../src/session/delivery/delivery.ts';
import { type Facts, listenersOf } from '../../src/session/facts.ts';
import type { ListenerRecord } from '../../src/session/listener-record.ts';
import { partyText } from '../../src/session/parties.ts';
import type { Session } from '../../src/session/session.ts';
import type { AnalysisStore } from './analysis-store.ts';
import { rankOf } from './verdict-rank.ts';

type KeyOf = (facts: Facts, rank: (row: number) => number | string) => number | string;

/** Columns of the timeline that it can be sorted by, and what each is sorted by; rows that have none are empty. */
export const rowKeys: Record<string, KeyOf> = {
	time: ({ session, row }) => session.rows.time(row),
	kind: ({ session, row }) => `${session.rows.kind(row)} ${session.rows.channel(row)}`,
	direction: ({ session, row }) => session.rows.direction(row).replace('none', ''),
	parties: ({ parties: { from, to } }) => `${partyText(from)}\n→ ${partyText(to)}`,
	origin: ({ origin }) => origin,
	type: ({ type }) => type,
	size: ({ session, row }) => (session.rows.size(row) < 0 ? '' : session.rows.size(row)),
	ran: ({ session, row }) => ranOf(session, row) ?? '',
	verdict: ({ row }, rank) => rank(row),
};

/**
 * How many listeners ran for a message or a frame that came in, or for a send's deliveries; -1 where some were there that
 * could not be watched, undefined where there is nothing to hear.
 */
export function ranOf(session: Session, row: number): number | undefined {
	if (isHeard(session, row)) return session.rows.ran(row) || (isListenedTo(session, row) ? -1 : 0);
	if (session.rows.kind(row) !== 'send') return undefined;
	const { ran, rows, state } = deliveryOf(session, row);
	return rows.length > 0 ? ran || (state === 'unwatched' ? -1 : 0) : undefined;
}

/** Of the listeners that ran for a message, or that a row is about, the one that most deserves a look. */
export function worstListener(
	session: Session,
	analysis: Pick<AnalysisStore, 'nameOf'>,
	row: number,
): ListenerRecord | undefined {
	// Frames come from a server, of which a verdict says nothing.
	if (session.rows.kind(row) === 'frame') return undefined;
	const rank = (listener: ListenerRecord): number => rankOf(analysis.nameOf(listener.index));
	return listenersOf(session, row)
		.flatMap((index) => session.listeners[index] ?? [])
		.reduce<ListenerRecord | undefined>((a, b) => (a && rank(a) <= rank(b) ? a : b), undefined);
}
