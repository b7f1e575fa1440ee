import { parse } from 'acorn';
import { expect, it } from 'vitest';
import { Explorer } from '../../../src/analyser/interpret/explore.ts';

it('takes each question that is asked at one place for a turn of its own', () => {
	const node = parse('call()', { ecmaVersion: 'latest' });
	const explorer = new Explorer();
	expect(explorer.next()).toEqual([]);
	const taken: boolean[] = [];
	// Whether it is the first function that is called, whether it is the second, and what the third answers.
	for (const part of [1, 2, 0])
		taken.push(explorer.offer(taken, { node, part, ofData: false, signature: 0 }));
	expect(taken).toEqual([false, false, false]);
	expect([explorer.next(), explorer.onlyCombines]).toEqual([[true], false]);
	expect([explorer.next(), explorer.onlyCombines]).toEqual([[false, true], false]);
	expect([explorer.next(), explorer.onlyCombines]).toEqual([[false, false, true], false]);
	expect(explorer.next()).toBeUndefined();
});
