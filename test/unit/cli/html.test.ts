import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inPage, scriptsOf } from '../../../src/cli/check-html.ts';

const always = () => true;

describe('scripts of a page', () => {
	it('keep their lines and columns', () => {
		const piece = fc.constantFrom(
			'<p>text</p>',
			'\n',
			'\r\n',
			'<script>a = 1\nb</script>',
			'<script type="module">c()</script>',
			'<script src="x.js">ignored</script>',
			'<script type="text/template"><b></script>',
			'<!-- <script>comment</script> -->',
			'<template><script>t()</script></template>',
			'<script>unclosed',
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
				const html = pieces.join('');
				for (const { text, ranges } of scriptsOf(html, always)) {
					expect(text).toHaveLength(html.length);
					expect(text.split('\n').map((line) => line.length)).toEqual(
						html.split('\n').map((line) => line.length),
					);
					for (const [start, end] of ranges) expect(text.slice(start, end)).toBe(html.slice(start, end));
					expect(text.replaceAll(/[\s;]/g, '')).toBe(
						ranges
							.map(([start, end]) => html.slice(start, end))
							.join('')
							.replaceAll(/[\s;]/g, ''),
					);
				}
			}),
		);
	});

	it('share a text when classic and correct, and stand apart otherwise', () => {
		const html =
			'<script>one()</script><script>bad(</script><script type=module>two()</script><script>three()</script>';
		const texts = scriptsOf(html, (script) => !script.includes('bad')).map(({ text }) =>
			text.replaceAll(/ +/g, ''),
		);
		expect(texts).toEqual(['one();three();', 'bad(;', 'two();']);
	});

	it('include the body attribute, its character references resolved and its columns mapped back', () => {
		const html = '<!doctype html>\n<body onmessage="use(&quot;a&quot;, event.data)">';
		const [script] = scriptsOf(html, always);
		if (script === undefined) throw new Error('no script');
		expect(script.text.trim()).toBe('onmessage=function(event){use("a", event.data)};');
		const column = script.text.split('\n')[1]?.indexOf('event.data') ?? -1;
		expect(inPage(script, { line: 2, column }).column).toBe(html.split('\n')[1]?.indexOf('event.data'));
		expect(inPage(script, { line: 1, column: 3 })).toEqual({ line: 1, column: 3 });
	});
});
