import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { earshot } from './program.ts';

const FIXTURES = 'test/fixtures/listeners';
const NONE = `${FIXTURES}/A1-no-check/bad.js`;
const WEAK = `${FIXTURES}/B1-index-of/bad.js`;
const SOURCE = `${FIXTURES}/D9-source-is-parent/bad.js`;
const STRICT = `${FIXTURES}/B1-index-of/good.js`;

let folder = '';
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'earshot-check-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
	const file = join(folder, name);
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, text);
	return file;
}

interface Entry {
	file: string;
	line: number;
	column: number;
	verdict: string;
	witness: string | null;
	reasons: unknown[];
	sinks: unknown[];
}

async function judged(...args: string[]): Promise<Entry[]> {
	const { stdout } = await earshot(['check', '--format', 'json', ...args]);
	return JSON.parse(stdout);
}

describe('earshot check', () => {
	it('prints JSON with the listener function start, lines from 1 and columns from 0', async () => {
		const [only, ...more] = await judged(WEAK);
		expect(more).toEqual([]);
		expect(only).toMatchObject({
			file: WEAK,
			line: 1,
			column: 35,
			registration: 'addEventListener',
			verdict: 'weak',
		});
		expect(Object.keys(only ?? {})).toEqual(
			expect.arrayContaining(['confidence', 'severity', 'reasons', 'witness', 'predicate', 'sinks']),
		);
		expect(only?.witness).toMatch(/shop\.example/);
		expect(only?.reasons).toContainEqual({
			code: expect.stringMatching(/^[a-z][a-z0-9-]*$/),
			message: expect.any(String),
			line: expect.any(Number),
			column: expect.any(Number),
		});
		// The check once: what it compares is no check of its own.
		expect(only?.reasons).toHaveLength(2);
		expect(only?.sinks).toContainEqual({ kind: 'html', line: 3, column: expect.any(Number) });
	});

	it('prints text with a code frame, a caret, the witness and no colours into a pipe', async () => {
		const { stdout, status } = await earshot(['check', WEAK]);
		expect(status).toBe(1);
		expect(stdout).toContain(`${WEAK}:1:36 weak`);
		expect(stdout).toMatch(/^ {2}\d+ \| .*indexOf/m);
		expect(stdout).toMatch(/^ {4}\| +\^+$/m);
		expect(stdout).toMatch(/gets through: +"https?:\/\/.*shop\.example.*"/);
		expect(stdout).toMatch(/fix: /);
		expect(stdout).toMatch(/\n1 listener in 1 file: 1 weak\n$/);
		expect(stdout).not.toContain('\x1b');
	});

	it('writes out what would steer the terminal', async () => {
		const { stdout } = await earshot(['check', '-'], "onmessage = (e) => eval(e.data['\x1b[2J\u202e']);");
		expect(stdout).toContain("eval(e.data['\\u001b[2J\\u202e'])");
		expect(stdout).not.toContain('\x1b');
		expect(stdout).not.toContain('\u202e');
	});

	it.each([
		[NONE, 'none', 1],
		[NONE, 'weak', 1],
		[NONE, 'never', 0],
		[WEAK, 'none', 0],
		[WEAK, 'weak', 1],
		[WEAK, 'source-only', 1],
		[SOURCE, 'weak', 0],
		[SOURCE, 'source-only', 1],
		[SOURCE, 'unknown', 1],
		[STRICT, 'unknown', 0],
		[STRICT, 'low', 0],
		[NONE, 'high', 1],
		[NONE, 'info', 1],
	])('%s with --fail-on %s exits with %i', async (file, level, status) => {
		expect((await earshot(['check', '--fail-on', level, file])).status).toBe(status);
	});

	it('fails on weak when no level is named', async () => {
		expect((await earshot(['check', WEAK])).status).toBe(1);
		expect((await earshot(['check', SOURCE])).status).toBe(0);
	});

	it.each([
		['no file', []],
		['an unknown level', ['--fail-on', 'awful', WEAK]],
		['an unknown format', ['--format', 'xml', WEAK]],
		['an unknown option', ['--frobnicate', WEAK]],
		['a place without a column', ['--at', '12', WEAK]],
		['a place in two files', ['--at', '1:35', WEAK, NONE]],
		['a place without a listener', ['--at', '900:0', WEAK]],
		['a pattern without a match', [`${FIXTURES}/*.nothing`]],
	])('exits with 2 and says why on %s', async (_, args) => {
		const { status, stderr } = await earshot(['check', ...args]);
		expect(status).toBe(2);
		expect(stderr).not.toBe('');
	});

	it('judges the other files when one cannot be read, and still exits with 2', async () => {
		const { status, stdout, stderr } = await earshot([
			'check',
			'--format',
			'json',
			join(folder, 'gone.js'),
			WEAK,
		]);
		expect(status).toBe(2);
		expect(stderr).toContain('gone.js: no such file');
		expect(JSON.parse(stdout)).toHaveLength(1);
	});

	it('says so when a script cannot be parsed', async () => {
		const { status, stderr } = await earshot(['check', write('broken.js', 'let = = ;\n')]);
		expect(status).toBe(2);
		expect(stderr).toMatch(/broken\.js: cannot be parsed: .*\(1:/);
	});

	it.each([
		['types.ts', 'interface A {\n  a: = }\n', /types\.ts: cannot be parsed: .*\(2:5\)/],
		['view.vue', '<script lang="ts">\nlet a: = 1;\n</script>', /view\.vue: cannot be parsed: .*\(2:7\)/],
		['wide.ts', 'const 名 = "中文"; let a: = 1;', /wide\.ts: cannot be parsed: .*\(1:23\)/],
		['picture.js', '\0\x01\x02{', /picture\.js: is not a text file/],
	])('says what %s is instead of a script', async (name, text, message) => {
		const { status, stderr } = await earshot(['check', write(name, text)]);
		expect(status).toBe(2);
		expect(stderr).toMatch(message);
	});

	it.each([
		[
			'page.ts',
			[
				'interface Said { html: string }',
				'export class Page {',
				'  constructor(private readonly root: HTMLElement) {',
				"    addEventListener('message', (event: MessageEvent<Said>): void => {",
				'      this.root.innerHTML = (event.data as Said).html;',
				'    });',
				'  }',
				'}',
			],
			{ line: 4, column: 32, verdict: 'none', sinks: [{ kind: 'html', line: 5, column: 6 }] },
		],
		[
			'Frame.tsx',
			[
				'export const Frame = ({ url }: { url: string }) => (',
				'  <iframe src={url} onLoad={() => {',
				"    window.onmessage = ({ origin, data }) => { if (origin.endsWith('shop.example')) eval(data!); };",
				'  }} />',
				');',
			],
			{ line: 3, column: 23, verdict: 'weak', sinks: [{ kind: 'eval', line: 3, column: 84 }] },
		],
		[
			'JsxInside.js',
			['const root = <b>hi</b>;', 'onmessage = (event) => eval(event.data);'],
			{ line: 2, column: 12, verdict: 'none' },
		],
		[
			'hosted.ts',
			[
				'enum Kind { A }',
				'@Component({ selector: "x" })',
				'export class Hosted {',
				"  @HostListener('window:message', ['$event'])",
				"  heard(event: MessageEvent) { if (event.origin === 'https://shop.example') eval(event.data); }",
				'}',
			],
			{ line: 5, column: 2, verdict: 'strict' },
		],
		[
			'Chat.vue',
			[
				'<template><p>{{ said }}</p></template>',
				'<script setup lang="ts">',
				'const said = ref<string>();',
				"window.addEventListener('message', (event: MessageEvent) => { said.value = event.data; });",
				'</script>',
			],
			{ line: 4, column: 35, verdict: 'none' },
		],
	])('judges %s by what its author wrote', async (name, lines, expected) => {
		const file = write(name, lines.join('\n'));
		expect(await judged(file)).toMatchObject([expected]);
		expect(await judged('--at', `${expected.line}:${expected.column}`, file)).toMatchObject([expected]);
		const { stderr, status } = await earshot(['check', '--at', '1:0', file]);
		expect([stderr, status]).toEqual([expect.stringMatching(/no (script|listener .*) at 1:0/), 2]);
	});

	it('judges by the place of a registration what has to be compiled', async () => {
		const file = write(
			'registered.ts',
			[
				'interface Said { run: string }',
				'function heard(event: MessageEvent<Said>) { eval(event.data.run); }',
				"function start() { other(); window.addEventListener('message', heard); }",
				'export function later() {',
				"\twindow.addEventListener('message', heard);",
				'}',
			].join('\n'),
		);
		expect(await judged('--at', '3:28', file)).toMatchObject([{ line: 2, column: 0, verdict: 'none' }]);
		expect(await judged('--at', '5:1', file)).toMatchObject([{ line: 2, column: 0, verdict: 'none' }]);
		const { stderr, status } = await earshot(['check', '--at', '1:0', file]);
		expect([stderr, status]).toEqual([expect.stringMatching(/no listener .* at 1:0/), 2]);
	});

	it('shows code as its author wrote it', async () => {
		const file = write(
			'shown.ts',
			'onmessage = (e: MessageEvent) => eval((e.data as { run: string }).run);\n',
		);
		const { stdout } = await earshot(['check', file]);
		expect(stdout).toContain('eval((e.data as { run: string }).run)');
	});

	it('passes declarations over in folders', async () => {
		write('typed/only.d.ts', 'declare const x: string;\n');
		const file = write('typed/some.mts', 'onmessage = (e: MessageEvent) => eval(e.data);\n');
		expect(await judged(join(folder, 'typed'))).toMatchObject([{ file, verdict: 'none' }]);
	});

	it('judges the one listener at a place', async () => {
		const file = write('two.js', `${readFileSync(STRICT, 'utf8')}${readFileSync(WEAK, 'utf8')}`);
		const line = readFileSync(STRICT, 'utf8').split('\n').length;
		expect((await judged(file)).map((each) => each.verdict)).toEqual(['strict', 'weak']);
		expect(await judged('--at', '1:35', file)).toMatchObject([{ line: 1, column: 35, verdict: 'strict' }]);
		expect(await judged('--at', `${line}:35`, file)).toMatchObject([{ line, column: 35, verdict: 'weak' }]);
	});

	it('reads standard input, and tells a page from a script', async () => {
		const script = await earshot(['check', '-'], readFileSync(WEAK, 'utf8'));
		expect(script.stdout).toContain('<stdin>:1:36 weak');
		const page = await earshot(['check', '-'], `<p>\n<script>${readFileSync(NONE, 'utf8')}</script>`);
		expect(page.stdout).toContain('<stdin>:5:13 none');
	});

	it('walks folders and patterns, packages of others only when they are named', async () => {
		const own = write('site/app.js', readFileSync(WEAK, 'utf8'));
		const page = write('site/sub/page.html', `<script>${readFileSync(NONE, 'utf8')}</script>`);
		const theirs = write('site/node_modules/lib/index.js', readFileSync(WEAK, 'utf8'));
		write('site/notes.txt', readFileSync(WEAK, 'utf8'));
		const site = join(folder, 'site');
		expect((await judged(site)).map((each) => each.file)).toEqual([own, page]);
		expect((await judged(join(site, 'node_modules'))).map((each) => each.file)).toEqual([theirs]);
		expect((await judged(`${site}/*.js`)).map((each) => each.file)).toEqual([own]);
		expect((await judged(own, site)).map((each) => each.file)).toEqual([own, page]);
	});

	it('finds inline scripts and the body attribute of a page at their places', async () => {
		const html = [
			'<!doctype html>',
			'<body onmessage="show(event.data &amp;&amp; event.data.html)">',
			'<script>function show(html) { document.body.innerHTML = html; }',
			"  addEventListener('message', (e) => { document.title = e.data; eval(e.data.code); });</script>",
			'<script type="application/json">addEventListener("message", (e) => eval(e.data))</script>',
			'<script type=module>  window.onmessage = ({ data }) => eval(data);',
			'</script>',
		];
		const found = await judged(write('page.html', html.join('\r\n')));
		expect(found).toMatchObject([
			{ line: 2, column: html[1]?.indexOf('show('), registration: 'attribute', verdict: 'none' },
			{ line: 4, column: html[3]?.indexOf('(e)'), registration: 'addEventListener', verdict: 'none' },
			{ line: 6, column: html[5]?.indexOf('({'), registration: 'onmessage', verdict: 'none' },
		]);
	});

	// In a process of its own: at the end of the stack the engine can end the whole process instead of throwing.
	it.each([200, 400, 800, 1600, 3200])('survives functions nested %i deep', async (depth) => {
		const text = `addEventListener('message', (e) => { ${'(() => {'.repeat(depth)}use(e.data);${'})();'.repeat(depth)} });`;
		const { status, stdout } = await earshot(['check', '--format', 'json', '-'], text);
		expect([0, 1, 2]).toContain(status);
		expect(JSON.parse(stdout).length).toBeLessThan(2);
	});
});
