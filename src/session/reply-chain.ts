import { answersByTime } from './answers-by-time.ts';
import { ChannelNames, conversationOf } from './conversation.ts';
import { eventOf } from './event-of.ts';
import { FramesByText } from './frames-by-text.ts';
import { typeOf } from './json-value.ts';
import { correlationOf, repliesOf } from './replies.ts';
import type { Session } from './session.ts';

/** Rows before and after a row that are looked at for what belongs to it. */
const REACH = 1_500;
const LONGEST = 50;

export interface ChainRow {
	row: number;
	/** Nothing but the time says that it belongs here, or nothing but a text that is in it. */
	by?: Guess;
}

type Guess = 'time' | 'text';

/**
 * The rows that led to a row and that it led to, in the order of time, itself among them: a call and its delivery, what
 * listeners sent while they ran for it (frames of sockets, too), messages of the same two windows or the same port with
 * the same id, and, by time alone, what a window or port said back while or right after its listeners ran; by its text,
 * what went out on a socket soon after.
 */
export function replyChain(session: Session, row: number): ChainRow[] {
	const near = nearby(session, row);
	const makers = makersOf(session, near);
	const makerOf = (each: number): number | undefined =>
		makers.get(madeKey(session, each)) ?? session.elsewhere.makerOf(each);
	const isMade = (each: number): boolean =>
		session.rows.kind(each) !== 'message' && makerOf(each) !== undefined;
	const inTime = answersByTime(session, near, isMade);
	/** Whether it is known which listener sent a message: then the time tells nothing of what it answers. */
	const isKnown = (each: number): boolean => {
		const call = session.rows.peer(each);
		return call !== undefined && session.elsewhere.makerOf(call) !== undefined;
	};
	const answersTo = (each: number): number[] =>
		(inTime.of.get(each) ?? []).filter((answer) => !isKnown(answer));
	const onward = new FramesByText(session, near, isMade);
	const numbered = numberedIn(session, near);
	const knownFrom = (each: number): (number | undefined)[] => {
		const kind = session.rows.kind(each);
		const same = numbered(each);
		if (kind === 'message') return [session.rows.peer(each), ...repliesOf(session, each), ...same];
		if (kind === 'send') return [...session.deliveries.rowsOf(each), makerOf(each), ...same];
		return kind === 'frame' ? [makerOf(each), ...repliesOf(session, each)] : [];
	};
	const guessedFrom = (each: number): [row: number | undefined, by: Guess][] => [
		...[isKnown(each) ? undefined : inTime.to.get(each), ...answersTo(each)].map(
			(one): [number | undefined, Guess] => [one, 'time'],
		),
		...[onward.messageOf(each), ...onward.framesOf(each)].map((one): [number | undefined, Guess] => [
			one,
			'text',
		]),
	];
	const chain = new Map<number, Guess | undefined>();
	// What is joined with a guess is one as well.
	const add = (first: number | undefined, by: Guess | undefined): void => {
		const found = new Set([first]);
		for (const each of found) {
			if (each === undefined || chain.has(each) || !session.holds(each) || chain.size >= LONGEST) continue;
			chain.set(each, by);
			for (const next of knownFrom(each)) found.add(next);
		}
	};
	add(row, undefined);
	// A map takes what is added while it is walked.
	for (const each of chain.keys()) for (const [next, by] of guessedFrom(each)) add(next, by);
	return inOrder(
		session,
		chain,
		(each) =>
			(session.rows.kind(each) === 'message' ? session.rows.peer(each) : makerOf(each)) ??
			inTime.to.get(each),
	);
}

/** In the order of time; as the clocks of two documents differ, what follows from another comes after that. */
function inOrder(
	{ rows }: Session,
	chain: ReadonlyMap<number, Guess | undefined>,
	causeOf: (row: number) => number | undefined,
): ChainRow[] {
	const places = new Map<number, { time: number; depth: number }>();
	const placed = (row: number): { time: number; depth: number } => {
		const known = places.get(row);
		if (known) return known;
		const own = { time: rows.time(row), depth: 0 };
		// Of some that came at once each may be another's answer.
		places.set(row, own);
		const cause = causeOf(row);
		if (cause === undefined || !chain.has(cause)) return own;
		const before = placed(cause);
		const place = own.time > before.time ? own : { time: before.time, depth: before.depth + 1 };
		places.set(row, place);
		return place;
	};
	return [...chain]
		.map(([row, by]) => ({ row, ...(by && { by }), ...placed(row) }))
		.sort((a, b) => a.time - b.time || a.depth - b.depth || a.row - b.row)
		.map(({ time: _, depth: __, ...each }) => each);
}

/** Finds what has the same id and goes between the same two, or through the same port or channel. */
function numberedIn(session: Session, near: readonly number[]): (row: number) => readonly number[] {
	const names = new ChannelNames();
	const found = new Map<string, number[]>();
	const isSaid = (row: number): boolean => ['message', 'send'].includes(session.rows.kind(row));
	const keyOf = (row: number): string => conversationOf(session, row, names).key;
	return (row) => {
		const id = isSaid(row) ? correlationOf(session, row) : '';
		if (id === '') return [];
		const key = keyOf(row);
		const name = `${key} #${id}`;
		// Most need not be parsed, but where the text has the id in other letters.
		const mayHave = (each: number): boolean =>
			isSaid(each) &&
			(/["\\]/.test(JSON.stringify(id).slice(1, -1)) || session.rows.text(each)?.includes(id) === true);
		const others = (): number[] =>
			near.filter((each) => mayHave(each) && correlationOf(session, each) === id && keyOf(each) === key);
		const rows = found.get(name) ?? others();
		found.set(name, rows);
		return rows;
	};
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
