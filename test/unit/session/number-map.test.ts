import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NumberMap } from '../../../src/session/number-map.ts';

it('does as a map does, whatever the numbers', () => {
	const key = fc.oneof(fc.nat(40), fc.nat(40_000), fc.maxSafeNat());
	const step = fc.record({ key, value: fc.nat(), deletes: fc.boolean() });
	fc.assert(
		fc.property(fc.array(step), (steps) => {
			const map = new NumberMap();
			const plain = new Map<number, number>();
			for (const { key: at, value, deletes } of steps) {
				if (deletes) {
					map.delete(at);
					plain.delete(at);
				} else {
					map.set(at, value);
					plain.set(at, value);
				}
			}
			for (const { key: at } of steps) expect(map.get(at)).toBe(plain.get(at));
			map.clear();
			for (const { key: at } of steps) expect(map.get(at)).toBeUndefined();
		}),
	);
});
