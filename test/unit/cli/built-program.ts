import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import type { Run } from './program.ts';

/** One for each worker of the test run: they build at the same time. As deep as the real one, which finds package.json from there. */
export const PROGRAM = `dist/test-${process.env['VITEST_POOL_ID'] ?? 0}/earshot.mjs`;

/** Bundles the program the way the build does, apart from the build's own output. */
export async function buildProgram(): Promise<void> {
	await build({
		entryPoints: ['src/cli/main.ts'],
		outfile: PROGRAM,
		bundle: true,
		format: 'esm',
		platform: 'node',
		target: 'node20',
		packages: 'external',
		logLevel: 'error',
	});
}

/** Runs the bundled program in a process of its own, with a text on standard input if given. */
export async function builtEarshot(args: readonly string[], input = ''): Promise<Run> {
	// Colours must not depend on what the test runner sets.
	const env = { ...process.env, FORCE_COLOR: undefined, CI: 'true' };
	const child = spawn(process.execPath, [PROGRAM, ...args], { env });
	child.stdin.end(input);
	const closed = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? -1)));
	const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
	return { status, stdout, stderr };
}
