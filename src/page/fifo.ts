import { list, setPrototypeOf } from './natives.ts';

/** Taken items stay as empty places until there are so many. */
const EMPTY_PLACES = 1_000;

/** A queue: in at the end, out at the front. */
export class Fifo<T> {
	#items: (T | undefined)[] = list();
	#first = 0;

	get length(): number {
		return this.#items.length - this.#first;
	}

	push(item: T): void {
		this.#items[this.#items.length] = item;
	}

	/** Takes out the oldest; there must be one. */
	shift(): T {
		const items = this.#items;
		const item = items[this.#first] as T;
		items[this.#first++] = undefined;
		if (this.#first >= EMPTY_PLACES || this.length === 0) {
			this.#items = list();
			for (let i = this.#first; i < items.length; i++) this.#items[i - this.#first] = items[i];
			this.#first = 0;
		}
		return item;
	}
}
setPrototypeOf(Fifo.prototype, null);
