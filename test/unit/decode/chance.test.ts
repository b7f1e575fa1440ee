import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeOne } from './decode-all.ts';

it('is rarely sure about bytes that mean nothing', () => {
	const noise = fc.sample(fc.uint8Array({ minLength: 12, maxLength: 64 }), { numRuns: 20_000, seed: 7 });
	const sure = noise.filter((data) => decodeOne(data).confidence >= 0.8);
	expect(sure.length).toBeLessThan(20);
});

it('takes no plain words for a protocol', () => {
	const word = fc.string({
		unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDE0123456789 .,:;-/!?äé'),
		minLength: 1,
		maxLength: 40,
	});
	fc.assert(
		fc.property(word, (text) => {
			const { protocol, confidence } = decodeOne(text);
			expect(protocol === 'text' || protocol === 'json' || confidence < 0.8, protocol).toBe(true);
		}),
		{ numRuns: 5000 },
	);
});
