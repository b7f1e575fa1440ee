/** A step of work that took longer than this was waiting for the processor, for the most part; milliseconds. */
const LONGEST_STEP = 25;

/** Most work for one listener, in steps: one of the interpreter, or one condition tried on one origin (some 3 µs). */
export const MOST_WORK = 600_000;

/** The last safety, in milliseconds: a listener's steps are used up before that on any machine but a very busy one. */
const TIME_LIMIT = 10_000;

/**
 * What one listener may take. Steps are counted, so that the same script gets the same verdict everywhere; the clock is
 * only the last safety. What a busy machine gives to others between two looks at the clock does not count.
 */
export class Budget {
	readonly #milliseconds: number;
	readonly #most: number;
	#last = Date.now();
	#spent = 0;
	#steps = 0;

	/** At most so many milliseconds of work, and so many steps. */
	constructor(milliseconds = TIME_LIMIT, most = MOST_WORK) {
		this.#milliseconds = milliseconds;
		this.#most = most;
	}

	/** Steps taken so far. */
	get steps(): number {
		return this.#steps;
	}

	/** Takes some steps, which are done; false when a share (0 to 1) of the budget is used up. */
	take(steps: number, share = 1): boolean {
		const now = Date.now();
		this.#spent += Math.min(Math.max(now - this.#last, 0), LONGEST_STEP);
		this.#last = now;
		this.#steps += steps;
		return this.#spent <= this.#milliseconds * share && this.#steps <= this.#most * share;
	}
}
