import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CACHE = '.cache/corpus';
const PARALLEL = 4;

/** Where the files of a package version lie once it was fetched. */
export function packageFolder(name: string, version: string): string {
	return join(CACHE, `${name.replace('/', '+')}@${version}`);
}

/** Fetches the named package versions (`name@version`) that are not in the cache yet. */
export async function fetchPackages(names: Iterable<string>): Promise<void> {
	const waiting = [...new Set(names)].filter((id) => !existsSync(folderOf(id)));
	const workers = Array.from({ length: PARALLEL }, async () => {
		for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) await fetchPackage(id);
	});
	await Promise.all(workers);
}

async function fetchPackage(id: string): Promise<void> {
	console.error(`fetching ${id}`);
	const scratch = mkdtempSync(join(tmpdir(), 'earshot-corpus-'));
	try {
		const { stdout } = await run('npm', ['pack', id, '--silent', '--pack-destination', scratch]);
		const archive = join(scratch, stdout.trim().split('\n').at(-1) ?? '');
		// Unpacked beside its place and moved, so that an interrupted run leaves no half package behind.
		const folder = folderOf(id);
		const part = `${folder}.part`;
		rmSync(part, { recursive: true, force: true });
		mkdirSync(part, { recursive: true });
		await run('tar', ['-xzf', archive, '-C', part, '--strip-components=1', '--no-same-owner']);
		await run('chmod', ['-R', 'u+rwX', part]);
		renameSync(part, folder);
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
}

function folderOf(id: string): string {
	const at = id.lastIndexOf('@');
	return packageFolder(id.slice(0, at), id.slice(at + 1));
}
