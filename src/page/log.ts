import { allowance } from './allowance.ts';
import { list, now, setPrototypeOf, stringify } from './natives.ts';

/** With no panel, a document keeps at most this much (and says how much it gave up). */
const RING_EVENTS = 1_000;
const RING_BYTES = 2_000_000;
/** While recording, the relay is made to fetch at once when this much waits. */
const FULL_EVENTS = 2_000;
const FULL_BYTES = 1_000_000;

/**
 * Members of an event's row on the wire after seq and time: JSON in the order in which guard.ts declares them, joined by
 * commas, beginning with the kind. Called at most once, when fetched.
 */
export type Encode = () => string;

/** An event as it waits; `seq` and `time` (ms since the epoch) never change. */
export class Entry {
	readonly seq: number;
	readonly time: number;
	readonly bytes: number;
	readonly encode: Encode;
	constructor(seq: number, time: number, bytes: number, encode: Encode) {
		this.seq = seq;
		this.time = time;
		this.bytes = bytes;
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
	readonly #ring: (Entry | undefined)[] = list();
	#start = 0;
	#count = 0;
	#ringBytes = 0;
	#queue: Entry[] = list();
	#queueBytes = 0;
	#seq = 0;
	#droppedCount = 0;
	#droppedBytes = 0;
	readonly #allowed = allowance(RING_EVENTS);
	#awake = false;
	recording = false;
	/** Tells the relay that something waits (once until it fetches), or that so much waits that it must go now. */
	readonly #wake: (full: boolean) => void;

	constructor(wake: (full: boolean) => void) {
		this.#wake = wake;
	}

	/** Adds an event; `bytes` is what holding it costs. */
	add(bytes: number, encode: Encode): Entry {
		const entry = new Entry(++this.#seq, now(), bytes, encode);
		if (this.recording) this.#enqueue(entry);
		else this.#turn(entry);
		return entry;
	}

	/**
	 * Whether a payload may be put into words now. Always while recording; with nobody watching, a ringful at once and
	 * then so many a second, since in a flood all but the last ones are dropped anyway.
	 */
	affords(): boolean {
		return this.recording || this.#allowed();
	}

	#enqueue(entry: Entry): void {
		this.#queue[this.#queue.length] = entry;
		this.#queueBytes += entry.bytes;
		const full = this.#queue.length >= FULL_EVENTS || this.#queueBytes >= FULL_BYTES;
		if (this.#awake && !full) return;
		this.#awake = true;
		this.#wake(full);
	}

	#turn(entry: Entry): void {
		if (this.#count === RING_EVENTS) this.#dropOldest();
		this.#ring[(this.#start + this.#count++) % RING_EVENTS] = entry;
		this.#ringBytes += entry.bytes;
		while (this.#ringBytes > RING_BYTES) this.#dropOldest();
	}

	#dropOldest(): void {
		const entry = this.#leave();
		this.#droppedCount++;
		this.#droppedBytes += entry.bytes;
	}

	/** Takes the oldest entry out of the ring. */
	#leave(): Entry {
		const entry = this.#ring[this.#start] as Entry;
		this.#ring[this.#start] = undefined;
		this.#start = (this.#start + 1) % RING_EVENTS;
		this.#count--;
		this.#ringBytes -= entry.bytes;
		return entry;
	}

	/** Everything that waits: how many events, a space, and their JSON joined by commas. It is forgotten here. */
	take(): string {
		let text = '';
		const count = this.#count + this.#queue.length;
		if (this.#droppedCount > 0) {
			text = `[0,${now()},"dropped",${this.#droppedCount},${this.#droppedBytes},"ring"]`;
			this.#droppedCount = 0;
			this.#droppedBytes = 0;
		}
		while (this.#count > 0) text += `${text && ','}${entryJson(this.#leave())}`;
		const queue = this.#queue;
		this.#queue = list();
		this.#queueBytes = 0;
		this.#awake = false;
		for (let i = 0; i < queue.length; i++) text += `${text && ','}${entryJson(queue[i] as Entry)}`;
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
