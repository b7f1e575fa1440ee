import { run } from '../../../src/cli/program.ts';

/** What one run of the program gave. */
export interface Run {
	status: number;
	stdout: string;
	stderr: string;
}

/** Runs `earshot` with the arguments, and with a text on standard input if given. */
export async function earshot(args: readonly string[], input = ''): Promise<Run> {
	const out = { stdout: '', stderr: '' };
	const status = await run(args, '1.2.3', {
		input: (async function* () {
			yield input;
		})(),
		write: (text) => {
			out.stdout += text;
		},
		complain: (text) => {
			out.stderr += text;
		},
		colours: false,
	});
	return { status, ...out };
}
