import { beforeAll, describe, expect, it, vi } from 'vitest';
import { standInForHook } from '../../helpers/tools-globals.ts';

let words: (value: unknown) => string;
let textWords: (value: unknown) => string;
let errorWords: (error: unknown) => string;
beforeAll(async () => {
	await standInForHook();
	({ words, textWords, errorWords } = await import('../../../src/tools/words.ts'));
});

class TrustedHTML {
	readonly #text = '<b>let through</b>';
	toString(): string {
		return this.#text;
	}
}

describe('a value in a transcript', () => {
	it.each<[string, unknown, string]>([
		['a text', '<i>x</i>', '<i>x</i>'],
		['null', null, 'null'],
		['a number', -1.5, '-1.5'],
		['a bigint', 5n, '5n'],
		['a symbol', Symbol('x'), 'symbol'],
		['a function', () => 1, '[function]'],
		[
			'an object',
			{ type: 'a"b', n: 1, deep: { list: ['x', null] } },
			'{ type: "a\\"b", n: 1, deep: { list: ["x", null] } }',
		],
		['a list', [1, [2]], '[1, [2]]'],
		[
			'bytes',
			{ bytes: new Uint8Array(3), buffer: new ArrayBuffer(4) },
			'{ bytes: Uint8Array(3), buffer: ArrayBuffer(4) }',
		],
		['a map', new Map<unknown, unknown>([['k', { v: 1 }]]), 'Map {"k" => { v: 1 }}'],
		['what has no data of its own', new Date(0), '[object]'],
		['what is too deep', [[[[[[[[[1]]]]]]]]], '[[[[[[[[…]]]]]]]]'],
		['an address', new URL('https://shop.example/?q=1'), 'https://shop.example/?q=1'],
		['a request', new Request('https://shop.example/'), 'https://shop.example/'],
		['fields of an address', new URLSearchParams({ a: 'b c' }), 'a=b+c'],
		['a text as an object', Object('<i>x</i>'), '<i>x</i>'],
	])('%s', (_, value, expected) => {
		expect(words(value)).toBe(expected);
	});

	it('has what a policy of the page let through as the text that a sink takes', () => {
		vi.stubGlobal('TrustedHTML', TrustedHTML);
		expect(words(new TrustedHTML())).toBe('<b>let through</b>');
	});

	it('is not looked at where a sink asks it for its text', () => {
		const asked: unknown[] = [];
		const handler = new Proxy({}, { get: (_, trap) => asked.push(trap) && undefined });
		expect(textWords(new Proxy({ html: '<i>x</i>' }, handler))).toBe('[object]');
		expect(textWords({ toString: () => asked.push('toString') })).toBe('[object]');
		expect(textWords(new URL('https://shop.example/'))).toBe('https://shop.example/');
		expect(textWords(undefined)).toBe('undefined');
		// Node's own interfaces ask for the prototype.
		expect(asked.filter((trap) => trap !== 'getPrototypeOf')).toEqual([]);
	});

	it('asks no getter, and goes on without end in nothing', () => {
		const asked: string[] = [];
		const loop: Record<string, unknown> = { a: 1 };
		loop['self'] = loop;
		Object.defineProperty(loop, 'asked', { enumerable: true, get: () => asked.push('asked') });
		loop['toString'] = loop['toJSON'] = () => asked.push('asked');
		expect(words(loop)).toMatch(/^\{ a: 1, self: \{ a: 1, self: .*…/);
		const wide = Array.from({ length: 60 }, () => Array.from({ length: 60 }, () => Array(60).fill({})));
		expect(words(wide).length).toBeLessThan(10_001);
		expect(words('x'.repeat(20_000))).toHaveLength(10_000);
		expect(asked).toEqual([]);
	});

	it('takes no longer of a list of millions', () => {
		const long = Array.from({ length: 5_000_000 }, () => 1);
		const before = performance.now();
		expect(words(long)).toBe(`[${'1, '.repeat(50)}…]`);
		expect(performance.now() - before).toBeLessThan(50);
		expect(words(Object.assign([], { 3: 'x', length: 4_000_000_000 }))).toBe('["x"]');
	});

	it('is an error’s own message', () => {
		expect(errorWords(new TypeError('no'))).toBe('no');
		expect(errorWords('thrown text')).toBe('thrown text');
		expect(errorWords({})).toBe('An object without a message of its own.');
	});
});
