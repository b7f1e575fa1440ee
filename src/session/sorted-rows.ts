import { Arrangement } from './arrangement.ts';
import type { Facts } from './facts.ts';
import type { Predicate } from './query.ts';
import type { Session } from './session.ts';
import { sortedInTurns } from './sorted-in-turns.ts';

export interface RowOrder {
	/** What a row is sorted by; texts by their code units. An empty text stands last, whatever the direction. */
	keyOf(row: number): number | string;
	descending: boolean;
}

/** Rows that are sorted first, to show something. */
const FIRST = 2_000;

/** Rows in the order of a column. Rows that come are put in their places together, in turns. */
export class SortedRows extends Arrangement {
	readonly #order: RowOrder;
	#sorted: number[] = [];
	/** Sort keys by row; a row without one is not there. */
	readonly #keys = new Map<number, number | string>();
	/** Rows that wait to be put in. */
	#fresh: number[] = [];
	/** Rows that stand where they do not belong any more. */
	readonly #moved = new Set<number>();
	#pass: Generator<void, number[]> | undefined;

	constructor(session: Session, facts: Facts, test: Predicate | undefined, order: RowOrder) {
		super(session, facts, test);
		this.#order = order;
	}

	get length(): number {
		return this.#sorted.length;
	}

	at(index: number): number | undefined {
		return this.#sorted[index];
	}

	indexOf(row: number): number {
		if (!this.#keys.has(row)) return -1;
		let low = 0;
		let high = this.#sorted.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (this.#compare(this.#sorted[middle] as number, row) < 0) low = middle + 1;
			else high = middle;
		}
		return this.#sorted[low] === row ? low : -1;
	}

	protected take(row: number): void {
		const key = this.#order.keyOf(row);
		const known = this.#keys.get(row);
		if (known === key) return;
		if (known !== undefined) this.#moved.add(row);
		this.#keys.set(row, key);
		this.#fresh.push(row);
	}

	protected refuse(row: number): void {
		if (this.#keys.delete(row)) this.#moved.add(row);
	}

	protected prune(keep: (row: number) => boolean): void {
		this.#pass = undefined;
		this.#sorted = this.#sorted.filter(keep);
		this.#fresh = this.#fresh.filter(keep);
		for (const row of this.#keys.keys()) if (!keep(row)) this.#keys.delete(row);
	}

	protected tidy(atEnd: boolean): boolean {
		if (!this.#pass) {
			if (this.#fresh.length === 0 && this.#moved.size === 0) return true;
			// Before the end, twice as many as there are: what is there shows early, and in all it costs twice as much at most.
			if (!atEnd && this.#fresh.length < Math.max(FIRST, this.#sorted.length)) return true;
			this.#pass = this.#merge();
		}
		const step = this.#pass.next();
		if (!step.done) return false;
		this.#sorted = step.value;
		this.#pass = undefined;
		return this.#fresh.length === 0 && this.#moved.size === 0;
	}

	*#merge(): Generator<void, number[]> {
		const moved = new Set(this.#moved);
		this.#moved.clear();
		let fresh = this.#fresh;
		this.#fresh = [];
		let standing = this.#sorted;
		// Only what moved can have come twice, or have gone again.
		if (moved.size > 0) {
			standing = standing.filter((row) => !moved.has(row));
			fresh = [...new Set(fresh)].filter((row) => this.#keys.has(row));
		}
		return yield* sortedInTurns(standing, fresh, (a, b) => this.#compare(a, b));
	}

	/** A total order: rows that are alike in their keys stand in the order of their times. */
	#compare(a: number, b: number): number {
		const x = this.#keys.get(a) ?? '';
		const y = this.#keys.get(b) ?? '';
		if (x !== y) {
			if (x === '' || y === '') return x === '' ? 1 : -1;
			return x < y === this.#order.descending ? 1 : -1;
		}
		const { rows } = this.session;
		return rows.time(a) - rows.time(b) || a - b;
	}
}
