import { describe, expect, it } from 'vitest';
import { parseQuery, queryValues } from '../../../src/session/query.ts';
import { completionsOf } from '../../../src/session/query-completion.ts';

describe('completions of a filter', () => {
	it.each([
		['', []],
		['so', ['socket:']],
		['abc -k', ['abc -kind:']],
		['is:un', ['is:undelivered', 'is:untrusted', 'is:unconfirmed', 'is:unheard']],
		['-verdict:weak,s', ['-verdict:weak,source-only', '-verdict:weak,strict']],
		['dir:in', []],
		['from:x', []],
		['toString:', []],
		['"ki', []],
		['type:"event fr', []],
		['-"a \\" ki', []],
		['"a b" ki', ['"a b" kind:']],
	])('%s', (filter, expected) => {
		expect(completionsOf(filter)).toEqual(expected);
	});

	it('offer every value that there is', () => {
		for (const [key, values] of Object.entries(queryValues))
			expect(completionsOf(`${key}:`)).toEqual(values.map((value) => `${key}:${value}`));
	});

	it('offer what was seen of the keys whose values are the page’s', () => {
		const values: Record<string, string[]> = {
			type: ['resize', 'init', 'a b', 'x'.repeat(500), 'Re-init', '/path'],
			from: ['https://pay.test/w', 'https://shop.test/'],
		};
		const of = (filter: string): string[] => completionsOf(filter, (key) => values[key] ?? []);
		expect(of('type:')).toEqual(['type:resize', 'type:init', 'type:"a b"', 'type:Re-init', 'type:"/path"']);
		expect(of('kind:frame -type:init')).toEqual(['kind:frame -type:Re-init']);
		expect(of('type:x,re')).toEqual(['type:x,resize', 'type:x,Re-init']);
		expect(of('type:=a')).toEqual(['type:"=a b"', 'type:=/path']);
		expect(of('from:shop')).toEqual(['from:https://shop.test/']);
		expect(of('socket:')).toEqual([]);
	});

	it('are all filters once a value is there', () => {
		for (const key of ['is:', 'has:', 'dir:', 'kind:', 'verdict:']) {
			const found = completionsOf(key);
			expect(found.length).toBeGreaterThan(1);
			for (const filter of found) expect(parseQuery(filter).ok, filter).toBe(true);
		}
	});
});
