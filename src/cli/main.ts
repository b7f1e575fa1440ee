/** Entry of the `earshot` program. */
import { readFileSync } from 'node:fs';
import { run } from './program.ts';

/** The program is built to dist/cli; the version stands in one place. */
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
	version: string;
};

process.exitCode = await run(process.argv.slice(2), version, {
	input: process.stdin,
	write: (text) => process.stdout.write(text),
	complain: (text) => process.stderr.write(text),
	colours: process.stdout.isTTY === true && !process.env['NO_COLOR'],
});
