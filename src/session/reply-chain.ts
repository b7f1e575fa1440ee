import { answersByTime } from './answers-by-time.ts';
import { ChannelNames, conversationOf } from './conversation.ts';
import { eventOf } from './event-of.ts';
import { typeOf } from './json-value.ts';
import { repliesOf } from './replies.ts';
import type { Session } from './session.ts';

/** Rows before and after a row that are looked at for what belongs to it. */
const REACH = 1_500;
const LONGEST = 50;

export interface ChainRow {
	row: number;
	/** Nothing but the time says that it belongs here. */
	byTime: boolean;
}

/**
 * The rows that led to a row and that it led to, in the order of time, itself among them: a call and its delivery, what
 * listeners sent while they ran for it (frames of sockets, too), window messages of the same two windows with the same id,
 * and, by time alone, what a window said back while or right after its listeners ran.
 */
export function replyChain(session: Session, row: number): ChainRow[] {
	const near = nearby(session, row);
	const makers = makersOf(session, near);
	const inTime = answersByTime(session, near);
	const chain = new Map([[row, false]]);
	const add = (found: Iterable<number | undefined>, byTime = false): void => {
		for (const each of found) {
			if (each === undefined || !session.holds(each)) continue;
			if (chain.has(each) ? !byTime : chain.size < LONGEST) chain.set(each, byTime);
		}
	};
	// A map takes what is added while it is walked.
	for (const each of chain.keys()) {
		const kind = session.rows.kind(each);
		if (kind === 'message') {
			add([session.rows.peer(each)]);
			add(repliesOf(session, each));
			add(inTime.get(each) ?? [], true);
		} else if (kind === 'send') {
			add(session.deliveries.rowsOf(each));
			add([makers.get(madeKey(session, each))]);
		} else if (kind === 'frame') {
			add([makers.get(madeKey(session, each))]);
			add(repliesOf(session, each));
		}
	}
	const names = new ChannelNames();
	const { key, id } = conversationOf(session, row, names);
	if (id !== undefined) add(near.filter((each) => conversationOf(session, each, names).key === key));
	const { rows } = session;
	return [...chain]
		.map(([each, byTime]) => ({ row: each, byTime }))
		.sort((a, b) => rows.time(a.row) - rows.time(b.row) || a.row - b.row);
}

/** The last row before this one that is of the same kind, between the same two, with the same type. */
export function previousSimilar(session: Session, row: number): number | undefined {
	const { rows, timeline } = session;
	const sign = (each: number): string =>
		[rows.kind(each), rows.direction(each), rows.document(each), rows.source(each), rows.origin(each)].join();
	const about = (each: number): number => (rows.kind(each) === 'frame' ? rows.ref(each) : -1);
	const wanted = sign(row);
	const type = typeAt(session, row);
	const start = timeline.positionOf(row) - 1;
	for (let at = start; at >= 0 && at > start - REACH; at--) {
		const each = timeline.at(at) as number;
		if (sign(each) === wanted && about(each) === about(row) && typeAt(session, each) === type) return each;
	}
	return undefined;
}

function typeAt(session: Session, row: number): string | undefined {
	const event = eventOf(session, row);
	return event && 'data' in event ? typeOf(event.data) : undefined;
}

function nearby({ timeline }: Session, row: number): number[] {
	const at = timeline.positionOf(row);
	const end = Math.min(timeline.length, at + REACH);
	const found: number[] = [];
	for (let position = Math.max(0, at - REACH); position < end; position++) {
		found.push(timeline.at(position) as number);
	}
	return found;
}

/** Of each send and frame the message or frame during which it was made, by `madeKey`. */
function makersOf(session: Session, near: readonly number[]): Map<string, number> {
	const makers = new Map<string, number>();
	for (const row of near) {
		if (session.rows.ran(row) === 0) continue;
		const document = session.rows.document(row);
		for (const run of session.rows.runs(row)) {
			const { sent = [], frames = [] } = run;
			for (const send of sent) makers.set(`${document} send ${send}`, row);
			for (const frame of frames) makers.set(`${document} frame ${frame}`, row);
		}
	}
	return makers;
}

function madeKey(session: Session, row: number): string {
	const event = eventOf(session, row);
	const document = session.rows.document(row);
	if (event?.kind === 'sent') return `${document} send ${event.send}`;
	return event?.kind === 'socket-frame' ? `${document} frame ${event.frame}` : '';
}
