/** Texts kept at once. */
const MOST = 10_000;
/** Keys that are compared number by number before one is looked up as a text: those of a flood take turns. */
const RECENT = 4;

interface Entry {
	key: readonly number[];
	text: string;
}

/** Texts by keys of a few whole numbers, all of one length. */
export class KeyedTexts {
	readonly #entries = new Map<string, Entry>();
	readonly #recent: Entry[] = [];
	#next = 0;
	#version = -1;

	/** The text that was made for the key, or else now; those of another version are forgotten. */
	get(key: readonly number[], version: number, make: () => string): string {
		if (version !== this.#version || this.#entries.size > MOST) {
			this.#entries.clear();
			this.#recent.length = 0;
			this.#next = 0;
			this.#version = version;
		}
		for (const entry of this.#recent) if (isSameKey(entry.key, key)) return entry.text;
		const name = key.join(' ');
		let entry = this.#entries.get(name);
		if (!entry) {
			entry = { key: [...key], text: make() };
			this.#entries.set(name, entry);
		}
		this.#recent[this.#next] = entry;
		this.#next = (this.#next + 1) % RECENT;
		return entry.text;
	}
}

function isSameKey(a: readonly number[], b: readonly number[]): boolean {
	for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
	return true;
}
