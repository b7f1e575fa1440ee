import type { Value } from '../value/value.ts';
import type { LiveValues } from './live.ts';

/** Ways to work something out before any message. */
export interface Static {
	statically: (act: () => Value) => Value;
	/** Whether the act came too deep: what it found does not hold elsewhere. */
	isCut: (act: () => void) => boolean;
	/** Whether nothing else is being worked out. */
	isTop: () => boolean;
}

/** What was worked out of variables, expressions and properties, with the live values that each rests on. */
export class KeptValues<Key extends object, Kept extends object = Value> {
	readonly #live: LiveValues;
	readonly #ways: Static;
	readonly #values = new Map<Key, Kept>();
	/** Those worked out too deep within others: once more from the top, when asked for there. */
	readonly #cut = new Set<Key>();
	readonly #used = new Map<Key, ReadonlySet<string>>();

	constructor(live: LiveValues, ways: Static) {
		this.#live = live;
		this.#ways = ways;
	}

	/** What was kept, with the live values it rests on counted as used again. */
	get(key: Key): Kept | undefined {
		const known = this.#values.get(key);
		if (!known || (this.#cut.has(key) && this.#ways.isTop())) return undefined;
		const used = this.#used.get(key);
		if (used) this.#live.use(used);
		return known;
	}

	/** Works a value out and keeps it. */
	keep(key: Key, act: () => Kept): Kept {
		let value!: Kept;
		const isCut = this.#ways.isCut(() => {
			const used = this.#live.usedIn(() => {
				value = act();
			});
			if (used.size > 0) this.#used.set(key, used);
		});
		this.#values.set(key, value);
		if (isCut) this.#cut.add(key);
		else this.#cut.delete(key);
		return value;
	}
}
