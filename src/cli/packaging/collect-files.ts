import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { PackedFile } from './zip-files.ts';

/** All files below a folder. */
export function filesBelow(folder: string): PackedFile[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => {
			const file = join(entry.parentPath, entry.name);
			return { path: relative(folder, file).split(sep).join('/'), bytes: readFileSync(file) };
		});
}

/** The files that git tracks in `root`, as they are in the folder; undefined where `root` is no checkout. */
export function trackedFiles(root: string): PackedFile[] | undefined {
	if (!existsSync(join(root, '.git'))) return undefined;
	const list = execFileSync('git', ['ls-files', '--stage', '-z'], {
		cwd: root,
		encoding: 'utf8',
		maxBuffer: 2 ** 26,
	});
	return list
		.split('\0')
		.filter(Boolean)
		.map((line) => ({ mode: line.slice(0, 6), path: line.slice(line.indexOf('\t') + 1) }))
		.filter(({ path }) => existsSync(join(root, path)))
		.map(({ mode, path }) => ({
			path,
			bytes: readFileSync(join(root, path)),
			executable: mode === '100755',
		}));
}
