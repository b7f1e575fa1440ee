import { describe, expect, it } from 'vitest';
import { analyseFile } from '../../../src/analyser/analyse.ts';

const HELPER =
	'const named = (fn, value) => Object.defineProperty(fn, "name", { value, configurable: true });';

/** The verdict on a listener that gives the event to a callback, which a call of the function around it gives. */
const verdictWith = (callback: string, helper = HELPER) =>
	analyseFile(`${helper}
export const listen = named((callback) => {
	addEventListener('message', named((event) => { callback(event); }, 'heard'));
}, 'listen');
listen(${callback});`).map(({ verdict }) => verdict);

describe('a function of which a helper keeps the name is called by that of its variable', () => {
	it.each([
		['none', '(event) => { document.body.innerHTML = event.data; }'],
		[
			'strict',
			`(event) => { if (event.origin === 'https://a.example') document.body.innerHTML = event.data; }`,
		],
	])('%s', (verdict, callback) => {
		expect(verdictWith(callback)).toEqual([verdict]);
	});

	it('but not where the helper may give something else', () => {
		const other = 'const named = (fn, name) => registry.wrap(fn, name);';
		expect(verdictWith('(event) => { document.body.innerHTML = event.data; }', other)).toEqual(['unknown']);
	});
});
