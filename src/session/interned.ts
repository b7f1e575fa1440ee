/** Texts by small numbers, so that a million rows can share them. Number 0 is the empty text. */
export class Interned {
	readonly #texts: string[] = [''];
	readonly #ids = new Map<string, number>([['', 0]]);

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
}
