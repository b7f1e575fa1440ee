import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { poll } from '../../src/cli/browsers/poll.ts';
import { chosenBrowsers } from '../helpers/describe-browsers.ts';

/** Processes whose command line names the folder. */
function processesOf(folder: string): string[] {
	return readdirSync('/proc').filter((name) => {
		if (!/^\d+$/.test(name)) return false;
		try {
			return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(folder);
		} catch {
			return false;
		}
	});
}

it.each(chosenBrowsers('start'))(
	'npm start that is broken off takes %s and its profile away',
	async (browser) => {
		const folder = mkdtempSync(join(tmpdir(), 'earshot-start-'));
		const program = spawn(process.execPath, ['dist/cli/start.mjs', '--headless', '--browser', browser], {
			env: { ...process.env, TMPDIR: folder },
		});
		const ended = new Promise((done) => program.once('exit', done));
		const said = Promise.all([text(program.stdout), text(program.stderr)]);
		try {
			await poll('the browser to run', async () => processesOf(folder).length > 0);
			program.kill('SIGINT');
			expect([await ended, await said]).toEqual([130, ['', '']]);
			expect([readdirSync(folder), processesOf(folder)]).toEqual([[], []]);
		} finally {
			program.kill('SIGKILL');
			for (const left of processesOf(folder)) process.kill(Number(left), 'SIGKILL');
			rmSync(folder, { recursive: true, force: true });
		}
	},
);
