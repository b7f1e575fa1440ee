import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visible, visibleLine } from '../../../src/session/visible.ts';

describe('a text of the page', () => {
	it.each([
		['plain {"type":"go"}', 'plain {"type":"go"}'],
		['invoice\u202egnp.exe', 'invoice\\u202egnp.exe'],
		['zero\u200bwidth\u0000\u0007', 'zero\\u200bwidth\\u0000\\u0007'],
		['smuggled\u{e0041}', 'smuggled\\u{e0041}'],
		['two\nlines\tand a tab', 'two\nlines\tand a tab'],
		[
			'\u{1f468}\u200d\u{1f469}\u200d\u{1f467} and \u2764\ufe0f',
			'\u{1f468}\u200d\u{1f469}\u200d\u{1f467} and \u2764\ufe0f',
		],
		['\u05e9\u05dc\u05d5\u05dd', '\u05e9\u05dc\u05d5\u05dd'],
	])('%j is shown as %j', (text, shown) => {
		expect(visible(text)).toBe(shown);
	});

	it('turns nothing round, whatever is in it', () => {
		const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
		const turning = fc.constantFrom('\u202a', '\u202e', '\u2066', '\u2069', '\u200e', '\u200f', '\u061c');
		fc.assert(
			fc.property(fc.array(fc.oneof(unit, turning)), (letters) => {
				expect(visible(letters.join(''))).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/);
			}),
		);
	});

	it('keeps its right to left words apart from what is around them', () => {
		const word = '"\u0645\u0631\u062d\u0628\u0627"';
		expect(visibleLine(`{type: ${word}, to: "you", text: ${word}}`)).toBe(
			`{type: \u2066${word}\u2069, to: "you", text: \u2066${word}\u2069}`,
		);
	});
});
