import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BrowserName } from '../../../src/cli/browsers/browser.ts';
import { launch } from '../../../src/cli/browsers/launch.ts';

let folder = '';
let before: string | undefined;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'earshot-launch-'));
	before = process.env['TMPDIR'];
	mkdirSync(join(folder, 'tmp'));
	process.env['TMPDIR'] = join(folder, 'tmp');
});
afterEach(() => {
	if (before === undefined) delete process.env['TMPDIR'];
	else process.env['TMPDIR'] = before;
	rmSync(folder, { recursive: true, force: true });
});

/** What comes of the start of a program that is no browser. */
async function failure(browser: BrowserName, program: string): Promise<string> {
	const options = { program, extension: folder, headless: true, localHosts: [] };
	const reason = await launch(browser, options).catch((error: unknown) => error);
	return String(reason);
}

describe.each(['chromium', 'firefox'] as const)('%s that does not start', (browser) => {
	it('because it is not there is told at once, and leaves nothing behind', async () => {
		const program = join(folder, 'nowhere');
		expect(await failure(browser, program)).toContain(program);
		expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
	}, 10_000);

	it('because it ends is told at once with how to see what it says, and leaves nothing behind', async () => {
		const program = join(folder, 'program');
		writeFileSync(program, '#!/bin/sh\necho no display >&2\nexit 3\n', { mode: 0o755 });
		const told = {
			chromium: `could not be started: .*\\n.*${program}`,
			firefox: 'could not be started: .*\\nno display',
		};
		expect(await failure(browser, program)).toMatch(new RegExp(told[browser]));
		expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
	}, 10_000);
});
