/** Stands for pairs of an object and a text: the same object for the same pair. */
export class Pairs<First extends object> {
	readonly #known = new Map<First, Map<string, object>>();

	/** The object for a pair. */
	of(first: First, second: string): object {
		const own = this.#known.get(first) ?? new Map<string, object>();
		this.#known.set(first, own);
		const pair = own.get(second) ?? {};
		own.set(second, pair);
		return pair;
	}
}
