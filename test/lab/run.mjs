// Bundles one TypeScript program and runs it: `node test/lab/run.mjs FILE [arguments]`. Node 20 cannot run TypeScript itself.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

const [file, ...rest] = process.argv.slice(2);
if (!file) throw new Error('usage: node test/lab/run.mjs FILE [arguments]');
const folder = resolve('node_modules/.cache/earshot-lab');
mkdirSync(folder, { recursive: true });
// One file a process: two programs may run at once.
const outfile = resolve(folder, `${file.replaceAll(/\W/g, '-')}-${process.pid}.mjs`);
await esbuild.build({
	entryPoints: [file],
	outfile,
	bundle: true,
	platform: 'node',
	format: 'esm',
	target: 'node20',
	packages: 'external',
	sourcemap: 'inline',
});
process.argv = [process.argv[0], resolve(file), ...rest];
await import(pathToFileURL(outfile).href);
