import { SHORTEST_CARRIED } from '../../protocol/act.ts';

/** Texts kept of one message, and of all; the oldest go first. */
const MOST_OF_ONE = 50;
const MOST = 300;
/** Of longer texts the beginning is looked for. */
const LONGEST = 2_000;
const DEEPEST = 8;

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
		const found = new Set<string>();
		collect(data, found, 0);
		for (const text of found) this.#texts.push({ n, text });
		if (this.#texts.length > MOST) this.#texts = this.#texts.slice(-MOST);
	}

	/** The latest text that a value contains. */
	find(value: string): Carried | undefined {
		return this.#texts.findLast(({ text }) => value.includes(text));
	}
}

function collect(data: unknown, into: Set<string>, depth: number): void {
	if (into.size >= MOST_OF_ONE || depth > DEEPEST) return;
	if (typeof data === 'string') {
		if (data.length < SHORTEST_CARRIED) return;
		into.add(data.slice(0, LONGEST));
		if (/^\s*[[{]/.test(data)) collect(parsed(data), into, depth + 1);
	} else if (typeof data === 'object' && data !== null) {
		const items = data instanceof Map || data instanceof Set ? [...data.values()] : Object.values(data);
		for (const item of items) collect(item, into, depth + 1);
	}
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
