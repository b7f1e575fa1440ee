import { type Contents, Facts, type VerdictOf } from './facts.ts';
import type { Predicate } from './query.ts';
import type { Session } from './session.ts';

/**
 * The rows of the timeline that pass a filter, in its order. Kept up to date a slice at a time, so that
 * neither a new filter over a million rows nor a flood of new ones holds up the page.
 */
export class FilteredView {
	readonly #session: Session;
	readonly #facts: Facts;
	#test: Predicate | undefined;
	#matches: number[] = [];
	/** Position in the timeline up to which rows were looked at. */
	#scanned = 0;
	/** The last row looked at. */
	#lastRow: number | undefined;
	/** Ends the view's watch on the timeline. */
	readonly close: () => void;

	constructor(session: Session, verdictOf: VerdictOf, contents?: Contents) {
		this.#session = session;
		this.#facts = new Facts(session, verdictOf, contents);
		this.close = session.timeline.watch({
			merged: (from) => this.#unscan(from),
			pruned: (keep) => this.#prune(keep),
		});
	}

	/** How many rows pass, of those looked at. */
	get length(): number {
		return this.#test ? this.#matches.length : this.#session.timeline.length;
	}

	/** Share of the timeline that was looked at, 0 to 1. */
	get progress(): number {
		const { length } = this.#session.timeline;
		return this.#test && length > 0 ? Math.min(1, this.#scanned / length) : 1;
	}

	at(index: number): number | undefined {
		return this.#test ? this.#matches[index] : this.#session.timeline.at(index);
	}

	/** Filters by another test, or by none; starts over. */
	setTest(test: Predicate | undefined): void {
		this.#test = test;
		this.restart();
	}

	/** Looks at every row anew. */
	restart(): void {
		this.#matches = [];
		this.#scanned = 0;
		this.#lastRow = undefined;
	}

	/** Index of a row; -1 when it does not pass. */
	indexOf(row: number): number {
		return this.#test ? this.#search(row) : this.#session.timeline.positionOf(row);
	}

	/** Looks at up to `most` more rows, and again at those of `touched`; true when nothing is left to look at. */
	advance(most: number, touched: ReadonlySet<number> = new Set()): boolean {
		const { timeline } = this.#session;
		const test = this.#test;
		if (!test) return true;
		for (const row of touched) this.#recheck(row, test);
		const end = Math.min(timeline.length, this.#scanned + most);
		for (; this.#scanned < end; this.#scanned++) {
			const row = timeline.at(this.#scanned) as number;
			if (test(this.#facts.of(row))) this.#matches.push(row);
		}
		this.#lastRow = this.#scanned > 0 ? timeline.at(this.#scanned - 1) : undefined;
		return this.#scanned === timeline.length;
	}

	/** Rows went away: what was looked at before and is still there need not be looked at again. */
	#prune(keep: (row: number) => boolean): void {
		const { timeline } = this.#session;
		const last = this.#lastRow === undefined ? -1 : timeline.positionOf(this.#lastRow);
		if (last < 0) {
			this.restart();
			return;
		}
		this.#matches = this.#matches.filter(keep);
		this.#scanned = last + 1;
	}

	/** Late rows were merged before the end: goes back to before the first of them. */
	#unscan(from: number): void {
		const { timeline } = this.#session;
		if (from >= this.#scanned) return;
		const first = timeline.at(from);
		if (first === undefined) return;
		while (this.#matches.length > 0 && !this.#isBefore(this.#matches.at(-1) as number, first)) {
			this.#matches.pop();
		}
		this.#scanned = from;
		this.#lastRow = from > 0 ? timeline.at(from - 1) : undefined;
	}

	#recheck(row: number, test: Predicate): void {
		if (!this.#session.rows.has(row) || !this.#wasScanned(row)) return;
		const at = this.#search(row);
		const passes = test(this.#facts.of(row));
		if (passes === at >= 0) return;
		if (!passes) this.#matches.splice(at, 1);
		else this.#matches.splice(this.#insertion(row), 0, row);
	}

	#wasScanned(row: number): boolean {
		const last = this.#lastRow;
		return last !== undefined && (row === last || this.#isBefore(row, last));
	}

	#search(row: number): number {
		if (!this.#session.rows.has(row)) return -1;
		const at = this.#insertion(row);
		return this.#matches[at] === row ? at : -1;
	}

	#insertion(row: number): number {
		let low = 0;
		let high = this.#matches.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (this.#isBefore(this.#matches[middle] as number, row)) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	/** Order of the timeline: by time, then as they came. */
	#isBefore(a: number, b: number): boolean {
		const { rows } = this.#session;
		const difference = rows.time(a) - rows.time(b);
		return difference < 0 || (difference === 0 && a < b);
	}
}
