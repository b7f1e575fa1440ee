import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { SHORTEST_CARRIED } from '../../../../src/protocol/act.ts';
import { CarriedTexts } from '../../../../src/relay/acts/carried-texts.ts';

const MARKUP = '<b>from afar</b>';

describe('texts that messages carried', () => {
	it.each<[string, unknown]>([
		['itself', MARKUP],
		['at a depth', { a: [{ b: MARKUP }] }],
		['in a Map', new Map([['k', MARKUP]])],
		['in a Set', new Set([MARKUP])],
		['in JSON', JSON.stringify({ html: MARKUP })],
		['in an error', new Error(MARKUP)],
		['in JSON within JSON', JSON.stringify({ inner: JSON.stringify([MARKUP]) })],
	])('are found again: %s', (_, data) => {
		const texts = new CarriedTexts();
		texts.add(data, 7);
		expect(texts.find(`<p>${MARKUP}</p>`)).toMatchObject({ n: 7, text: MARKUP });
	});

	it.each<[string, unknown, string]>([
		['too short', { type: 'x'.repeat(SHORTEST_CARRIED - 1) }, 'x'.repeat(50)],
		['another', MARKUP, '<b>from here</b> and more'],
		['a key', { [MARKUP]: 1 }, MARKUP],
		['no text', { n: 1234567890123 }, '1234567890123'],
	])('are not: %s', (_, data, value) => {
		const texts = new CarriedTexts();
		texts.add(data, 1);
		expect(texts.find(value)).toBeUndefined();
	});

	it.each<[string, string, string]>([
		['within JSON', '<i title="x">\n</i>', JSON.stringify({ html: '<p><i title="x">\n</i></p>' })],
		['escaped in an address', '<b>from afar</b>', `/?q=${encodeURIComponent(MARKUP)}`],
		['beside an escape that is none', '<b>from afar</b>', `/?p=100%&q=${encodeURIComponent(MARKUP)}`],
		['in a form', 'words from afar', `${new URLSearchParams({ q: 'some words from afar' })}`],
	])('are found as they stand: %s', (_, text, value) => {
		const texts = new CarriedTexts();
		texts.add({ text }, 3);
		expect(texts.find(value)).toMatchObject({ n: 3, text });
	});

	it('are not those that the page has of itself, in its address', () => {
		const texts = new CarriedTexts('https://shop.example/some/page');
		texts.add({ origin: 'https://shop.example', url: 'https://shop.example/some/page', text: MARKUP }, 1);
		expect(texts.find('https://shop.example/some/page/api')).toBeUndefined();
		expect(texts.find(MARKUP)?.n).toBe(1);
	});

	it('names the latest message that had it, and forgets the oldest', () => {
		const texts = new CarriedTexts();
		texts.add(MARKUP, 1);
		texts.add(MARKUP, 2);
		expect(texts.find(MARKUP)?.n).toBe(2);
		for (let n = 3; n < 400; n++) texts.add(`text number ${n} of many`, n);
		expect(texts.find(MARKUP)).toBeUndefined();
	});

	it('ends for data that contains itself', () => {
		const data: Record<string, unknown> = { text: MARKUP };
		data['self'] = data;
		const texts = new CarriedTexts();
		texts.add(data, 1);
		expect(texts.find(MARKUP)?.n).toBe(1);
	});

	it('looks at no more of a message than a page can bear', () => {
		let shared: unknown[] = [];
		for (let depth = 0; depth < 8; depth++) shared = Array.from({ length: 100 }, () => shared);
		const texts = new CarriedTexts();
		texts.add([MARKUP, shared, new Uint8Array(50_000_000), Array.from({ length: 1_000_000 })], 1);
		expect(texts.find(MARKUP)?.n).toBe(1);
	}, 1_000);

	it('looks into what a message has twice once', () => {
		const values = vi.spyOn(Object, 'values');
		const shared = { text: MARKUP };
		new CarriedTexts().add([shared, shared], 1);
		expect(values).toHaveBeenCalledTimes(1);
		values.mockRestore();
	});

	it('finds whatever text of a message stands anywhere in a value', () => {
		fc.assert(
			fc.property(
				fc.string({ minLength: SHORTEST_CARRIED, maxLength: 200 }),
				fc.string(),
				fc.string(),
				(text, before, after) => {
					const texts = new CarriedTexts();
					texts.add([{ text }], 1);
					expect(texts.find(before + text + after)?.n).toBe(1);
				},
			),
		);
	});
});
