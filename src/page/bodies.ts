import { allowance } from './allowance.ts';
import { copyOf, describeBytes } from './bytes.ts';
import type { Budget, Encoded } from './encoded.ts';
import { Fifo } from './fifo.ts';
import type { Log } from './log.ts';
import {
	apply,
	blobArrayBuffer,
	blobSlice,
	getPrototypeOf,
	MapCtor,
	mapDelete,
	mapGet,
	mapSet,
	promiseThen,
} from './natives.ts';
import { slotsOf } from './slots.ts';
import { encodeValue } from './value.ts';

/** What travels with an event; the whole is fetched when a person looks. */
const ROOMY: Budget = { chars: 2_000, nodes: 200 };
/** With nobody watching, and in a flood, of which nobody could look at everything. */
const SMALL: Budget = { chars: 400, nodes: 40 };
/** Strings up to this many UTF-16 units wait by reference; longer ones are cut at once, to let them go. */
const WAITING_STRING = 100_000;
/** Whole bodies held for the panel while recording, in bytes; the oldest are given up first. */
const HELD = 16_000_000;
/** Nothing larger is held whole. */
const LARGEST = 8_000_000;
/** Objects are held as text, put into words up to this many characters. */
const LONGEST_OBJECT = 500_000;

type Of = 'message' | 'sent' | 'frame';
type Answer = (encoded: Encoded | undefined) => void;

interface Body {
	key: string;
	/** Of holding it, in bytes. */
	cost: number;
	fetch(limit: number, answer: Answer): void;
}

/**
 * Payloads. With nobody watching only a preview is made; while recording, the whole is held within a budget, in a form
 * that the page cannot change: strings as they are, everything else copied, which in a flood is left.
 */
export class Bodies {
	readonly #log: Log;
	/** Whether payloads that are not small come slowly enough to look at them closely. */
	readonly #unhurried = allowance();
	readonly #held = new MapCtor<string, Body>();
	readonly #order = new Fifo<Body>();
	#bytes = 0;

	constructor(log: Log) {
		this.#log = log;
	}

	/** What a payload costs while it waits in the log, in bytes. */
	cost(data: unknown): number {
		if (typeof data === 'string') return 150 + 2 * (data.length > WAITING_STRING ? ROOMY.chars : data.length);
		return typeof data === 'object' && data !== null ? 1_500 : 150;
	}

	/** Takes a payload now; the answer gives its preview. `cloned`: made by structured clone, so it holds no page code. */
	take(of: Of, id: number, data: unknown, cloned: boolean): () => Encoded {
		const { recording } = this.#log;
		if (typeof data === 'string') {
			const closely = recording && data.length > SMALL.chars && this.#unhurried();
			const budget = closely ? ROOMY : SMALL;
			if (recording && data.length > budget.chars) this.#keep(of, id, data.length * 2, encodedText(data));
			return data.length <= WAITING_STRING ? late(data, budget) : ready(previewOf(data, budget));
		}
		let preview = previewOf(data, SMALL, cloned);
		if (!recording || preview.complete) return ready(preview);
		const closely = this.#unhurried();
		if (closely) preview = previewOf(data, ROOMY, cloned);
		if (!preview.complete && typeof data === 'object' && data !== null)
			this.#keepObject(of, id, data, cloned, closely);
		return ready(preview);
	}

	/** Asks for the whole of a payload; undefined when it is not held (any more). */
	fetch(of: Of, id: number, limit: number, answer: Answer): void {
		const body = apply(mapGet, this.#held, [`${of} ${id}`]) as Body | undefined;
		if (body) body.fetch(limit, answer);
		else answer(undefined);
	}

	clear(): void {
		while (this.#order.length > 0) this.#dropOldest();
	}

	#keepObject(of: Of, id: number, data: object, cloned: boolean, closely: boolean): void {
		const slots = slotsOf(data, getPrototypeOf(data) ?? data);
		if (slots === 'blob') {
			// A Blob is immutable and lives outside the heap.
			this.#keep(of, id, 200, (limit, answer) => readBlob(data, limit, answer));
			return;
		}
		if (!closely) return;
		if (slots === 'view' || slots === 'buffer') {
			const bytes = describeBytes(data);
			if (bytes.length > LARGEST) return;
			const copy = copyOf(bytes);
			this.#keep(of, id, bytes.length, (limit, answer) =>
				answer(encodeValue(copy, { chars: limit, nodes: 10 })),
			);
			return;
		}
		const whole = encodeValue(data, { chars: LONGEST_OBJECT, nodes: LONGEST_OBJECT >> 3 }, cloned);
		this.#keep(of, id, whole.json.length * 2, (_limit, answer) => answer(whole));
	}

	#keep(of: Of, id: number, cost: number, fetch: Body['fetch']): void {
		if (cost > LARGEST) return;
		const key = `${of} ${id}`;
		const body = { __proto__: null, key, cost, fetch } as unknown as Body;
		apply(mapSet, this.#held, [key, body]);
		this.#order.push(body);
		this.#bytes += cost;
		while (this.#bytes > HELD) this.#dropOldest();
	}

	#dropOldest(): void {
		const { cost, key } = this.#order.shift();
		this.#bytes -= cost;
		apply(mapDelete, this.#held, [key]);
	}
}

const previewOf = (data: unknown, budget: Budget, cloned = false): Encoded =>
	encodeValue(data, budget, cloned);

// Each closure is made in a function of its own: closures of one function share all that any of them captures,
// and a preview must not keep its payload alive.
const ready = (preview: Encoded) => (): Encoded => preview;
const late = (data: string, budget: Budget) => (): Encoded => previewOf(data, budget);

const encodedText =
	(text: string): Body['fetch'] =>
	(limit, answer) =>
		answer(encodeValue(text, { chars: limit, nodes: 1 }));

function readBlob(blob: object, limit: number, answer: Answer): void {
	const part = apply(blobSlice, blob, [0, limit]) as object;
	const done = (buffer: unknown): void => answer(encodeValue(buffer, { chars: limit * 2, nodes: 10 }));
	apply(promiseThen, apply(blobArrayBuffer, part, []), [done, () => answer(undefined)]);
}
