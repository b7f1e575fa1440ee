import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { exportsOf, needlessExports, type Source } from './helpers/export-rules.ts';
import { importsOf, wrongGlobals, wrongImports } from './helpers/import-rules.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LONGEST = 300;

const sourcesIn = (folder: string): Source[] =>
	readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name))
		.map((file) => ({
			file: relative(ROOT, file).split(sep).join('/'),
			source: readFileSync(file, 'utf8'),
		}));
const files = ['src', 'panel'].flatMap(sourcesIn);

/** Exports that nobody takes. */
const FOR_THEMSELVES = [
	// Taken where all built-ins are, before the page's first script; only others of them are made of these.
	'src/page/natives.ts WeakMapCtor',
	'src/page/natives.ts weakGet',
	'src/page/natives.ts weakSet',
	// What could be read elsewhere no engine leaves out.
	'src/session/flat.ts lastRead',
];

describe('the sources', () => {
	test('are found', () => {
		expect(files.map(({ file }) => file)).toContain('src/protocol/event.ts');
	});

	test('import along the arrows of the design', () => {
		expect(files.flatMap(({ file, source }) => wrongImports(file, source))).toEqual([]);
	});

	test('draw without the interfaces of the extension', () => {
		expect(files.flatMap(({ file, source }) => wrongGlobals(file, source))).toEqual([]);
	});

	test(`have no file of more than ${LONGEST} lines`, () => {
		const long = files.map(({ file, source }) => ({ file, lines: source.split('\n').length - 1 }));
		expect(long.filter(({ lines }) => lines > LONGEST)).toEqual([]);
	});

	test('export only what the product takes elsewhere, or at least uses and tests', () => {
		const needless = needlessExports(files, sourcesIn('test'));
		expect(needless.sort()).toEqual(FOR_THEMSELVES);
	});

	test('have no file that is named after nothing', () => {
		const named = files.filter(({ file }) =>
			/^(utils?|helpers?|common|index|misc)\.tsx?$/.test(basename(file)),
		);
		expect(named.map(({ file }) => file)).toEqual([]);
	});

	test('are named in kebab-case, components in PascalCase', () => {
		const wrong = files.filter(({ file }) => {
			const name = basename(file);
			return (
				!/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(name) && !/^([A-Z][A-Za-z0-9]*|main|popup)\.tsx$/.test(name)
			);
		});
		expect(wrong.map(({ file }) => file)).toEqual([]);
	});
});

test('no name of a message between contexts is shortened in the scripts of the page', () => {
	const list = readFileSync(join(ROOT, 'src/cli/build/shortened.mjs'), 'utf8');
	const [, words = ''] = /const NAMES = `([\w\s]+)`/.exec(list) ?? [];
	const shortened = new Set(words.trim().split(/\s+/));
	expect(shortened.size).toBeGreaterThan(10);
	// Events, results of commands and transcripts are written as text.
	for (const name of ['envelope', 'act', 'guard-plan', 'handshake', 'hijack', 'recording']) {
		const source = readFileSync(join(ROOT, `src/protocol/${name}.ts`), 'utf8').replace(/\/\*.*?\*\//gs, '');
		const members = [...source.matchAll(/(\w+)\??:/g)].map(([, member]) => member);
		expect(members.filter((member) => shortened.has(member ?? ''))).toEqual([]);
	}
});

describe('the rules', () => {
	test('see every form of import', () => {
		const source = `import a from './a.ts';
			import type { B } from './b.ts';
			export { c } from "./c.ts";
			import {
				d,
			} from './d.ts';
			import './e.ts';
			const f = await import('./f.ts');
			type G = import('./g.ts').G;
			// import h from './h.ts';
			/* import i from './i.ts'; */
			export * from './j.ts';`;
		const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'j'].map((name) => `./${name}.ts`);
		expect(importsOf(source).sort()).toEqual(names);
	});

	test.each([
		['src/protocol/event.ts', '../session/session.ts'],
		['src/protocol/event.ts', 'acorn'],
		['src/decode/frame.ts', '../session/session.ts'],
		['src/session/session.ts', '../analyser/verdict.ts'],
		['src/analyser/parse.ts', '../probe/plan.ts'],
		['src/analyser/parse.ts', 'node:fs'],
		['src/session/query.ts', 'webextension-polyfill'],
		['src/session/query.ts', '@preact/signals'],
		['src/export/html.ts', '../../panel/theme.ts'],
		['src/page/main.ts', '../relay/main.ts'],
		['src/page/main.ts', '../webext/reconnecting-port.ts'],
		['src/background/main.ts', '../page/main.ts'],
		['src/relay/main.ts', 'node:path'],
		['src/tools/main.ts', '../page/natives.ts'],
		['panel/main.tsx', '../src/background/broker.ts'],
		['panel/store/filters.ts', '../views/timeline/Timeline.tsx'],
		['panel/views/timeline/Timeline.tsx', 'webextension-polyfill'],
		['panel/views/timeline/Timeline.tsx', '../../../src/webext/reconnecting-port.ts'],
		['src/relay/main.ts', '../utils/x.ts'],
	])('refuse %s importing %s', (file, name) => {
		expect(wrongImports(file, `import type { X } from '${name}';`)).toHaveLength(1);
	});

	test.each([
		['src/export/json.ts', '../analyser/verdict.ts'],
		['src/analyser/parse.ts', 'acorn'],
		['src/relay/main.ts', '../protocol/envelope.ts'],
		['src/background/main.ts', '../webext/reconnecting-port.ts'],
		['src/cli/start.ts', 'node:path'],
		['src/tools/toolbox.ts', '../page/toolbox.ts'],
		['panel/lines/connection.ts', 'webextension-polyfill'],
		['panel/views/timeline/Timeline.tsx', '../../store/filters.ts'],
		['panel/views/timeline/Timeline.tsx', '../../../src/session/query.ts'],
	])('allow %s importing %s', (file, name) => {
		expect(wrongImports(file, `import { x } from '${name}';`)).toEqual([]);
	});

	test('see every form of export', () => {
		const source = `export const a = 1;
export async function b() {
	return b;
}
export type C = string;
export interface D {
	e: number;
}
export const { f, g: h } = a;
export { i, j as k };
export { l } from './l.ts';
export type { M } from './m.ts';
// export const n = 1;`;
		const names = exportsOf(source).map(({ name }) => name);
		expect(names).toEqual(['a', 'b', 'C', 'D', 'f', 'h', 'i', 'k', 'l', 'M']);
	});

	test('know who takes an export', () => {
		const source = [
			'export function taken() {}',
			'export function whole() {}',
			'export function again() {\n\tagain();\n}',
			'export const tested = 1;',
			'export const used = tested;',
			'export const seam = used;',
			'export const own = seam;',
			'own;',
			'export interface Part {}',
			'export type Unused = Part;',
		].join('\n');
		const others = [
			{ file: 'src/b/b.ts', source: "import { taken as mine } from '../a.ts';" },
			{ file: 'src/c.ts', source: "const { whole } = await import('./a.ts');" },
		];
		const tests = [{ file: 'test/a.ts', source: "import { again, seam, used } from '../src/a.ts';" }];
		expect(needlessExports([{ file: 'src/a.ts', source }, ...others], tests)).toEqual(
			['again', 'tested', 'own', 'Unused'].map((name) => `src/a.ts ${name}`),
		);
	});

	test('see the extension interfaces in views, and only there', () => {
		const source = 'export const go = () => browser.runtime.getURL("x");';
		expect(wrongGlobals('panel/views/a/A.tsx', source)).toHaveLength(1);
		expect(wrongGlobals('panel/lines/connection.ts', source)).toEqual([]);
		expect(wrongGlobals('panel/views/a/A.tsx', 'session.browser.name')).toEqual([]);
	});
});
