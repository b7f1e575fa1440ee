import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../../src/protocol/value.ts';
import { fromJson } from '../../../src/session/json-value.ts';
import { differencesOf } from '../../../src/session/value-diff.ts';
import { entriesOf, findInValue } from '../../../src/session/value-path.ts';

const value = (json: unknown): Value => fromJson(json, { id: 0 });
const told = (before: unknown, after: unknown): [string, string][] =>
	differencesOf(value(before), value(after)).list.map((difference) => [
		difference.path,
		`${difference.before ? '-' : ''}${difference.after ? '+' : ''}`,
	]);

describe('the difference of two values', () => {
	it.each([
		[{ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 }, []],
		[{ a: 1 }, { a: '1' }, [['$.a', '-+']]],
		[
			{ a: 1 },
			{ 'b c': 1 },
			[
				['$.a', '-'],
				["$['b c']", '+'],
			],
		],
		[
			{ a: [1, 2, 3] },
			{ a: [1, 5] },
			[
				['$.a[2]', '-'],
				['$.a[1]', '-+'],
			],
		],
		[{ a: {} }, { a: [] }, [['$.a', '-+']]],
		['x', 'x', []],
	])('%j → %j', (before, after, expected) => {
		expect(told(before, after)).toEqual(expected);
	});

	it('is nothing for the same, and something for what JSON tells apart', () => {
		fc.assert(
			fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 4 }), (a, b) => {
				expect(told(a, a)).toEqual([]);
				const sorted = (json: unknown): string =>
					JSON.stringify(json, (_, v: unknown) =>
						v && typeof v === 'object' && !Array.isArray(v)
							? ['object', Object.entries(v).sort(([x], [y]) => (x < y ? -1 : 1))]
							: v,
					);
				expect(told(a, b).length === 0).toBe(sorted(a) === sorted(b));
			}),
		);
	});

	it('ends in bounds, and says so', () => {
		const many = (n: number): Value => value(Array.from({ length: 2_000 }, (_, i) => i + n));
		const found = differencesOf(many(0), many(1));
		expect([found.list.length, found.isCut]).toEqual([500, true]);
	});

	it('tells members of maps apart whose keys look alike', () => {
		const text = (v: string): Value => ({ t: 'string', v });
		const long = 'k'.repeat(100);
		const map = (last: string): Value => ({
			t: 'map',
			id: 1,
			e: [
				[{ t: 'number', v: 1 }, text('number')],
				[text('1'), text('text')],
				[text(`${long}1`), text('one')],
				[text(`${long}2`), text(last)],
			],
			n: 4,
		});
		expect(differencesOf(map('two'), map('two')).list).toEqual([]);
		expect(differencesOf(map('two'), map('2')).list).toMatchObject([
			{ before: text('two'), after: text('2') },
		]);
	});

	it('tells errors apart by what they say, and lists by their lengths', () => {
		const error = (v: string): Value => ({ t: 'error', id: 1, c: 'Error', v, s: '@a.js:1:1' });
		expect(differencesOf(error('a'), error('b')).list).toHaveLength(1);
		expect(differencesOf(error('a'), error('a')).list).toEqual([]);
		const holes = (n: number): Value => ({ t: 'array', id: 1, e: [], n });
		expect(differencesOf(holes(2), holes(3)).list).toHaveLength(1);
		expect(differencesOf(holes(2), holes(2)).list).toEqual([]);
	});

	it('tells bytes apart', () => {
		const bytes = (b: string): Value => ({ t: 'buffer', id: 1, c: 'ArrayBuffer', b, n: 3 });
		expect(differencesOf(bytes('AQID'), bytes('AQIE')).list).toHaveLength(1);
		expect(differencesOf(bytes('AQID'), bytes('AQID')).list).toEqual([]);
	});
});

describe('the search in a value', () => {
	const data = value({ user: { name: 'Ada', 'last name': 'Lovelace' }, list: [{ id: 7 }, 'ada too'] });

	it('finds names and texts at any depth, in the order of the tree', () => {
		expect(findInValue(data, 'ADA')).toEqual({ paths: ['$.user.name', '$.list[1]'], isCut: false });
		expect(findInValue(data, 'name').paths).toEqual(['$.user.name', "$.user['last name']"]);
		expect(findInValue(data, '7').paths).toEqual(['$.list[0].id']);
	});

	it('gives paths that lead there', () => {
		for (const path of findInValue(data, 'a').paths) {
			const walk = (from: Value, at: string): Value | undefined => {
				if (at === path) return from;
				for (const entry of entriesOf(from, at) ?? []) {
					const there = path.startsWith(entry.path) ? walk(entry.value, entry.path) : undefined;
					if (there) return there;
				}
				return undefined;
			};
			expect(walk(data, '$'), path).toBeDefined();
		}
	});

	it('ends in bounds, and says so', () => {
		expect(findInValue(value(Array.from({ length: 50 }, () => 'x')), 'x', 10)).toMatchObject({
			paths: { length: 10 },
			isCut: true,
		});
		expect(findInValue(value(Array.from({ length: 50 }, () => 'x')), 'y', 10, 20).isCut).toBe(true);
	});
});
