/** Numbers that follow from a seed alone (mulberry32), and choices made with them. */
export function random(seed) {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
	const below = (count) => Math.floor(next() * count);
	return {
		below,
		chance: (part) => next() < part,
		one: (...items) => items[below(items.length)],
		/** One of `[weight, item]`. */
		weighed(items) {
			let left = next() * items.reduce((sum, [weight]) => sum + weight, 0);
			for (const [weight, item] of items) if ((left -= weight) < 0) return item;
			return items[0][1];
		},
	};
}
