/** Texts by small numbers, so that a million rows can share them. Number 0 is the empty text. */
export class Interned {
	readonly #texts: string[] = [''];
	readonly #ids = new Map<string, number>([['', 0]]);
	/** How many there were when they were last looked through. */
	#kept = 0;

	/** Texts that are held. */
	get size(): number {
		return this.#ids.size;
	}

	id(text: string): number {
		let id = this.#ids.get(text);
		if (id === undefined) {
			id = this.#texts.length;
			this.#texts.push(text);
			this.#ids.set(text, id);
		}
		return id;
	}

	text(id: number): string {
		return this.#texts[id] ?? '';
	}

	/** Whether there are so many more than before that it is worth while to find out which are used. */
	get hasGrown(): boolean {
		return this.size > 2 * Math.max(this.#kept, FEW);
	}

	/** Forgets all others; numbers are not used again. */
	retain(used: ReadonlySet<number>): void {
		for (const [text, id] of this.#ids) {
			if (id === 0 || used.has(id)) continue;
			this.#ids.delete(text);
			this.#texts[id] = '';
		}
		this.#kept = this.size;
	}
}

const FEW = 5_000;
