#!/usr/bin/env node
/** Entry of the `earshot` program. */
import { readFileSync } from 'node:fs';
import { run } from './program.ts';

/** The program is built to dist/cli; the version stands in one place. */
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
	version: string;
};

// Who reads along may have seen enough (`| head`): the rest goes nowhere, the exit code stays.
for (const stream of [process.stdout, process.stderr]) {
	stream.on('error', (error: NodeJS.ErrnoException) => {
		if (error.code !== 'EPIPE') fail(error);
	});
}

/** Not by the exit code that an error would have of itself: 1 means that something was found. */
function fail(error: unknown): never {
	process.stderr.write(`earshot: ${error instanceof Error ? error.message : error}\n`);
	process.exit(2);
}

process.exitCode = await run(process.argv.slice(2), version, {
	input: process.stdin,
	write: (text) => process.stdout.write(text),
	complain: (text) => process.stderr.write(text),
	colours: process.stdout.isTTY === true && !process.env['NO_COLOR'],
}).catch(fail);
