import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Facts } from '../../src/session/facts.ts';
import { type Predicate, parseQuery, type Query } from '../../src/session/query.ts';
import { withoutUnfinished } from '../../src/session/query-syntax.ts';
import type { Session } from '../../src/session/session.ts';
import type { SocketRecord } from '../../src/session/socket-record.ts';
import { positionFrom, positionOf } from './frame-order.ts';

/** The rows of a socket's frames that are shown, in their order. */
export interface FrameRows {
	readonly length: number;
	at(index: number): number | undefined;
	/** -1 where the row does not pass. */
	indexOf(row: number): number;
}

/** The frames of the socket that is looked at, by a filter of their own: that of the toolbar chooses among sockets. */
export interface FrameList {
	/** Stays from socket to socket. */
	filter: Signal<string>;
	query: ReadonlySignal<Query>;
	/** The frames of a socket, which is the one that is looked at from now on. */
	of(socket: SocketRecord): FrameRows;
	/** The filter looks into all that the frames say. */
	usesValues: ReadonlySignal<boolean>;
	/** Goes on filtering; true when it is done. */
	advance(most: number, touched: ReadonlySet<number>): boolean;
}

interface Surroundings {
	session: Session;
	/** Raised with verdicts, on which a filter may hang. */
	verdicts: ReadonlySignal<number>;
	makeFacts(): Facts;
	/** The list was begun anew. */
	changed(): void;
}

/** Rows looked at before a list made anew is shown: few sockets have more, and nothing flickers. */
const AT_ONCE = 500;

/** One socket's frames that pass a test. Row ids only grow and frames stand in their order, so each is looked at once. */
class FilteredFrames implements FrameRows {
	readonly socket: SocketRecord;
	readonly #session: Session;
	readonly #facts: Facts;
	readonly #test: Predicate;
	#matches: number[] = [];
	/** The first row not looked at. */
	#next = 0;
	readonly close: () => void;

	constructor(session: Session, socket: SocketRecord, facts: Facts, test: Predicate) {
		this.socket = socket;
		this.#session = session;
		this.#facts = facts;
		this.#test = test;
		this.close = session.timeline.watch({
			merged: () => {},
			pruned: (keep) => {
				this.#matches = this.#matches.filter(keep);
			},
		});
	}

	get length(): number {
		return this.#matches.length;
	}

	at(index: number): number | undefined {
		return this.#matches[index];
	}

	indexOf(row: number): number {
		return positionOf(this.#matches, row);
	}

	advance(most: number, touched: ReadonlySet<number>): boolean {
		const { frames } = this.socket;
		for (const row of touched) if (row < this.#next && positionOf(frames, row) >= 0) this.#look(row);
		let at = positionFrom(frames, this.#next);
		for (const end = Math.min(frames.length, at + most); at < end; at++) {
			const row = frames[at] as number;
			if (this.#session.holds(row)) this.#look(row);
			this.#next = row + 1;
		}
		return at >= frames.length;
	}

	#look(row: number): void {
		if (!this.#session.holds(row)) return;
		const place = positionFrom(this.#matches, row);
		const isThere = this.#matches[place] === row;
		if (this.#test(this.#facts.of(row)) === isThere) return;
		if (isThere) this.#matches.splice(place, 1);
		else this.#matches.splice(place, 0, row);
	}
}

/** The list of a socket's frames, filtered a slice at a time. */
export function createFrameList(around: Surroundings): FrameList {
	const { session } = around;
	const filter = signal('');
	const query = computed(() => parseQuery(filter.value));
	let last: Extract<Query, { ok: true }> | undefined;
	/** A filter that is being typed may be wrong for a moment: then the last right one holds. */
	const applied = computed(() => {
		const parsed = parseQuery(withoutUnfinished(filter.value));
		if (parsed.ok) last = parsed;
		return last;
	});
	let looked: SocketRecord | undefined;
	let filtered: FilteredFrames | undefined;

	const begin = (): void => {
		filtered?.close();
		filtered = undefined;
		const now = applied.peek();
		if (!looked || !now || now.isEmpty) return;
		filtered = new FilteredFrames(session, looked, around.makeFacts(), now.test);
		if (!filtered.advance(AT_ONCE, new Set())) around.changed();
	};
	let isMade = false;
	effect(() => {
		applied.value;
		if (!isMade) return;
		begin();
		around.changed();
	});
	effect(() => {
		around.verdicts.value;
		if (!applied.peek()?.usesVerdicts) return;
		begin();
		around.changed();
	});
	isMade = true;

	return {
		filter,
		query,
		of(socket) {
			if (looked !== socket) {
				looked = socket;
				begin();
			}
			if (filtered) return filtered;
			const { frames } = socket;
			return {
				length: frames.length,
				at: (index) => frames[index],
				indexOf: (row) => positionOf(frames, row),
			};
		},
		usesValues: computed(() => applied.value?.usesValues === true),
		advance: (most, touched) => filtered?.advance(most, touched) ?? true,
	};
}
