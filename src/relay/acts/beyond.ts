import { type Navigate, watchNavigations } from './navigations.ts';
import { isReadable } from './neighbours.ts';

/** Windows that are known at once. */
const MOST = 10;

interface Known {
	/** Each document has its own. */
	navigation: unknown;
	end(): void;
}

/**
 * Windows of other tabs that this document can reach, as far as they show themselves: its opener, and those that a
 * message came from, which are its popups or whose popup it is. Their sinks are watched by the tools, which are handed
 * each, and where they go from here.
 */
export class Beyond {
	readonly #known = new Map<Window, Known>();
	readonly #hand: (window: Window) => void;
	readonly #left: (event: Navigate) => void;

	constructor(hand: (window: Window) => void, left: (event: Navigate) => void) {
		this.#hand = hand;
		this.#left = left;
	}

	/** Whoever a message came from, before the page hears of it. */
	meet(source: unknown): void {
		for (const [window, known] of this.#known) this.#renew(window, known);
		// Neither port nor worker has any.
		const other = source as Window | null;
		if (
			!other ||
			!('top' in other) ||
			other.top === window.top ||
			this.#known.has(other) ||
			!isReadable(other)
		)
			return;
		const [oldest] = this.#known.keys();
		if (this.#known.size >= MOST && oldest) this.#forget(oldest);
		const known = { navigation: undefined, end: () => {} };
		this.#known.set(other, known);
		this.#renew(other, known);
		this.#hand(other);
	}

	end(): void {
		for (const one of [...this.#known.keys()]) this.#forget(one);
	}

	/** Shows another document's addresses from now on, where there is one. */
	#renew(other: Window, known: Known): void {
		if (other.closed) {
			this.#forget(other);
			return;
		}
		try {
			const { navigation } = other as { navigation?: unknown };
			if (navigation === known.navigation) return;
			known.end();
			known.navigation = navigation;
			known.end = watchNavigations(this.#left, [other]);
		} catch {
			// Of another origin by now: it may come back.
			known.navigation = undefined;
		}
	}

	#forget(other: Window): void {
		this.#known.get(other)?.end();
		this.#known.delete(other);
	}
}
