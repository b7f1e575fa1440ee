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

	it('are found however deep they are, in the order of the page', () => {
		const html = `<script type=module>a()</script>${'<b><template>'.repeat(20_000)}<script type=module>b()</script>`;
		expect(scriptsOf(html, always).map(({ text }) => text.trim())).toEqual(['a();', 'b();']);
	});

	it('are those that browsers run, by their type or their old language', () => {
		const ran = [
			'type="application/x-javascript"',
			'type="text/javascript1.5"',
			'type=" Text/JScript "',
			'type=""',
			'language="JavaScript1.2"',
			'type="module" language="vbscript"',
			'language=""',
		];
		const others = [
			'type="text/x-template"',
			'type="application/json"',
			'type="importmap"',
			'language="VBScript"',
		];
		const page = (attributes: string[]) =>
			attributes.map((each) => `<script ${each}>a()</script>`).join('\n');
		const count = (attributes: string[]) =>
			scriptsOf(page(attributes), always).flatMap(({ ranges }) => ranges).length;
		expect([count(ran), count(others)]).toEqual([ran.length, 0]);
	});

	it.each(['<textarea v-model="said" />', '<title/>', '<iframe\n:src="url"/>', '<Textarea />'])(
		'of a component are found below %s, which no page could close so',
		(element) => {
			const component = `<template>${element}</template>\n<script>a()</script>`;
			expect(scriptsOf(component, always, true).map(({ text }) => text.trim())).toEqual(['a();']);
			expect(scriptsOf(component, always)).toEqual([]);
		},
	);

	it('behind the body attribute have their places mapped back, ends too', () => {
		const html =
			'<body onmessage="use(\n&quot;&#10;a&quot;, event)"><script>function use(e){ eval(e) }</script>';
		const script = scriptsOf(html, always).at(-1);
		if (script === undefined) throw new Error('no script');
		for (const part of ['use(', 'event)', 'function use(e)', 'eval(e)']) {
			const place = (text: string) => {
				const lines = text.slice(0, text.lastIndexOf(part)).split('\n');
				const [line, column] = [lines.length, lines.at(-1)?.length ?? 0];
				return { line, column, endLine: line, endColumn: column + part.length, text: part };
			};
			expect(inPage(script, place(script.text))).toEqual(place(html));
		}
	});
});
