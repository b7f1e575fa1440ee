/** The list in an order that the seed decides: the same seed, the same order (mulberry32, Fisher and Yates). */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
	const made = [...list];
	let state = seed >>> 0;
	for (let last = made.length - 1; last > 0; last--) {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		const pick = ((mixed ^ (mixed >>> 14)) >>> 0) % (last + 1);
		[made[last], made[pick]] = [made[pick] as T, made[last] as T];
	}
	return made;
}
