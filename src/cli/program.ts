import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type CheckOptions, check, FORMATS } from './check.ts';
import { documentUrl, readValues } from './check-context.ts';
import { FAIL_ON } from './check-fail-on.ts';
import type { Terminal } from './terminal.ts';

/** The `earshot` program: arguments (without those of Node) in, exit code out. */
export async function run(args: readonly string[], version: string, terminal: Terminal): Promise<number> {
	let exitCode = 0;
	const program = new Command('earshot')
		.description('Who can talk to your page, and who checks?')
		.version(version)
		.configureOutput({ writeOut: terminal.write, writeErr: terminal.complain })
		.exitOverride();

	program
		.command('check')
		.description('judge the origin check of every message listener in scripts and pages')
		.argument('<file...>', 'scripts, HTML pages, folders, glob patterns, or - for standard input')
		.addOption(new Option('-f, --format <format>', 'how to print').choices(FORMATS).default('text'))
		.addOption(
			new Option('--fail-on <level>', 'exit with 1 at this or worse').choices(FAIL_ON).default('weak'),
		)
		.option('--at <line:column>', 'judge only the listener there (line from 1, column from 0)', parseAt)
		.option('--url <address>', 'address of the document that the scripts run in', orExplain(documentUrl))
		.option('--frameable', 'foreign pages can put the document in a frame')
		.option('--no-frameable', 'they cannot (X-Frame-Options or frame-ancestors)')
		.option('--openable', 'foreign pages can open the document and keep a hold of it')
		.option('--no-openable', 'they cannot (Cross-Origin-Opener-Policy)')
		.option('--sandboxed', 'the document has an opaque origin')
		.option('--values <file>', 'JSON file with values of globals, by dotted path', orExplain(readValues))
		.action(async (files: string[], options: CheckOptions) => {
			exitCode = await check(files, options, version, terminal);
		});

	try {
		await program.parseAsync(args, { from: 'user' });
	} catch (error) {
		if (!(error instanceof CommanderError)) throw error;
		// Usage errors share their exit code with unreadable files; 1 means something was found.
		return error.exitCode === 0 ? 0 : 2;
	}
	return exitCode;
}

/** Commander prints what is wrong with an argument only from its own errors. */
function orExplain<T>(parse: (text: string) => T): (text: string) => T {
	return (text) => {
		try {
			return parse(text);
		} catch (error) {
			throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
		}
	};
}

function parseAt(text: string): { line: number; column: number } {
	const [, line, column] = /^(\d+):(\d+)$/.exec(text) ?? [];
	if (line === undefined || line === '0') throw new InvalidArgumentError('Expected LINE:COLUMN, e.g. 12:34.');
	return { line: Number(line), column: Number(column) };
}
