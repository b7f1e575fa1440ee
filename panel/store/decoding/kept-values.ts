/** Characters kept of what frames say; the oldest go. */
const MOST = 40_000_000;

/** What decoded frames say, as JSON, by their rows: for filters, which look at few of them closely. */
export class KeptValues {
	readonly #texts = new Map<number, string>();
	readonly #most: number;
	#length = 0;
	/** Rows whose values had to go. */
	readonly #gone = new Set<number>();

	constructor(most = MOST) {
		this.#most = most;
	}

	of(row: number): string | undefined {
		return this.#texts.get(row);
	}

	/** How many rows had to give up theirs. */
	get missing(): number {
		return this.#gone.size;
	}

	set(row: number, text: string): void {
		this.#drop(row);
		this.#gone.delete(row);
		this.#texts.set(row, text);
		this.#length += text.length;
		for (const old of this.#texts.keys()) {
			if (this.#length <= this.#most) break;
			this.#drop(old);
			this.#gone.add(old);
		}
	}

	/** Gives up the rows that `keep` refuses. */
	prune(keep: (row: number) => boolean): void {
		for (const row of this.#texts.keys()) if (!keep(row)) this.#drop(row);
		for (const row of this.#gone) if (!keep(row)) this.#gone.delete(row);
	}

	#drop(row: number): void {
		this.#length -= this.#texts.get(row)?.length ?? 0;
		this.#texts.delete(row);
	}
}
