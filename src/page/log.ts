import { allowance } from './allowance.ts';
import { Fifo } from './fifo.ts';
import { now, setPrototypeOf, stringify } from './natives.ts';

/** With no panel, a document keeps at most this much (and says how much it gave up). */
const RING_EVENTS = 1_000;
const RING_BYTES = 2_000_000;
/** While recording, the relay is made to fetch at once when this much waits. */
const FULL_EVENTS = 2_000;
const FULL_BYTES = 1_000_000;
/**
 * Text of one batch, in characters. Above 64 KiB Chromium hands a message over in shared memory, which costs the page
 * and every reader two to four times as much a byte (measured in 156); with one more event it stays below.
 */
const BATCH_TEXT = 50_000;

/**
 * Members of an event's row on the wire after seq and time: JSON in the order in which guard.ts declares them, joined by
 * commas, beginning with the kind. Called at most once, when fetched.
 */
export type Encode = () => string;

/** An event as it waits; `seq` and `time` (ms since the epoch) never change. */
export class Entry {
	readonly seq: number;
	readonly time: number;
	/** Of holding it, in bytes. */
	readonly cost: number;
	readonly encode: Encode;
	constructor(seq: number, time: number, cost: number, encode: Encode) {
		this.seq = seq;
		this.time = time;
		this.cost = cost;
		this.encode = encode;
	}
}
setPrototypeOf(Entry.prototype, null);

/** JSON of an event; a failure of ours becomes an event too. */
export function entryJson({ seq, time, encode }: Entry): string {
	let members: string;
	try {
		members = encode();
	} catch (error) {
		members = fault('encode', error);
	}
	return `[${seq},${time},${members}]`;
}

/**
 * The document's events, oldest first, kept as closures: with nobody watching they go round in a ring, and most are
 * dropped again without ever having been put into words; while recording they queue for the relay.
 */
export class Log {
	readonly #events = new Fifo<Entry>();
	#bytes = 0;
	#seq = 0;
	#droppedCount = 0;
	#droppedBytes = 0;
	readonly #allowed = allowance(RING_EVENTS);
	#awake = false;
	recording = false;
	/** Nothing is kept while nobody records. */
	quiet = false;
	/** Tells the relay that something waits (once until it fetches), or that so much waits that it must fetch now. */
	readonly #wake: (full: boolean) => void;

	constructor(wake: (full: boolean) => void) {
		this.#wake = wake;
	}

	/** Adds an event; `cost`: of holding it, in bytes. */
	add(cost: number, encode: Encode): Entry {
		const entry = new Entry(++this.#seq, now(), cost, encode);
		if (this.quiet && !this.recording) return entry;
		this.#events.push(entry);
		this.#bytes += cost;
		if (this.recording) this.#wakeRelay();
		else while (this.#events.length > RING_EVENTS || this.#bytes > RING_BYTES) this.#dropOldest();
		return entry;
	}

	/**
	 * Whether an event may be looked at now. Always while recording; with nobody watching, a ringful at once and then so
	 * many a second: the others of a flood are only counted as dropped, which leaves the ring to those that say something.
	 */
	affords(): boolean {
		if (this.recording) return true;
		if (this.quiet) return false;
		const allowed = this.#allowed();
		if (!allowed) this.#droppedCount++;
		return allowed;
	}

	#wakeRelay(): void {
		const full = this.#events.length >= FULL_EVENTS || this.#bytes >= FULL_BYTES;
		if (this.#awake && !full) return;
		this.#awake = true;
		this.#wake(full);
	}

	#dropOldest(): void {
		const { cost } = this.#events.shift();
		this.#bytes -= cost;
		this.#droppedCount++;
		this.#droppedBytes += cost;
	}

	/**
	 * What waits, or the first of it where that is much (the rest when asked again): how many events, a space, and their
	 * JSON joined by commas. It is forgotten here.
	 */
	take(): string {
		let count = 0;
		let text = '';
		if (this.#droppedCount > 0) {
			text = `[0,${now()},"dropped",${this.#droppedCount},${this.#droppedBytes},"ring"]`;
			this.#droppedCount = 0;
			this.#droppedBytes = 0;
		}
		this.#awake = false;
		for (; this.#events.length > 0 && text.length < BATCH_TEXT; count++) {
			const entry = this.#events.shift();
			this.#bytes -= entry.cost;
			text += `${text && ','}${entryJson(entry)}`;
		}
		return `${count} ${text}`;
	}
}

/** Our own failure as an event: counted and shown, never thrown at the page. */
export function fault(where: string, error: unknown): string {
	let text = 'unknown';
	try {
		text = `${(error as Error).message}`;
	} catch {
		// Even the error was hostile: its absence of text is all that is lost.
	}
	return `"fault",${stringify(where)},${stringify(text)}`;
}
