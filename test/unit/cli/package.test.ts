import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { afterAll, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SOURCES = [
	'src',
	'panel',
	'manifest.json',
	'package.json',
	'build.mjs',
	'tsconfig.json',
	'LICENSE',
	'.ci',
];
const folders: string[] = [];

function copyOf(root: string): string {
	const folder = mkdtempSync(join(tmpdir(), 'earshot-package-'));
	folders.push(folder);
	for (const name of SOURCES) cpSync(join(root, name), join(folder, name), { recursive: true });
	return folder;
}

/** Packages a copy of the project; gives the zips by name. */
function packageIn(folder: string): Record<string, Buffer> {
	symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
	const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: folder });
	run('git', 'init', '--quiet');
	run('git', 'add', ...SOURCES);
	run(process.execPath, 'build.mjs', '--release');
	run(process.execPath, 'dist/cli/package.mjs');
	const zips = readdirSync(join(folder, 'dist')).filter((name) => name.endsWith('.zip'));
	return Object.fromEntries(zips.map((name) => [name, readFileSync(join(folder, 'dist', name))]));
}

afterAll(() => {
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

test('two packagings, in two folders, give the same bytes', () => {
	const here = copyOf(ROOT);
	const there = copyOf(here);
	const [one, two] = [packageIn(here), packageIn(there)];
	expect(
		Object.keys(one)
			.map((name) => name.replace(/\d+\.\d+\.\d+/, 'VERSION'))
			.sort(),
	).toEqual(['earshot-VERSION-chrome.zip', 'earshot-VERSION-firefox.zip', 'earshot-VERSION-source.zip']);
	for (const [name, bytes] of Object.entries(one)) expect(two[name]?.equals(bytes), name).toBe(true);
	const unzipped = (store: string) =>
		unzipSync(Object.entries(one).find(([name]) => name.includes(store))?.[1] ?? Buffer.alloc(0));
	const contents = (store: string) => Object.keys(unzipped(store));
	// What is bundled is passed on with its licence.
	const licences = Buffer.from(unzipped('firefox')['LICENSES.txt'] ?? []).toString();
	expect(licences).toMatch(/^MIT License\n\n.*Earshot/);
	for (const name of ['acorn', 'preact', 'webextension-polyfill'])
		expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
	expect(licences).not.toMatch(/\nvitest /);
	expect(contents('chrome')).toEqual(expect.arrayContaining(['manifest.json', 'page.js', 'relay.js']));
	expect(contents('source')).toEqual(expect.arrayContaining(['build.mjs', '.ci/run', 'src/page/main.ts']));
}, 120_000);
