import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { earshot } from './program.ts';

const OPEN = `addEventListener('message', (e) => eval(e.data));`;

let folder = '';
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'earshot-inputs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string | Uint8Array): string {
	const file = join(folder, name);
	writeFileSync(file, text);
	return file;
}

async function check(...args: string[]) {
	const { stdout, stderr, status } = await earshot(['check', '--format', 'json', ...args]);
	return { found: JSON.parse(stdout), stderr, status };
}

it('judges a file once, whatever names it is given by', async () => {
	const file = write('a.js', OPEN);
	symlinkSync(file, join(folder, 'b.js'));
	symlinkSync(folder, join(folder, 'again'));
	const names = [file, relative('.', file), `${folder}/./a.js`, folder];
	expect((await check(...names)).found).toMatchObject([{ file }]);
});

it('judges the other files of a folder when one cannot be read, and names that one', async () => {
	write('a.js', OPEN);
	symlinkSync('/proc/self/mem', join(folder, 'b.js'));
	write('c.js', OPEN);
	const { found, stderr, status } = await check(folder);
	expect(found).toMatchObject([{ file: join(folder, 'a.js') }, { file: join(folder, 'c.js') }]);
	expect(stderr).toContain(`${join(folder, 'b.js')}: `);
	expect(status).toBe(2);
});

it('finds files in a folder by endings in capitals too', async () => {
	const file = write('OLD.HTM', `<script>${OPEN}</script>`);
	expect((await check(folder)).found).toMatchObject([{ file }]);
});

it('counts columns without a byte order mark', async () => {
	for (const name of ['script.js', 'script.ts']) {
		const file = write(name, `\uFEFF${OPEN}`);
		expect((await check(file)).found).toMatchObject([{ line: 1, column: 28 }]);
		expect((await check('--at', '1:28', file)).found).toMatchObject([{ verdict: 'none' }]);
	}
	expect(JSON.parse((await earshot(['check', '-f', 'json', '-'], `\uFEFF${OPEN}`)).stdout)).toMatchObject([
		{ column: 28 },
	]);
});

it.each([
	['a replacement character', `const replacement = '\uFFFD';\n${OPEN}`],
	['a null character', `const end = '\0';\n${OPEN}`],
])('judges a script with %s in it', async (_what, text) => {
	expect(await check(write('script.js', text))).toMatchObject({ found: [{ verdict: 'none' }], status: 1 });
});

it.each([
	['in another encoding', Buffer.from(`const name = 'é';\n${OPEN}`, 'latin1')],
	['in UTF-16', Buffer.from(OPEN, 'utf16le')],
])('refuses a script %s', async (_what, bytes) => {
	const { stderr, status } = await check(write('script.js', bytes));
	expect(stderr).toContain('is not a text file in UTF-8');
	expect(status).toBe(2);
});

it.each(['\n', '\r\n', '\r', '\u2028'])('takes %j for the end of a line in --at', async (end) => {
	const file = write('script.js', `const a = 1;${end}${OPEN}`);
	expect((await check('--at', '2:28', file)).found).toMatchObject([{ line: 2, column: 28 }]);
});

it('reads a folder whose name a pattern could be', async () => {
	mkdirSync(join(folder, '[a] b'));
	const file = write('[a] b/c (1).js', OPEN);
	expect((await check(join(folder, '[a] b'))).found).toMatchObject([{ file }]);
	expect((await check(file)).found).toMatchObject([{ file }]);
});
