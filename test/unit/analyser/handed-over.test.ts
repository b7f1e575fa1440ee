import { describe, expect, it } from 'vitest';
import { analyseFile } from '../../../src/analyser/analyse.ts';

describe('what is given to a method beside its this is not the listener', () => {
	it('is not judged in its place', () => {
		const text = `class Child extends Base {
	constructor() { super(); window.addEventListener('message', this.heard.bind(this, this.isOwn)); }
	isOwn(e) { return e.origin === this.own; }
}`;
		expect(analyseFile(text).map((one) => [one.verdict, one.reasons[0]?.code])).toEqual([
			['unknown', 'listener-elsewhere'],
		]);
	});

	it('comes before the event of a method that is there', () => {
		const text = `class Child {
	constructor() { window.addEventListener('message', this.heard.bind(this, this.isOwn)); }
	isOwn(e) { return e.origin === 'https://a.partner.test'; }
	heard(isOwn, e) { if (!isOwn(e)) return; document.body.innerHTML = e.data; }
}`;
		expect(analyseFile(text).map((one) => one.verdict)).toEqual(['strict']);
	});
});

describe('a name that settles a promise of its own', () => {
	it.each([
		[
			'is not the function of that name around it',
			"const { promise, resolve } = Promise.withResolvers(); addEventListener('message', resolve); return (await promise).data;",
			['unknown'],
		],
		[
			'is another where it is not made so',
			"const { resolve } = table; addEventListener('message', resolve);",
			['none'],
		],
	])('%s', (_, body, verdicts) => {
		const text = `const resolve = (id) => { document.body.innerHTML = id.data; };
const table = { resolve };
async function once() { ${body} }`;
		expect(analyseFile(text).map((one) => one.verdict)).toEqual(verdicts);
	});
});
