/** A step of work that took longer than this was waiting for the processor, for the most part; milliseconds. */
const LONGEST_STEP = 25;

/** Measures time spent working: what a busy machine gives to others between two looks at the clock does not count. */
export class Clock {
	readonly #limit: number;
	#last = Date.now();
	#spent = 0;

	/** `limit`: milliseconds of work. */
	constructor(limit: number) {
		this.#limit = limit;
	}

	/** Milliseconds of work so far. */
	get spent(): number {
		return this.#spent;
	}

	/** Whether a share (0 to 1) of the time is used up. To be asked after every small step. */
	isOver(share = 1): boolean {
		const now = Date.now();
		this.#spent += Math.min(Math.max(now - this.#last, 0), LONGEST_STEP);
		this.#last = now;
		return this.#spent > this.#limit * share;
	}
}
