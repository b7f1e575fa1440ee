import type { HookEventOf, SourceRef } from '../protocol/event.ts';
import { describeSource } from './source.ts';

/** With no panel, this many sightings wait, as the hook's own ring does. */
const RING = 1_000;
/** A sender's place among the frames is looked up again after this long: frames come and go. */
const PLACE_MS = 500;

/**
 * The isolated world's own sight of the window's messages: origin, source and isTrusted as the browser gives them,
 * which no page script can touch. Put into words only while recording.
 */
export class Sightings {
	#ordinal = 0;
	#seen: HookEventOf<'message-seen'>[] = [];
	#announced = false;
	#recording = false;
	readonly #places = new WeakMap<MessageEventSource, { source: SourceRef; until: number }>();
	readonly #wake: () => void;

	constructor(wake: () => void) {
		this.#wake = wake;
	}

	/** Adding twice is adding once: called again when document.open() took the listener away. */
	arm(): void {
		window.addEventListener('message', this.#receive, true);
	}

	record(on: boolean): void {
		this.#recording = on;
		if (!on) this.#announced = false;
	}

	/** How many, and their JSON joined by commas; forgotten here. */
	take(): [count: number, text: string] {
		this.#trim();
		const words = this.#seen.map((event) => JSON.stringify(event));
		if (!this.#announced) {
			this.#announced = true;
			const n = this.#seen[0]?.n ?? this.#ordinal + 1;
			words.unshift(
				JSON.stringify({ seq: 0, time: now(), kind: 'seen-from', n } satisfies HookEventOf<'seen-from'>),
			);
		}
		this.#seen = [];
		return [words.length, words.join(',')];
	}

	readonly #receive = (event: MessageEvent): void => {
		const n = ++this.#ordinal;
		const time = now();
		const { origin, isTrusted: trusted } = event;
		this.#seen.push({
			seq: 0,
			time,
			kind: 'message-seen',
			n,
			origin,
			trusted,
			source: this.#place(event.source, time),
		});
		if (this.#recording) this.#wake();
		else if (this.#seen.length > 2 * RING) this.#trim();
	};

	#trim(): void {
		if (!this.#recording && this.#seen.length > RING) this.#seen = this.#seen.slice(-RING);
	}

	#place(sender: MessageEventSource | null, time: number): SourceRef {
		if (!sender) return describeSource(null);
		const known = this.#places.get(sender);
		if (known && known.until > time) return known.source;
		const source = describeSource(sender);
		this.#places.set(sender, { source, until: time + PLACE_MS });
		return source;
	}
}

const { timeOrigin } = performance;
const now = (): number => timeOrigin + performance.now();
