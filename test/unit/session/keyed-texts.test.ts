import fc from 'fast-check';
import { expect, it } from 'vitest';
import { KeyedTexts } from '../../../src/session/keyed-texts.ts';

it('gives each key its own text, made once while nothing changes', () => {
	const asked = fc.record({
		key: fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 3, maxLength: 3 }),
		version: fc.nat(1),
	});
	fc.assert(
		fc.property(fc.array(asked, { maxLength: 60 }), (steps) => {
			const texts = new KeyedTexts();
			let made: string[] = [];
			let last = 0;
			steps.sort((a, b) => a.version - b.version);
			for (const { key, version } of steps) {
				const text = `${version}: ${key.join()}`;
				if (version !== last) made = [];
				last = version;
				const got = texts.get(key, version, () => {
					made.push(text);
					return text;
				});
				expect(got).toBe(text);
				expect(new Set(made).size).toBe(made.length);
			}
		}),
	);
});
