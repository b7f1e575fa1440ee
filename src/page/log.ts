import { list, now, setPrototypeOf, stringify } from './natives.ts';

/** With no panel, a document keeps at most this much (and says how much it gave up). */
const RING_EVENTS = 1_000;
const RING_BYTES = 2_000_000;
/** While recording, the relay is made to fetch at once when this much waits. */
const FULL_EVENTS = 2_000;
const FULL_BYTES = 1_000_000;

/** Members of an event's JSON after seq and time, starting with `"kind":`; called at most once, when fetched. */
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
	return `{"seq":${seq},"time":${time},${members}}`;
}

/**
 * The document's events, oldest first, kept as closures: with nobody watching, most are dropped again without ever
 * having been put into words.
 */
export class Log {
	#entries: (Entry | undefined)[] = list();
	#first = 0;
	#bytes = 0;
	#seq = 0;
	#droppedCount = 0;
	#droppedBytes = 0;
	#awake = false;
	recording = false;
	/** Tells the relay that something waits (once until it fetches), or that so much waits that it must go now. */
	readonly #wake: (full: boolean) => void;

	constructor(wake: (full: boolean) => void) {
		this.#wake = wake;
	}

	/** Adds an event; `bytes` is what holding it costs. */
	add(bytes: number, encode: Encode): Entry {
		const entries = this.#entries;
		const entry = new Entry(++this.#seq, now(), bytes, encode);
		entries[entries.length] = entry;
		this.#bytes += bytes;
		if (this.recording) this.#signal();
		else this.#trim();
		return entry;
	}

	#signal(): void {
		const full = this.#entries.length - this.#first >= FULL_EVENTS || this.#bytes >= FULL_BYTES;
		if (this.#awake && !full) return;
		this.#awake = true;
		this.#wake(full);
	}

	#trim(): void {
		const entries = this.#entries;
		while (
			entries.length - this.#first > RING_EVENTS ||
			(this.#bytes > RING_BYTES && this.#first < entries.length)
		) {
			const entry = entries[this.#first] as Entry;
			entries[this.#first++] = undefined;
			this.#bytes -= entry.bytes;
			this.#droppedCount++;
			this.#droppedBytes += entry.bytes;
		}
		if (this.#first < RING_EVENTS) return;
		const kept: (Entry | undefined)[] = list();
		for (let i = this.#first; i < entries.length; i++) kept[kept.length] = entries[i];
		this.#entries = kept;
		this.#first = 0;
	}

	/** Everything that waits: how many events, a space, and their JSON joined by commas. It is forgotten here. */
	take(): string {
		const entries = this.#entries;
		const first = this.#first;
		this.#entries = list();
		this.#first = 0;
		this.#bytes = 0;
		this.#awake = false;
		let text = '';
		if (this.#droppedCount > 0) {
			text = `{"seq":0,"time":${now()},"kind":"dropped","count":${this.#droppedCount},"bytes":${this.#droppedBytes},"where":"ring"}`;
			this.#droppedCount = 0;
			this.#droppedBytes = 0;
		}
		for (let i = first; i < entries.length; i++) text += `${text && ','}${entryJson(entries[i] as Entry)}`;
		return `${entries.length - first} ${text}`;
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
	return `"kind":"fault","where":${stringify(where)},"text":${stringify(text)}`;
}
