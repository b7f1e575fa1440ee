import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyseFile } from '../../../src/analyser/analyse.ts';
import { buildProgram, builtEarshot } from '../cli/built-program.ts';

let folder = '';
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'earshot-nesting-'));
	await buildProgram();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Shape = [before: string, after: string];
const INSIDE: Record<string, Shape> = {
	functions: ['(() => {', '})();'],
	'function expressions': ['(function (a) { return ', '})(1)'],
	parentheses: ['(', ')'],
	lists: ['[', ']'],
	objects: ['{ a: ', '}'],
	templates: ['`${', '}`'],
	calls: ['f(', ')'],
	ternaries: ['a ? 1 : ', ''],
	negations: ['!', ''],
	assignments: ['a = ', ''],
	spreads: ['[...', ']'],
	constructors: ['new ', ''],
	arrows: ['a => ', ''],
	'default values': ['((a = ', ') => a)'],
	methods: ['{ a() { return ', '} }'],
};

const listener = (body: string) => `addEventListener('message', (e) => { ${body} });`;

// In a process of its own: at the end of the stack the engine can end the whole process instead of throwing.
describe('the process lives through', () => {
	it.each([100, 250, 3000])('code nested %i deep in any way', async (depth) => {
		const scripts = Object.entries(INSIDE).map(([name, [before, after]]): [string, string] => [
			name,
			listener(`use(${before.repeat(depth)}e.data${after.repeat(depth)})`),
		]);
		scripts.push(
			['around', `${'(() => {'.repeat(depth)}${listener('use(e.data)')}${'})();'.repeat(depth)}`],
			['blocks', listener(`${'{'.repeat(depth)} use(e.data) ${'}'.repeat(depth)}`)],
			['ifs', listener(`${'if (e.data) {'.repeat(depth)} use(e.data) ${'}'.repeat(depth)}`)],
			['patterns', listener(`let ${'['.repeat(depth)}a${']'.repeat(depth)} = e.data; use(a)`)],
			['classes', listener(`${'class A { m() {'.repeat(depth)}${'} }'.repeat(depth)}`)],
			[
				'regexes',
				listener(`if (new RegExp('${'('.repeat(depth)}a${')'.repeat(depth)}').test(e.origin)) use(e.data)`),
			],
			['optional parts', listener(`if (/^${'(a|b)?'.repeat(depth)}$/.test(e.origin)) use(e.data)`)],
		);
		const files = scripts.map(([name, text]) => {
			const file = join(folder, `${depth}-${name}.js`);
			writeFileSync(file, text);
			return file;
		});
		const { status, stdout } = await builtEarshot([
			'check',
			'--format',
			'json',
			'--fail-on',
			'never',
			...files,
		]);
		expect(status).toBe(0);
		expect(JSON.parse(stdout).length).toBeGreaterThanOrEqual(files.length - 2);
	});
});

describe('chains, which are long in ordinary bundles, are followed to their end', () => {
	it.each([
		['sums', `const html = ''${" + 'x'".repeat(4000)}; out.innerHTML = html + e.data;`, 'none'],
		[
			'alternatives',
			`if (!(${"e.origin === 'https://a.example' || ".repeat(2000)}false)) return; use(e.data);`,
			'strict',
		],
		['else if', `${'if (e.data.a) { b() } else '.repeat(200)} use(e.data);`, 'none'],
		[
			'cases',
			`switch (e.origin) { ${Array.from({ length: 250 }, (_, at) => `case 'https://a${at}.example':`).join('')} use(e.data); }`,
			'strict',
		],
	])('%s', (_, body, verdict) => {
		expect(analyseFile(listener(body), { timeLimitMs: 20_000 })[0]?.verdict).toBe(verdict);
	});

	it('data deep inside an object is still data', () => {
		const body = `use(${'{ a: ['.repeat(40)}e.data${'] }'.repeat(40)})`;
		expect(analyseFile(listener(body))[0]?.verdict).toBe('none');
	});
});
