import { JOIN_PATIENCE } from './limits.ts';

/** A row that waits for the other sight of the same message. Row -1: not recorded, so its partner is not either. */
interface Waiting {
	row: number;
	/** Since when, by the panel's clock; unset until it was first looked at: what it tells may be long ago. */
	since?: number;
	/** Was reported as missing already. */
	reported?: true;
}

export interface Missing {
	row: number;
	/** Whose sight is missing: 'browser' makes the row unconfirmed, 'hook' makes it hidden. */
	sight: Sight;
}

export type Sight = 'hook' | 'browser';

/**
 * Pairs the hook's sight of a window message with the browser's (by their common ordinal `n`), in whatever
 * order they come. Each side tells in order, so one that has gone past an ordinal will never tell it.
 */
export class Join {
	/** Rows by ordinal that wait for this sight. */
	readonly #awaited = { hook: new Map<number, Waiting>(), browser: new Map<number, Waiting>() };
	readonly #last = { hook: 0, browser: 0 };
	/** First ordinal of which the browser's sight exists; unknown before the relay says. */
	#browserFirst: number | undefined;

	/** One side saw `n`: the row that waited for that, if any. */
	meet(sight: Sight, n: number): number | undefined {
		this.#last[sight] = Math.max(this.#last[sight], n);
		const waiting = this.#awaited[sight].get(n);
		this.#awaited[sight].delete(n);
		return waiting?.row;
	}

	/** Makes a row wait for the sight that it lacks, unless there will be none. */
	wait(sight: Sight, n: number, row: number): void {
		if (sight === 'browser' && this.#browserFirst !== undefined && n < this.#browserFirst) return;
		this.#awaited[sight].set(n, { row });
	}

	/** Whether the browser's sight of `n` may still come. */
	mayBeSeen(n: number): boolean {
		const waiting = this.#awaited.browser.get(n);
		return waiting !== undefined && !waiting.reported;
	}

	/** From `n` on the browser's sight is told; what the hook saw before stays without. */
	browserFrom(n: number): void {
		this.#browserFirst ??= n;
		for (const waiting of this.#awaited.browser.keys()) {
			if (waiting < n) this.#awaited.browser.delete(waiting);
		}
	}

	/** Events were lost: nothing can be concluded of what waits. */
	forget(): void {
		this.#awaited.hook.clear();
		this.#awaited.browser.clear();
	}

	/** Whether time alone will tell that something is missing. */
	get isWaiting(): boolean {
		for (const [, awaited] of this.#told())
			for (const { row, reported } of awaited.values()) if (row >= 0 && !reported) return true;
		return false;
	}

	/** Rows whose partner was passed over by its side, or that have waited too long; each once. */
	*settle(now: number): Generator<Missing> {
		for (const [sight, awaited] of this.#told()) {
			for (const [n, waiting] of awaited) {
				const passed = n < this.#last[sight];
				if (passed) awaited.delete(n);
				waiting.since ??= now;
				if (waiting.reported || (!passed && now - waiting.since <= JOIN_PATIENCE)) continue;
				waiting.reported = true;
				if (waiting.row >= 0) yield { row: waiting.row, sight };
			}
		}
	}

	/** What waits for each side that tells at all. */
	*#told(): Generator<[Sight, Map<number, Waiting>]> {
		yield ['hook', this.#awaited.hook];
		if (this.#browserFirst !== undefined) yield ['browser', this.#awaited.browser];
	}
}
