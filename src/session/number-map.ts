/** Numbers of one map: a larger one takes too long when it has to grow. */
const BITS = 14;

/** A map of whole numbers to numbers that holds nobody up while it grows to a million. */
export class NumberMap {
	readonly #maps = new Map<number, Map<number, number>>();

	get(key: number): number | undefined {
		return this.#maps.get(part(key))?.get(key);
	}

	set(key: number, value: number): void {
		const known = this.#maps.get(part(key));
		if (known) known.set(key, value);
		else this.#maps.set(part(key), new Map([[key, value]]));
	}

	delete(key: number): void {
		const map = this.#maps.get(part(key));
		map?.delete(key);
		if (map?.size === 0) this.#maps.delete(part(key));
	}

	clear(): void {
		this.#maps.clear();
	}
}

/** Keys may be larger than what shifts can take. */
const part = (key: number): number => Math.floor(key / (1 << BITS));
