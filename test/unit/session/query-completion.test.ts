import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/session/query.ts';
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

	it('are all filters once a value is there', () => {
		for (const key of ['is:', 'has:', 'dir:', 'kind:', 'verdict:']) {
			const found = completionsOf(key);
			expect(found.length).toBeGreaterThan(1);
			for (const filter of found) expect(parseQuery(filter).ok, filter).toBe(true);
		}
	});
});
