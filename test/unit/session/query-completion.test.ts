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
	])('%s', (filter, expected) => {
		expect(completionsOf(filter)).toEqual(expected);
	});

	it('offer every value that there is', () => {
		for (const [key, values] of Object.entries(queryValues))
			expect(completionsOf(`${key}:`)).toEqual(values.map((value) => `${key}:${value}`));
	});

	it('are all filters once a value is there', () => {
		for (const key of ['is:', 'has:', 'dir:', 'kind:', 'verdict:']) {
			const found = completionsOf(key);
			expect(found.length).toBeGreaterThan(1);
			for (const filter of found) expect(parseQuery(filter).ok, filter).toBe(true);
		}
	});
});
