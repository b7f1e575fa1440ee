import { SHORTEST_CARRIED } from '../../protocol/act.ts';
import { decoded } from './navigations.ts';

/** Texts kept of one message, and of all; the oldest go first. */
const MOST_OF_ONE = 50;
const MOST = 300;
/** Of longer texts the beginning is looked for. */
const LONGEST = 2_000;
/** Longer values are not searched for escaped texts. */
const LONGEST_ESCAPED = 2_000;
const DEEPEST = 8;
/** Values of one message that are looked at: it may have millions, or say few over and over by shared references. */
const MOST_LOOKED_AT = 10_000;

interface Carried {
	/** Ordinal of the message. */
	n: number;
	/** When it came. */
	at: number;
	text: string;
	/** As it stands in JSON, where that is not the same. */
	quoted: string | undefined;
}

type Found = Omit<Carried, 'quoted'>;

/** The texts of the last messages, to be known again in what a page does. */
export class CarriedTexts {
	#texts: Carried[] = [];

	readonly #own: string;

	/** `own`: the page's address, parts of which it has whatever messages say. */
	constructor(own = '') {
		// That of a page may be all of its text (data:).
		this.#own = own.slice(0, LONGEST);
	}

	/** Takes the texts of a message's data, at any depth, and those in texts that are JSON. */
	add(data: unknown, n: number): void {
		const look = new Look();
		const at = Date.now();
		look.at(data, 0);
		for (const text of look.found) {
			if (this.#own.includes(text)) continue;
			const quoted = JSON.stringify(text).slice(1, -1);
			this.#texts.push({ n, at, text, quoted: quoted === text ? undefined : quoted });
		}
		if (this.#texts.length > MOST) this.#texts = this.#texts.slice(-MOST);
	}

	/** The latest text that a value contains: as it is, within JSON, or with the escapes of an address or a form. */
	find(value: string): Found | undefined {
		const found = this.#find(value);
		if (found || value.length > LONGEST_ESCAPED || !/[%+]/.test(value)) return found;
		return this.#find(decoded(value)) ?? this.#find(decoded(value.replaceAll('+', ' ')));
	}

	#find(value: string): Found | undefined {
		const isQuoted = value.includes('\\');
		const found = this.#texts.findLast(
			({ text, quoted }) =>
				value.includes(text) || (isQuoted && quoted !== undefined && value.includes(quoted)),
		);
		return found && { n: found.n, at: found.at, text: found.text };
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
			if (kindOf(data) === 'Error') this.at((data as Error).message, depth + 1);
			else this.#within(data, depth + 1);
		}
	}

	#within(data: object, depth: number): void {
		// The elements of typed arrays are no texts.
		if (ArrayBuffer.isView(data)) return;
		if (Array.isArray(data)) for (let i = 0; i < data.length && !this.#isOver(); i++) this.at(data[i], depth);
		else {
			for (const item of itemsOf(data)) {
				if (this.#isOver()) return;
				this.at(item, depth);
			}
		}
	}

	#isOver(): boolean {
		return this.#left <= 0 || this.found.size >= MOST_OF_ONE;
	}
}

const kindOf = (data: object): string => Object.prototype.toString.call(data).slice(8, -1);

function itemsOf(data: object): Iterable<unknown> {
	const kind = kindOf(data);
	if (kind !== 'Map' && kind !== 'Set') return Object.values(data);
	const isOwn = data instanceof Map || data instanceof Set;
	try {
		// In Firefox it is the page's, and shows nothing of itself to this world.
		return ((isOwn ? data : structuredClone(data)) as Map<unknown, unknown> | Set<unknown>).values();
	} catch {
		return [];
	}
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
