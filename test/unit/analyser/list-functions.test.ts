import { describe, expect, it } from 'vitest';
import { analyseFile } from '../../../src/analyser/analyse.ts';

const IMPORTS = `import _ from 'lists'; import { some, includes, endsWith } from 'lists';`;

/** The verdict on a handler that uses the data of those whom a test lets in. */
const verdictOn = (test: string) =>
	analyseFile(
		`${IMPORTS} addEventListener('message', (e) => { ${test} document.body.innerHTML = e.data; });`,
	).map(({ verdict }) => verdict);

describe('functions of libraries on lists and texts do as the methods do', () => {
	it.each([
		['some', `if (!_.some(['https://a.example'], (one) => one === e.origin)) return;`],
		[
			'any, of patterns',
			String.raw`if (!_.any([/^https:\/\/a\.example$/], (one) => one.test(e.origin))) return;`,
		],
		['every', `if (_.every(['https://a.example'], (one) => one !== e.origin)) return;`],
		['find', `if (!_.find([{ at: 'https://a.example' }], ({ at }) => at === e.origin)) return;`],
		['filter', `if (_.filter(['https://a.example'], (one) => one === e.origin).length === 0) return;`],
		['grep', `if ($.grep(['https://a.example'], (one) => one === e.origin).length === 0) return;`],
		['inArray', `if ($.inArray(e.origin, ['https://a.example']) === -1) return;`],
		['contains', `if (!_.contains(['https://a.example'], e.origin)) return;`],
		[
			'one that is imported by its name',
			`if (!some(['https://a.example'], (one) => one === e.origin)) return;`,
		],
		['includes by its name', `if (!includes(['https://a.example'], e.origin)) return;`],
		[
			'each',
			`let ok = false; _.each(['https://a.example'], (one) => { if (one === e.origin) ok = true; }); if (!ok) return;`,
		],
		[
			'each that counts',
			`let ok = false; $.each(['https://a.example'], (at, one) => { if (one === e.origin) ok = true; }); if (!ok) return;`,
		],
	])('%s', (_name, test) => {
		expect(verdictOn(test)).toEqual(['strict']);
	});

	it.each([
		[
			'any, of patterns',
			String.raw`if (!_.any([/^https:\/\/a\.example/], (one) => one.test(e.origin))) return;`,
		],
		[
			'some that is the other way round',
			`if (_.some(['https://a.example'], (one) => one === e.origin)) return;`,
		],
		['every of none', `if (!_.every([], (one) => one === e.origin)) return;`],
		['a text in a list’s place', `if (!_.includes('https://a.example', e.origin)) return;`],
		['the origin in a list’s place', `if (!_.includes(e.origin, 'a.example')) return;`],
		['by its name', `if (!includes(e.origin, 'a.example')) return;`],
		['an end', `if (!endsWith(e.origin, 'a.example')) return;`],
		['a beginning', `if (!_.startsWith(e.origin, 'https://a.example')) return;`],
		[
			'inArray that is not compared',
			`if (!$.inArray(e.origin, ['https://a.example', 'https://b.example'])) return;`,
		],
	])('%s, wrong', (_name, test) => {
		expect(verdictOn(test)[0]).toMatch(/weak|none/);
	});
});
