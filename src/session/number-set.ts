/**
 * A set of whole numbers that mostly come in order: kept as sorted, disjoint, non-adjacent intervals,
 * so a document's million sequence numbers cost one interval.
 */
export class NumberSet {
	/** starts[i] … ends[i], both included. */
	readonly #starts: number[] = [];
	readonly #ends: number[] = [];

	/** Adds a number; false when it was there. */
	add(number: number): boolean {
		const at = this.#after(number);
		const before = at - 1;
		const end = this.#ends[before];
		if (end !== undefined && number <= end) return false;
		const joinsBefore = end === number - 1;
		const joinsAfter = this.#starts[at] === number + 1;
		if (joinsBefore && joinsAfter) {
			this.#ends[before] = this.#ends[at] as number;
			this.#starts.splice(at, 1);
			this.#ends.splice(at, 1);
		} else if (joinsBefore) this.#ends[before] = number;
		else if (joinsAfter) this.#starts[at] = number;
		else {
			this.#starts.splice(at, 0, number);
			this.#ends.splice(at, 0, number);
		}
		return true;
	}

	has(number: number): boolean {
		const end = this.#ends[this.#after(number) - 1];
		return end !== undefined && number <= end;
	}

	/** Index of the first interval that starts after the number. */
	#after(number: number): number {
		let low = 0;
		let high = this.#starts.length;
		// Nearly always past the last interval's start.
		if (high > 0 && (this.#starts[high - 1] as number) <= number) return high;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.#starts[middle] as number) <= number) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
