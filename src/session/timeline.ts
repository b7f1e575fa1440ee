import type { Rows } from './rows.ts';

export interface TimelineWatcher {
	/** Rows were added; `from` is the first position whose row is another than before. */
	merged(from: number): void;
	/** The rows that `keep` refuses went away. */
	pruned(keep: (row: number) => boolean): void;
}

/**
 * Row ids in the order of their times. Documents tell in batches, so what comes late is merged into the tail;
 * rows of the same time keep the order in which they came.
 */
export class Timeline {
	#order: number[] = [];
	readonly #rows: Rows;
	readonly #watchers = new Set<TimelineWatcher>();

	constructor(rows: Rows) {
		this.#rows = rows;
	}

	get length(): number {
		return this.#order.length;
	}

	/** Row id at a position. */
	at(position: number): number | undefined {
		return this.#order[position];
	}

	/** How many rows have something. */
	count(has: (row: number) => boolean): number {
		let count = 0;
		for (const row of this.#order) if (has(row)) count++;
		return count;
	}

	/** Tells of changes as soon as they are done. Returns the undo. */
	watch(watcher: TimelineWatcher): () => void {
		this.#watchers.add(watcher);
		return () => this.#watchers.delete(watcher);
	}

	merge(added: number[]): void {
		const time = (row: number): number => this.#rows.time(row);
		const fresh = added.toSorted((a, b) => time(a) - time(b) || a - b);
		const first = fresh[0];
		if (first === undefined) return;
		const order = this.#order;
		let from = order.length;
		const earliest = time(first);
		while (from > 0 && time(order[from - 1] as number) > earliest) from--;
		const tail = order.splice(from);
		let t = 0;
		for (const row of fresh) {
			while (t < tail.length && time(tail[t] as number) <= time(row)) order.push(tail[t++] as number);
			order.push(row);
		}
		while (t < tail.length) order.push(tail[t++] as number);
		for (const { merged } of this.#watchers) merged(from);
	}

	/** Takes out the rows that `keep` refuses: all of them, or the first `most`. */
	prune(keep: (row: number) => boolean, most = Number.POSITIVE_INFINITY): void {
		const order = this.#order;
		const kept: number[] = [];
		let at = 0;
		for (let left = most; left > 0 && at < order.length; at++) {
			const row = order[at] as number;
			if (keep(row)) kept.push(row);
			else left--;
		}
		this.#order = kept.concat(order.slice(at));
		for (const { pruned } of this.#watchers) pruned(keep);
	}

	/** Position of a row that is held; -1 when it is not in the timeline. */
	positionOf(row: number): number {
		if (!this.#rows.has(row)) return -1;
		const time = (row: number): number => this.#rows.time(row);
		const when = time(row);
		let low = 0;
		let high = this.#order.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (time(this.#order[middle] as number) < when) low = middle + 1;
			else high = middle;
		}
		for (; low < this.#order.length; low++) {
			const other = this.#order[low] as number;
			if (other === row) return low;
			if (time(other) > when) return -1;
		}
		return -1;
	}
}
