import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseValue } from '../../../src/probe/notation/parse.ts';
import { printValue } from '../../../src/probe/notation/print.ts';
import { renewedOf } from '../../../src/probe/renewed.ts';
import { previewOf } from '../../../src/session/plain.ts';
import { sendable } from './values.ts';

const read = (text: string) => {
	const parsed = parseValue(text);
	if (!parsed.ok) throw new Error(parsed.message);
	return parsed.value;
};
const shown = (text: string): string[] => renewedOf(read(text)).map((value) => previewOf(value));

describe('a message renewed', () => {
	it.each([
		['{ type: "resize", height: 300 }', ['{type: "resize", height: 301}']],
		[
			'{ type: "note", title: "Hi", open: true, n: 5 }',
			[
				'{type: "note", title: "Hi earshot", open: false, n: 6}',
				'{type: "note", title: "Hi earshot", open: true, n: 5}',
				'{type: "note", title: "Hi", open: false, n: 5}',
			],
		],
		['"open"', ['open earshot']],
		['5', ['6']],
		['{ cmd: "x" }', []],
		['{ list: ["a"], when: new Date(5) }', ['{list: ["a earshot"], when: 1970-01-01T00:00:00.006Z}']],
		[`'{"event":"go","html":"<b>x</b>"}'`, ['{"event":"go","html":"<b>x</b> earshot"}']],
		['{ url: "https://a.example/x?y=1" }', ['{url: "https://a.example/x?y=1#earshot"}']],
		['null', []],
	])('%s', (text, expected) => {
		expect(shown(text).slice(0, expected.length)).toEqual(expected);
		expect(shown(text).length).toBeLessThanOrEqual(3);
		if (expected.length === 0) expect(shown(text)).toEqual([]);
	});

	test('is another one each time, and can be written', () => {
		fc.assert(
			fc.property(sendable, (value) => {
				const texts = [value, ...renewedOf(value)].map((one) => JSON.stringify(one));
				expect(new Set(texts).size).toBe(texts.length);
				for (const one of renewedOf(value)) expect(parseValue(printValue(one).text).ok).toBe(true);
			}),
		);
	});
});
