// `npm run package`: zips for the stores and one of the sources, the same bytes for the same input.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesBelow, trackedFiles } from './packaging/collect-files.ts';
import { type PackedFile, zipFiles } from './packaging/zip-files.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const EXTENSION = join(ROOT, 'dist/extension');

/** The manifest's version; it must be the package's too. */
function version(): string {
	const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8')).version;
	const [manifest, npm] = [read(join(EXTENSION, 'manifest.json')), read(join(ROOT, 'package.json'))];
	if (manifest !== npm) {
		throw new Error(`manifest.json is version ${manifest}, package.json is ${npm}: make them the same`);
	}
	return String(manifest);
}

function write(name: string, files: PackedFile[]): void {
	const bytes = zipFiles(files);
	writeFileSync(join(ROOT, 'dist', name), bytes);
	const digest = createHash('sha256').update(bytes).digest('hex');
	console.log(`${digest}  dist/${name}  (${files.length} files, ${bytes.length} bytes)`);
}

function main(): void {
	if (!existsSync(join(EXTENSION, 'manifest.json'))) throw new Error('Nothing is built: run npm run build');
	const base = `earshot-${version()}`;
	const extension = filesBelow(EXTENSION);
	// One manifest serves both stores, so both get the same files.
	write(`${base}-chrome.zip`, extension);
	write(`${base}-firefox.zip`, extension);
	const sources = trackedFiles(ROOT);
	if (sources) write(`${base}-source.zip`, sources);
	else console.log('No source zip: this folder is not a git checkout.');
}

try {
	main();
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
