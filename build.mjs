// Builds the extension (dist/extension) and the Node programs (dist/cli): `node build.mjs [--watch] [--release]`.
import { rmSync } from 'node:fs';
import * as esbuild from 'esbuild';
import { writeLicences } from './src/cli/build/licences.mjs';
import { interfaces, oneStart, scripts, textOnly } from './src/cli/build/panel-plugins.mjs';
import { namesOf, SHORTENED } from './src/cli/build/shortened.mjs';
import { squeeze } from './src/cli/build/squeeze.mjs';

const watch = process.argv.includes('--watch');
const release = process.argv.includes('--release');

/** One entry per execution context. Panel chunks (editor, map) load on demand, hence ESM there. */
const shared = {
	bundle: true,
	logLevel: 'warning',
	target: ['chrome120', 'firefox140'],
	jsx: 'automatic',
	jsxImportSource: 'preact',
	// They are in one file of their own: see `writeLicences`.
	legalComments: 'none',
	metafile: true,
	// Content scripts cannot always load linked maps.
	sourcemap: release ? false : 'inline',
};

const entry = (out, path) => ({ out, in: path });

/** Page and relay run in every frame of every page: minified always, no maps, no modules. */
const injected = {
	...shared,
	minify: true,
	mangleProps: SHORTENED,
	format: 'iife',
	outdir: 'dist/extension',
	plugins: [squeeze],
	entryPoints: [
		...['page', 'tools', 'relay'].map((part) => entry(part, `src/${part}/main.ts`)),
		entry('acts', 'src/relay/acts/main.ts'),
		...['site', 'off', 'listeners'].map((mode) => entry(`keep-to-${mode}`, `src/relay/modes/${mode}.ts`)),
		entry('watch', 'src/relay/modes/watch.ts'),
	],
};

/** The extension's own pages and workers can load maps beside their scripts, which stay small enough to be checked. */
const own = { ...shared, sourcemap: release ? false : 'linked' };

const contexts = {
	...own,
	plugins: [interfaces],
	// The printer of scripts alone: that for styles and pages is not used.
	alias: { 'js-beautify': 'js-beautify/js/src/javascript/index.js' },
	format: 'iife',
	outdir: 'dist/extension',
	entryPoints: [
		...['background', 'devtools'].map((part) => entry(part, `src/${part}/main.ts`)),
		entry('analyser-worker', 'panel/worker/main.ts'),
		entry('source-worker', 'panel/worker/source.ts'),
		entry('decode-worker', 'panel/worker/decoding/main.ts'),
		entry('layout-worker', 'panel/worker/layout/main.ts'),
	],
};

const pages = {
	...own,
	plugins: [interfaces, textOnly],
	format: 'esm',
	splitting: true,
	outdir: 'dist/extension',
	chunkNames: 'chunks/[name]-[hash]',
	entryPoints: [
		entry('permission', 'panel/permission.ts'),
		entry('probe', 'panel/probe.ts'),
		entry('popup', 'panel/popup.tsx'),
		entry('settings', 'panel/settings/main.tsx'),
	],
};

const panel = {
	...pages,
	plugins: [interfaces, textOnly, oneStart, scripts],
	loader: { '.html': 'copy', '.png': 'copy', '.svg': 'copy', '.json': 'copy' },
	entryPoints: [
		entry('early', 'panel/early.ts'),
		entry('panel', 'panel/main.tsx'),
		...['panel', 'popup', 'probe', 'permission'].map((page) => entry(page, `panel/${page}.html`)),
		...['panel', 'popup'].map((page) => entry(page, `panel/${page}.css`)),
		...['html', 'css'].map((kind) => entry('settings', `panel/settings/settings.${kind}`)),
		entry('devtools', 'src/devtools/devtools.html'),
		entry('manifest', 'manifest.json'),
		...[16, 32, 48, 128].map((size) => entry(`icons/${size}`, `panel/icons/${size}.png`)),
		entry('icons/earshot', 'panel/icons/earshot.svg'),
		...['en', 'zh_CN'].map((l) => entry(`_locales/${l}/messages`, `panel/_locales/${l}/messages.json`)),
	],
};

const programs = {
	...shared,
	format: 'esm',
	platform: 'node',
	target: 'node20',
	outdir: 'dist/cli',
	outExtension: { '.js': '.mjs' },
	packages: 'external',
	entryPoints: [
		entry('earshot', 'src/cli/main.ts'),
		...['start', 'install-browser', 'package'].map((name) => entry(name, `src/cli/${name}.ts`)),
	],
};

// The tools work on parts of the hook: the names of the hook, which counts most, hold for all injected files.
injected.mangleCache = await namesOf({ ...injected, entryPoints: [entry('page', 'src/page/main.ts')] });

const extension = [injected, contexts, panel, pages];
if (!watch) rmSync('dist/extension', { recursive: true, force: true });
const built = [];
for (const options of [...extension, programs]) {
	if (watch) await (await esbuild.context(options)).watch();
	else built.push(await esbuild.build(options));
}
if (!watch) writeLicences(built.slice(0, extension.length));
