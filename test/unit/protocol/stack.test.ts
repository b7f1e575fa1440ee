import { describe, expect, it } from 'vitest';
import { parseStack } from '../../../src/protocol/stack.ts';

describe('parseStack', () => {
	it.each([
		[
			'V8, named',
			'    at onMessage (https://a.example/app.js:10:5)',
			{ functionName: 'onMessage', url: 'https://a.example/app.js', line: 10, column: 5 },
		],
		['V8, unnamed', '    at https://a.example/:2:1', { url: 'https://a.example/', line: 2, column: 1 }],
		[
			'V8, async',
			'    at async load (https://a.example/app.js:1:2)',
			{ functionName: 'async load', url: 'https://a.example/app.js', line: 1, column: 2 },
		],
		[
			'V8, port in the URL',
			'    at f (http://a.test:8080/x.js:3:4)',
			{ functionName: 'f', url: 'http://a.test:8080/x.js', line: 3, column: 4 },
		],
		[
			'Firefox, named',
			'onMessage@https://a.example/app.js:10:5',
			{ functionName: 'onMessage', url: 'https://a.example/app.js', line: 10, column: 5 },
		],
		['Firefox, unnamed', '@https://a.example/:2:17', { url: 'https://a.example/', line: 2, column: 17 }],
	])('reads %s', (_case, line, site) => {
		expect(parseStack(`Error\n${line}`)).toEqual([site]);
	});

	it.each([
		['V8', `at ${' ('.repeat(2_500)}${':1'.repeat(2_400)}x`],
		['V8, places in the name', `at ${' (:1:1'.repeat(1_600)}x`],
		['Firefox', `${'@'.repeat(5_000)}${':1'.repeat(2_400)}x`],
		['Firefox, places in the name', `${'@:1:1'.repeat(2_000)}x`],
	])('is not held up by a name that a page made for that: %s', (_, line) => {
		const before = performance.now();
		for (let at = 0; at < 20; at++) expect(parseStack(`${line}${at}x`)).toEqual([]);
		expect(performance.now() - before).toBeLessThan(100);
	});

	it('reads code that code has made, and names with all that names may have', () => {
		const place = { line: 3, column: 7 };
		expect(parseStack('    at f (eval at g (https://a.test/x.js:1:2), <anonymous>:3:7)')).toEqual([
			{ functionName: 'f', url: 'eval at g (https://a.test/x.js:1:2), <anonymous>', ...place },
		]);
		expect(parseStack('    at f [as m] (https://a.test/a(1).js:3:7)')).toEqual([
			{ functionName: 'f [as m]', url: 'https://a.test/a(1).js', ...place },
		]);
		expect(parseStack('f@https://a.test/x.js line 2 > eval@b:3:7')).toEqual([
			{ functionName: 'f', url: 'https://a.test/x.js line 2 > eval@b', ...place },
		]);
		expect(parseStack('f@https://a.test/x.js:3:7)')).toEqual([]);
		expect(parseStack('at one:3:1234567890\nat two:3')).toEqual([]);
	});

	it('leaves out the hook, natives and lines that are no frame', () => {
		const text = [
			'Error: at first',
			'    at Object.apply (chrome-extension://abcdef/page.js:1:200)',
			'    at Reflect.apply (<anonymous>)',
			'    at run (chrome-extension://abcdef/tools.js:1:2)',
			'hook@<anonymous code>:1:11657',
			'    at g (https://a.example/app.js:1:1)',
		].join('\n');
		expect(parseStack(text).map(({ functionName }) => functionName)).toEqual(['g']);
	});

	it('keeps frames of other extensions, which own the listener then', () => {
		expect(parseStack('    at f (chrome-extension://other/inject.js:1:1)')).toHaveLength(1);
	});

	it('keeps frames of another extension whose script has the same name as the hook', () => {
		const text = [
			'Error',
			'    at Object.apply (chrome-extension://abcdef/page.js:1:200)',
			'    at f (chrome-extension://other/page.js:1:1)',
			'    at g (https://a.example/app.js:1:1)',
		].join('\n');
		expect(parseStack(text).map(({ functionName }) => functionName)).toEqual(['f', 'g']);
		expect(
			parseStack('    at f (https://a.example/app.js:1:1)\n    at g (chrome-extension://x/page.js:1:1)'),
		).toHaveLength(2);
	});

	it.each([
		[
			'V8',
			[
				'Error',
				'    at get apply (chrome-extension://abcdef/page.js:1:200)',
				'    at tell (https://a.example/app.js:2:1)',
				'    at heard (https://a.example/app.js:1:1)',
				'    at Object.run (chrome-extension://abcdef/page.js:1:900)',
				'    at outer (https://a.example/app.js:3:1)',
				'    at Object.run (chrome-extension://abcdef/page.js:1:900)',
			],
		],
		[
			'Firefox',
			[
				'get@<anonymous code>:1:200',
				'tell@https://a.example/app.js:2:1',
				'heard@https://a.example/app.js:1:1',
				'run@<anonymous code>:1:900',
				'outer@https://a.example/app.js:3:1',
				'run@<anonymous code>:1:900',
			],
		],
	])('tells which function the hook called as a listener, the innermost: %s', (_, lines) => {
		const sites = parseStack(lines.join('\n'));
		expect(sites.map(({ functionName, listener }) => [functionName, listener])).toEqual([
			['tell', undefined],
			['heard', true],
			['outer', undefined],
		]);
	});

	it.each([
		[
			'left for later',
			['x@<anonymous code>:1:2', 'f@https://a.example/:1:1', 'setTimeout handler*run@<anonymous code>:1:9'],
		],
		[
			'left for later by one that it called',
			[
				'x@<anonymous code>:1:2',
				'f@https://a.example/:1:1',
				'async*g@https://a.example/:1:1',
				'run@<anonymous code>:1:9',
			],
		],
		[
			'awaited',
			[
				'    at x (chrome-extension://a/page.js:1:2)',
				'    at async f (https://a.example/:1:1)',
				'    at run (chrome-extension://a/page.js:1:2)',
			],
		],
		[
			'in the stack of another extension',
			['    at f (https://a.example/:1:1)', '    at run (chrome-extension://a/page.js:1:2)'],
		],
		[
			'of another extension',
			[
				'    at x (chrome-extension://a/page.js:1:2)',
				'    at f (https://a.example/:1:1)',
				'    at g (chrome-extension://b/page.js:1:2)',
			],
		],
	])('takes nothing for a listener that is %s', (_, lines) => {
		expect(parseStack(lines.join('\n')).some(({ listener }) => listener)).toBe(false);
	});

	it('finds nothing in hostile text, and in time', () => {
		expect(parseStack(`at ${'('.repeat(5_000)}`)).toEqual([]);
		expect(parseStack('@'.repeat(5_000))).toEqual([]);
	});
});
