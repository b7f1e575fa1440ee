/** Characters kept of what frames say; the oldest go. */
const MOST = 40_000_000;

/** What decoded frames say, as JSON, by their rows: for filters, which look at few of them closely. */
export class KeptValues {
	readonly #texts = new Map<number, string>();
	readonly #most: number;
	#length = 0;

	constructor(most = MOST) {
		this.#most = most;
	}

	of(row: number): string | undefined {
		return this.#texts.get(row);
	}

	set(row: number, text: string): void {
		this.#drop(row);
		this.#texts.set(row, text);
		this.#length += text.length;
		for (const old of this.#texts.keys()) {
			if (this.#length <= this.#most) break;
			this.#drop(old);
		}
	}

	/** Gives up the rows that `keep` refuses. */
	prune(keep: (row: number) => boolean): void {
		for (const row of this.#texts.keys()) if (!keep(row)) this.#drop(row);
	}

	#drop(row: number): void {
		this.#length -= this.#texts.get(row)?.length ?? 0;
		this.#texts.delete(row);
	}
}
