import { correlationOf, repliesOf } from '../../../src/session/replies.ts';
import type { Session } from '../../../src/session/session.ts';
import type { MapStore } from '../../store/map/map-store.ts';

/** A question and what came of it, by their places in the sequence. */
export interface Link {
	from: number;
	to: number;
	/** Node that answers. */
	at: string;
	/** `ran`: it was sent while a listener ran for the question. `id`: both carry the same id. */
	by: 'ran' | 'id';
}

/** How far from what is in sight the other end of a link is looked for, in rows. */
const REACH = 80;

/** Links that have an end in the rows from `first` up to, not including, `end`. */
export function linksAround(session: Session, map: MapStore, first: number, end: number): Link[] {
	const { sequence } = map;
	const links: Link[] = [];
	const answered = new Set<number>();
	const from = Math.max(0, first - REACH);
	const to = Math.min(sequence.length, end + REACH);
	/** Places of messages that wait for their answer, by who is to give it, who asked, and the id. */
	const waiting = new Map<string, number>();
	for (let at = from; at < to; at++) {
		const row = sequence.at(at);
		const ends = row === undefined ? undefined : map.endsOf(row);
		if (row === undefined || !ends || ends.from === ends.to) continue;
		for (const reply of repliesOf(session, row)) {
			const place = sequence.indexOf(reply);
			if (place <= at) continue;
			answered.add(place);
			links.push({ from: at, to: place, at: ends.to, by: 'ran' });
		}
		const id = correlationOf(session, row);
		if (id === '') continue;
		const question = waiting.get(JSON.stringify([ends.to, ends.from, id]));
		if (question !== undefined) {
			waiting.delete(JSON.stringify([ends.to, ends.from, id]));
			if (!answered.has(at)) links.push({ from: question, to: at, at: ends.from, by: 'id' });
		} else waiting.set(JSON.stringify([ends.from, ends.to, id]), at);
	}
	return links.filter((link) => link.to >= first && link.from < end);
}
