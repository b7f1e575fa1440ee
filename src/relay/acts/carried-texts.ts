import { SHORTEST_CARRIED } from '../../protocol/act.ts';

/** Texts kept of one message, and of all; the oldest go first. */
const MOST_OF_ONE = 50;
const MOST = 300;
/** Of longer texts the beginning is looked for. */
const LONGEST = 2_000;
const DEEPEST = 8;
/** Values of one message that are looked at: it may have millions, or say few over and over by shared references. */
const MOST_LOOKED_AT = 10_000;

interface Carried {
	/** Ordinal of the message. */
	n: number;
	text: string;
}

/** The texts of the last messages, to be known again in what a page does. */
export class CarriedTexts {
	#texts: Carried[] = [];

	/** Takes the texts of a message's data, at any depth, and those in texts that are JSON. */
	add(data: unknown, n: number): void {
		const look = new Look();
		look.at(data, 0);
		for (const text of look.found) this.#texts.push({ n, text });
		if (this.#texts.length > MOST) this.#texts = this.#texts.slice(-MOST);
	}

	/** The latest text that a value contains. */
	find(value: string): Carried | undefined {
		return this.#texts.findLast(({ text }) => value.includes(text));
	}
}

class Look {
	readonly found = new Set<string>();
	readonly #seen = new Set<object>();
	#left = MOST_LOOKED_AT;

	at(data: unknown, depth: number): void {
		if (this.#isOver() || depth > DEEPEST) return;
		this.#left--;
		if (typeof data === 'string') {
			if (data.length < SHORTEST_CARRIED) return;
			this.found.add(data.slice(0, LONGEST));
			if (/^\s*[[{]/.test(data)) this.at(parsed(data), depth + 1);
		} else if (typeof data === 'object' && data !== null && !this.#seen.has(data)) {
			this.#seen.add(data);
			this.#within(data, depth + 1);
		}
	}

	#within(data: object, depth: number): void {
		// The elements of typed arrays are no texts.
		if (ArrayBuffer.isView(data)) return;
		if (Array.isArray(data)) for (let i = 0; i < data.length && !this.#isOver(); i++) this.at(data[i], depth);
		else {
			const items = data instanceof Map || data instanceof Set ? data.values() : Object.values(data);
			for (const item of items) {
				if (this.#isOver()) return;
				this.at(item, depth);
			}
		}
	}

	#isOver(): boolean {
		return this.#left <= 0 || this.found.size >= MOST_OF_ONE;
	}
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
