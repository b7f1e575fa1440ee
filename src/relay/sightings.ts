import type { HookEventOf } from '../protocol/event.ts';
import { describeSource } from './source.ts';

/**
 * The isolated world's own sight of the window's messages: origin, source and isTrusted as the browser gives them,
 * which no page script can touch. Counted always, put into words only while recording.
 */
export class Sightings {
	#ordinal = 0;
	#seen: (HookEventOf<'message-seen'> | HookEventOf<'seen-from'>)[] = [];
	recording = false;
	readonly #wake: () => void;

	constructor(wake: () => void) {
		this.#wake = wake;
	}

	/** Adding twice is adding once: called again when document.open() took the listener away. */
	arm(): void {
		window.addEventListener('message', this.#receive, true);
	}

	start(): void {
		if (this.recording) return;
		this.recording = true;
		this.#seen.push({ seq: 0, time: now(), kind: 'seen-from', n: this.#ordinal + 1 });
	}

	/** JSON of what was seen, joined by commas, and how many; forgotten here. */
	take(): [count: number, text: string] {
		const text = this.#seen.map((event) => JSON.stringify(event)).join(',');
		const count = this.#seen.length;
		this.#seen = [];
		return [count, text];
	}

	readonly #receive = (event: MessageEvent): void => {
		const n = ++this.#ordinal;
		if (!this.recording) return;
		const { origin, isTrusted: trusted, source } = event;
		this.#seen.push({
			seq: 0,
			time: now(),
			kind: 'message-seen',
			n,
			origin,
			trusted,
			source: describeSource(source),
		});
		this.#wake();
	};
}

const now = (): number => performance.timeOrigin + performance.now();
