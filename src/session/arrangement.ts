import type { Facts } from './facts.ts';
import type { Predicate } from './query.ts';
import type { Session } from './session.ts';

/**
 * The rows that pass a filter, in an order other than the timeline's. Row ids only grow, so each row is looked at once,
 * a slice at a time, and again when it changed; what a kind of arrangement does with it is its own.
 */
export abstract class Arrangement {
	protected readonly session: Session;
	readonly #facts: Facts;
	readonly #test: Predicate | undefined;
	/** The first row not looked at. */
	#next: number;
	/** Ends the watch on the timeline. */
	readonly close: () => void;

	/** `facts` is used by this arrangement alone. */
	constructor(session: Session, facts: Facts, test: Predicate | undefined) {
		this.session = session;
		this.#facts = facts;
		this.#test = test;
		this.#next = session.rows.first;
		this.close = session.timeline.watch({ merged: () => {}, pruned: (keep) => this.prune(keep) });
	}

	abstract get length(): number;
	abstract at(index: number): number | undefined;
	/** Index of a row; -1 when it is not there, or not yet. */
	abstract indexOf(row: number): number;
	/** A row passes, for the first time or again, and may be there already. */
	protected abstract take(row: number): void;
	/** A row that may be there passes no more. */
	protected abstract refuse(row: number): void;
	/** The rows that `keep` refuses went away. */
	protected abstract prune(keep: (row: number) => boolean): void;
	/** Does a part of the work beside looking at rows; true when none is left for now. `atEnd`: all rows were looked at. */
	protected abstract tidy(atEnd: boolean): boolean;

	/** Looks at up to `most` more rows, and again at those of `touched`; true when nothing is left to do. */
	advance(most: number, touched: ReadonlySet<number>): boolean {
		const { rows } = this.session;
		this.#next = Math.max(this.#next, rows.first);
		for (const row of touched) if (row < this.#next && this.session.holds(row)) this.#look(row);
		const end = Math.min(rows.next, this.#next + most);
		for (; this.#next < end; this.#next++) {
			if (this.session.holds(this.#next)) this.#look(this.#next);
		}
		const atEnd = this.#next === rows.next;
		return this.tidy(atEnd) && atEnd;
	}

	#look(row: number): void {
		if (!this.#test || this.#test(this.#facts.of(row))) this.take(row);
		else this.refuse(row);
	}
}
