import type { SourceRef } from '../protocol/event.ts';
import { describeSource, type FrameIdOf, tokenOf } from './source.ts';

/** With no panel, this many sightings wait, as the hook's own ring does. */
const RING = 1_000;
/** Most messages that one row tells of; the guard knows it too. */
const LONGEST = 10_000;
/** Characters told of an origin: a page may put anything into an event of its own. The guard cuts there too. */
const LONGEST_ORIGIN = 100_000;
/** With no panel, a ringful is looked at in so many ms: in a flood all but the last ones are dropped anyway. */
const RING_MS = 5_000;
/** A sender's place among the frames is looked up again after this long: frames come and go. */
const PLACE_MS = 500;

/** Messages in a row of which the browser says the same. */
interface Seen {
	/** Ordinal of the first. */
	n: number;
	count: number;
	time: number;
	origin: string;
	trusted: boolean;
	source: Place;
}

interface Place {
	/** JSON of the SourceRef, as a row. */
	json: string;
	/** Whether it tells which frame. */
	isPlaced: boolean;
	/** Key of the document that was in it. */
	token: string | undefined;
	until: number;
}

/**
 * The isolated world's own sight of the window's messages: origin, source and isTrusted as the browser gives them,
 * which no page script can touch. Put into words only while recording.
 */
export class Sightings {
	#ordinal = 0;
	#seen: Seen[] = [];
	#announced = false;
	#recording = false;
	#isQuiet = false;
	/** So many may be looked at since then, with no panel. */
	#left = RING;
	#leftSince = now();
	/** It does not listen now. */
	#isResting = false;
	/** It listens behind the page's own listeners, which may stop a message before it gets here. */
	#isLate = false;
	readonly #places = new WeakMap<MessageEventSource, Place>();
	/** Who sent the last message since these were last taken; its place is not asked for again meanwhile. */
	#sender: MessageEventSource | null | undefined;
	readonly #wake: () => void;
	readonly #frameIdOf: FrameIdOf;
	readonly #counted: () => number;
	readonly #shown: (event: MessageEvent, n: number) => void;

	/** `counted`: how many messages the hook has seen, by its count; `shown`: is given each message as it comes, and its ordinal. */
	constructor(
		wake: () => void,
		frameIdOf: FrameIdOf,
		counted: () => number,
		shown: (event: MessageEvent, n: number) => void = () => {},
	) {
		this.#wake = wake;
		this.#frameIdOf = frameIdOf;
		this.#counted = counted;
		this.#shown = shown;
	}

	/** Adding twice is adding once: called again when document.open() took the listener away. */
	arm(): void {
		if (!this.#isResting) window.addEventListener('message', this.#receive, true);
	}

	/** With no panel: being called costs a page more than all that is done then. `ms`: for how long, if not until a panel comes. */
	#rest(ms?: number): void {
		this.#isResting = true;
		window.removeEventListener('message', this.#receive, true);
		if (ms) setTimeout(this.#resume, ms);
	}

	readonly #resume = (): void => {
		if (!this.#isResting) return;
		this.#isResting = false;
		this.#isLate = true;
		this.#begin();
		this.arm();
	};

	/** Tells from the next message on. */
	#begin(): void {
		this.#left = RING;
		this.#leftSince = now();
		this.#ordinal = this.#counted();
		this.#seen = [];
		this.#announced = false;
	}

	record(on: boolean): void {
		this.#recording = on;
		if (on) this.#resume();
		else {
			this.#announced = false;
			if (this.#isQuiet) this.#rest();
		}
	}

	/** From now on nothing is kept while nobody records. */
	quiet(): void {
		this.#isQuiet = true;
		this.#rest();
	}

	/**
	 * How many, and their rows joined by commas; forgotten here. `amid`: a message may have come to the hook and not yet
	 * here. Where the two counts differ, the page kept messages from here: which are which is not known.
	 */
	take(amid = false): [count: number, text: string] {
		this.#resume();
		if (this.#isLate) {
			if (amid) return [0, ''];
			if (this.#counted() !== this.#ordinal) this.#begin();
		}
		this.#trim();
		let count = 0;
		const rows: string[] = [];
		if (!this.#announced) {
			this.#announced = true;
			rows.push(`[0,${now()},"seen-from",${this.#seen[0]?.n ?? this.#ordinal + 1}]`);
			count++;
		}
		for (const seen of this.#seen) {
			const { n, time, origin, trusted, source } = seen;
			rows.push(
				`[0,${time},"message-seen",${n},${JSON.stringify(origin)},${trusted},${source.json},${seen.count}]`,
			);
			count += seen.count;
		}
		this.#seen = [];
		this.#sender = undefined;
		return [count, rows.join(',')];
	}

	readonly #receive = (event: MessageEvent): void => {
		const n = ++this.#ordinal;
		if (!this.#recording && !this.#affords()) return;
		// A page may dispatch an event of any class under this name.
		const { origin: given = '', isTrusted: trusted, source: sender = null }: Partial<MessageEvent> = event;
		const origin = given.length > LONGEST_ORIGIN ? given.slice(0, LONGEST_ORIGIN) : given;
		const last = this.#seen.at(-1);
		const alike =
			last?.origin === origin && last.trusted === trusted && last.count < LONGEST ? last : undefined;
		if (alike && this.#recording && sender === this.#sender) alike.count++;
		else {
			// Asked for while recording alone, when it is forgotten soon: it may be gone from the page.
			if (this.#recording) this.#sender = sender;
			const time = now();
			const source = this.#place(sender, time);
			if (alike?.source === source) alike.count++;
			else this.#seen.push({ n, count: 1, time, origin, trusted, source });
		}
		if (this.#recording) this.#wake();
		else if (this.#seen.length > 2 * RING) this.#trim();
		this.#shown(event, n);
	};

	/** Reading a message's members costs a page more than all else here. */
	#affords(): boolean {
		if (this.#left-- > 0) return true;
		const pause = this.#leftSince + RING_MS - now();
		if (pause > 0) {
			this.#rest(pause);
			return false;
		}
		this.#left = RING - 1;
		this.#leftSince = now();
		return true;
	}

	/** With no panel the last ringful stays, as in the hook. */
	#trim(): void {
		const [first] = this.#seen;
		if (this.#recording || !first) return;
		let excess = this.#ordinal - first.n + 1 - RING;
		let gone = 0;
		for (const seen of this.#seen) {
			const cut = Math.min(seen.count, excess);
			if (cut <= 0) break;
			if (cut === seen.count) gone++;
			seen.n += cut;
			seen.count -= cut;
			excess -= cut;
		}
		this.#seen.splice(0, gone);
	}

	#place(sender: MessageEventSource | null, time: number): Place {
		const known = sender ? this.#places.get(sender) : NOBODY;
		if (known && known.until > time && isSameDocument(known, sender)) return known;
		const found = describeSource(sender, this.#frameIdOf);
		// A window that was removed meanwhile has no place any more: where it was is who it was.
		const isKept = known?.isPlaced && !isPlaced(found) && (sender as Window).closed;
		const place = {
			json: isKept ? known.json : rowOf(found),
			isPlaced: isKept || isPlaced(found),
			token: found.token,
			until: time + PLACE_MS,
		};
		if (sender) this.#places.set(sender, place);
		return place;
	}
}

const isPlaced = ({ path, token, frame }: SourceRef): boolean =>
	path !== undefined || token !== undefined || frame !== undefined;

/** Whether the window shows what it showed, as far as that can be known. */
const isSameDocument = ({ token }: Place, sender: MessageEventSource | null): boolean =>
	token === undefined || token === tokenOf(sender as Window);

/** A SourceRef as a row. */
const rowOf = ({
	relation,
	path = null,
	token = null,
	frame = null,
}: { [K in keyof SourceRef]: SourceRef[K] | null }): string => JSON.stringify([relation, path, token, frame]);

const NOBODY: Place = {
	json: '["none"]',
	isPlaced: false,
	token: undefined,
	until: Number.POSITIVE_INFINITY,
};
const { timeOrigin } = performance;
const now = (): number => timeOrigin + performance.now();
