import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildProgram, builtEarshot, PROGRAM } from './built-program.ts';

describe('earshot as it is built', () => {
	beforeAll(buildProgram);

	it.each([
		['a listener that is open', ['check', '-'], 1, /<stdin>:1:\d+ none/, /^$/],
		['a file that is not there', ['check', 'nowhere.js'], 2, /0 listeners/, /nowhere\.js: no such file/],
		['a wrong option', ['check', '--fail-on', 'sometimes', '-'], 2, /^$/, /sometimes/],
		['its version', ['--version'], 0, /^\d+\.\d+\.\d+\n$/, /^$/],
	] as const)(
		'reads and writes the process’s own streams: %s',
		async (_what, args, status, stdout, stderr) => {
			const run = await builtEarshot(args, `addEventListener('message', (e) => eval(e.data));`);
			expect(run).toEqual({
				status,
				stdout: expect.stringMatching(stdout),
				stderr: expect.stringMatching(stderr),
			});
		},
	);

	it('says to a shell what runs it', () => {
		expect(readFileSync(PROGRAM, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
	});

	it('ends as if all had been read when its reader goes away', async () => {
		const child = spawn(process.execPath, [PROGRAM, 'check', '--format', 'json', 'test/fixtures/listeners']);
		child.stdout.destroy();
		const closed = new Promise((resolve) => child.on('close', resolve));
		expect([await text(child.stderr), await closed]).toEqual(['', 1]);
	});

	it('does not end as if something were found when nothing can be written', async () => {
		const full = openSync('/dev/full', 'w');
		const child = spawn(process.execPath, [PROGRAM, 'check', '-'], { stdio: ['pipe', full, 'pipe'] });
		child.stdin?.end(`addEventListener('message', (e) => eval(e.data));`);
		const closed = new Promise((resolve) => child.on('close', resolve));
		expect([await text(child.stderr as Readable), await closed]).toEqual([
			expect.stringMatching(/^earshot: .*ENOSPC.*\n$/),
			2,
		]);
		closeSync(full);
	});
});
