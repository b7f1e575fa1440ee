import { isUtf8 } from 'node:buffer';
import { readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { Readable } from 'node:stream';
import { buffer as readAll } from 'node:stream/consumers';
import { type GlobOptions, glob, isDynamicPattern } from 'tinyglobby';
import type { Terminal } from './terminal.ts';

/** A text to judge, under the name it is reported with. */
export interface Input {
	file: string;
	text: string;
	/** A page or a component: scripts among markup. */
	html: boolean;
	/** Whether all of the file is UTF-8: what is not stands in the text as U+FFFD. */
	utf8: boolean;
}

/** Something that was asked for and could not be judged. */
export interface Trouble {
	file: string;
	message: string;
}

const SCRIPTS_AND_PAGES = '**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx,vue,html,htm}';
/** Declarations hold nothing that runs. */
const DECLARATIONS = '**/*.d.{ts,mts,cts}';
const STDIN_NAME = '<stdin>';

/** Reads every file that the arguments name; what cannot be read is listed, the rest is still given. */
export async function readInputs(
	args: readonly string[],
	standard: Terminal['input'],
): Promise<{ inputs: Input[]; troubles: Trouble[] }> {
	const inputs: Input[] = [];
	const troubles: Trouble[] = [];
	const known = new Set<string>();
	const attempt = async <T>(file: string, act: () => Promise<T>): Promise<T | undefined> =>
		act().catch((error: unknown) => {
			troubles.push({ file, message: reasonOf(error) });
			return undefined;
		});
	for (const arg of args) {
		const files = arg === '-' ? [STDIN_NAME] : await attempt(arg, () => expand(arg));
		for (const file of files ?? []) {
			// One file has many names: `./a.js`, an absolute path, links.
			const place = file === STDIN_NAME ? file : await realpath(file).catch(() => file);
			if (known.has(place)) continue;
			known.add(place);
			const input = await attempt(file, () => read(file, standard));
			if (input) inputs.push(input);
		}
	}
	return { inputs, troubles };
}

async function expand(arg: string): Promise<string[]> {
	const found = await stat(arg).catch(() => undefined);
	if (found?.isDirectory()) {
		const files = await walk(SCRIPTS_AND_PAGES, arg, { caseSensitiveMatch: false });
		if (files.length === 0) throw new Error('the folder holds no script and no page');
		return files.map((file) => (arg === '.' ? file : `${arg.replace(/\/+$/, '')}/${file}`));
	}
	// A name that exists is taken as it is, even with brackets or stars in it.
	if (found !== undefined || !isDynamicPattern(arg)) return [arg];
	const files = await walk(arg, '.');
	if (files.length === 0) throw new Error('no file matches');
	return files;
}

/** Packages of others are skipped unless the argument itself leads into them. */
async function walk(pattern: string, folder: string, options: GlobOptions = {}): Promise<string[]> {
	const others = `${folder}/${pattern}`.includes('node_modules') ? [] : ['**/node_modules/**'];
	const ignore = [...others, DECLARATIONS];
	return (await glob(pattern, { ...options, cwd: folder, ignore, absolute: isAbsolute(pattern) })).sort();
}

async function read(file: string, standard: Terminal['input']): Promise<Input> {
	const bytes = file === STDIN_NAME ? await readAll(Readable.from(standard)) : await readFile(file);
	// A byte order mark is no part of the text: no editor counts it.
	const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
	const html = file === STDIN_NAME ? text.trimStart().startsWith('<') : /\.(html?|vue)$/i.test(file);
	return { file, text, html, utf8: isUtf8(bytes) };
}

function reasonOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const code = 'code' in error ? error.code : undefined;
	if (code === 'ENOENT') return 'no such file';
	if (code === 'EACCES') return 'may not be read';
	return error.message;
}
