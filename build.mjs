// Builds the extension (dist/extension) and the Node programs (dist/cli): `node build.mjs [--watch] [--release]`.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import { minify } from 'terser';

const watch = process.argv.includes('--watch');
const release = process.argv.includes('--release');

/** One entry per execution context. Panel chunks (editor, map) load on demand, hence ESM there. */
const shared = {
	bundle: true,
	logLevel: 'warning',
	target: ['chrome120', 'firefox140'],
	jsx: 'automatic',
	jsxImportSource: 'preact',
	// They are in one file of their own: see `licences`.
	legalComments: 'none',
	metafile: true,
	// Content scripts cannot always load linked maps.
	sourcemap: release ? false : 'inline',
};
const entry = (out, path) => (existsSync(path) ? [{ out, in: path }] : []);

/** The tools, as one function that the page hook lets in by its text (src/page/tools-door.ts). */
const asTools = (code) =>
	`"earshotTools"in window&&(window.earshotTools=function(toolbox){"use strict";${code}})`;

/** What every frame of every page loads, compressed, in bytes: a build that is larger fails. */
const MOST_BYTES = { 'page.js': 12_288, 'relay.js': 6_144 };

/** What is too large, in words. */
function overBudget(path, code) {
	const most = MOST_BYTES[basename(path)];
	const size = gzipSync(code, { level: 9 }).length;
	return size > most
		? [{ text: `${basename(path)} has ${size} bytes compressed: ${most} is the most.` }]
		: [];
}

/** A second minifier for what every frame pays for: it finds some 3 % that the bundler does not. */
const squeeze = {
	name: 'squeeze',
	setup(build) {
		build.initialOptions.write = false;
		build.onEnd(async ({ outputFiles = [] }) => {
			const errors = [];
			for (const { path, text } of outputFiles) {
				const isTools = basename(path) === 'tools.js';
				const whole = isTools ? asTools(text) : text;
				const options = {
					compress: {
						passes: 3,
						ecma: 2020,
						hoist_funs: true,
						pure_getters: true,
						unsafe_comps: true,
						inline: 1,
					},
					format: { ascii_only: true },
					ecma: 2020,
				};
				const { code } = await minify(whole, options);
				mkdirSync(dirname(path), { recursive: true });
				// Firefox refuses a file whose last value cannot be cloned.
				writeFileSync(path, isTools ? `${code}0` : code);
				errors.push(...overBudget(path, code));
			}
			return { errors };
		});
	},
};

/** Names of our own that no object of the browser has: every byte here is paid by every frame. */
const SHORTENED =
	/^(?:onTarget|instead|affords|entry|offset|json|event|key|callbackOf|entryOf|forNative|hasOnce|noteFrame|noteSend|objectStandIn|onces|onLine|ownerOf|propertyOf|removeCallback|removeEntry|removeOnAbort|chars|nodes|brand|proof|copyOf|dataOf|describeBytes|encodeStack|encodeValue|formOf|MapCtor|mapDelete|mapForEach|mapGet|mapSet|messageData|messagePorts|messageSource|patchAccessor|patchMethod|regExpExec|Table|takeStack|targetOf|MessageEventCtor|CloseEventCtor|EventCtor|base64Of|runs|sockets|posed|posedAs|socketOf|lastFrame|mark|natives|receive|tables|noteRead|take|arm|ordinal|cost|reads|slots|callback|removeProperty|removeAll|standIns|trapFor|withSites|recording|inventory|quiet|callbacks|owners|refresh|remember|snapshot|install|complete|stopped|threw|opened|closing|connecting|closed|encode|handler|registered|listenTo|messages|options|shared|callNative|redefine)$/;

/** Page and relay run in every frame of every page: minified always, no maps, no modules. */
const injected = {
	...shared,
	minify: true,
	mangleProps: SHORTENED,
	format: 'iife',
	outdir: 'dist/extension',
	plugins: [squeeze],
	entryPoints: [
		...entry('page', 'src/page/main.ts'),
		...entry('tools', 'src/tools/main.ts'),
		...entry('relay', 'src/relay/main.ts'),
		...entry('acts', 'src/relay/acts/main.ts'),
		...['site', 'off', 'listeners'].flatMap((mode) => entry(`keep-to-${mode}`, `src/relay/modes/${mode}.ts`)),
		...entry('watch', 'src/relay/modes/watch.ts'),
	],
};
/**
 * The browser's interfaces, as the object that they are: made the default of an old module they would be copied one by
 * one, which has the browser make all of them.
 */
const interfaces = {
	name: 'interfaces',
	setup(build) {
		build.onLoad({ filter: /browser-polyfill\.js$/ }, ({ path }) => ({
			contents: [
				'const module = { exports: {} };',
				'const { exports } = module;',
				readFileSync(path, 'utf8'),
				'export default module.exports;',
			].join('\n'),
		}));
	},
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
		...entry('background', 'src/background/main.ts'),
		...entry('devtools', 'src/devtools/main.ts'),
		...entry('analyser-worker', 'panel/worker/main.ts'),
		...entry('source-worker', 'panel/worker/source.ts'),
		...entry('decode-worker', 'panel/worker/decoding/main.ts'),
		...entry('layout-worker', 'panel/worker/layout/main.ts'),
	],
};
/** The panel shows page data, so its view library loses the one place where it could write HTML. */
const textOnly = {
	name: 'text-only',
	setup(build) {
		build.onLoad({ filter: /node_modules[\\/]preact[\\/]dist[\\/]preact\.mjs$/ }, ({ path }) => {
			const writing = /\b(\w+)\.innerHTML=(\w+)\.__html/g;
			const source = readFileSync(path, 'utf8');
			if (source.match(writing)?.length !== 1) throw new Error('The view library writes HTML elsewhere now.');
			return { contents: source.replace(writing, '$1.textContent=$2.__html'), loader: 'js' };
		});
	},
};
/** The panel's page loads the very files that its scripts' code is in, not those that only lead there. */
const scripts = {
	name: 'scripts',
	setup(build) {
		build.onEnd(({ metafile }) => {
			if (!metafile) return;
			const { outdir } = build.initialOptions;
			const outputs = Object.entries(metafile.outputs);
			const starts = ['panel/early.ts', 'panel/main.tsx'].map((source) => {
				const [path, { imports }] = outputs.find(([, { inputs }]) => source in inputs);
				return { path, imports };
			});
			const isStart = (path) => starts.some((script) => script.path === path);
			const further = starts
				.flatMap(({ imports }) => imports)
				.filter(({ kind, path }) => kind === 'import-statement' && !isStart(path));
			if (further.length > 0) throw new Error('The panel starts with more than its two scripts.');
			const [early, panel] = starts.map(({ path }) => path.slice(outdir.length + 1));
			const page = readFileSync('panel/panel.html', 'utf8');
			writeFileSync(`${outdir}/panel.html`, page.replace('early.js', early).replace('panel.js', panel));
		});
	},
};
/**
 * What the panel draws with first is one file, since each file costs its start some ms: a part that is fetched later is known
 * to come after all of it, so that nothing has to be split off for the two to share.
 */
const oneStart = {
	name: 'one-start',
	setup(build) {
		build.onResolve({ filter: /^\./ }, async ({ kind, path, ...from }) => {
			if (kind !== 'dynamic-import') return undefined;
			const found = await build.resolve(path, { ...from, kind: 'import-statement' });
			if (found.errors.length > 0) return found;
			// Names of chunks come from these paths too: they are to be the same in every folder.
			return { path: relative('.', found.path).replaceAll('\\', '/'), namespace: 'later' };
		});
		build.onLoad({ filter: /./, namespace: 'later' }, ({ path }) => ({
			contents: `import './panel/main.tsx'; export * from ${JSON.stringify(`./${path}`)};`,
			resolveDir: resolve('.'),
		}));
	},
};
const pages = {
	...own,
	plugins: [interfaces, textOnly],
	format: 'esm',
	splitting: true,
	outdir: 'dist/extension',
	chunkNames: 'chunks/[name]-[hash]',
	entryPoints: [
		...entry('permission', 'panel/permission.ts'),
		...entry('probe', 'panel/probe.ts'),
		...entry('popup', 'panel/popup.tsx'),
		...entry('settings', 'panel/settings/main.tsx'),
	],
};
const panel = {
	...pages,
	plugins: [interfaces, textOnly, oneStart, scripts],
	loader: { '.html': 'copy', '.png': 'copy', '.svg': 'copy', '.json': 'copy' },
	entryPoints: [
		...entry('early', 'panel/early.ts'),
		...entry('panel', 'panel/main.tsx'),
		...entry('panel', 'panel/panel.html'),
		...entry('panel', 'panel/panel.css'),
		...entry('probe', 'panel/probe.html'),
		...entry('permission', 'panel/permission.html'),
		...entry('popup', 'panel/popup.html'),
		...entry('popup', 'panel/popup.css'),
		...entry('settings', 'panel/settings/settings.html'),
		...entry('settings', 'panel/settings/settings.css'),
		...entry('devtools', 'src/devtools/devtools.html'),
		...entry('manifest', 'manifest.json'),
		...[16, 32, 48, 128].flatMap((size) => entry(`icons/${size}`, `panel/icons/${size}.png`)),
		...entry('icons/earshot', 'panel/icons/earshot.svg'),
		...['en', 'zh_CN'].flatMap((l) => entry(`_locales/${l}/messages`, `panel/_locales/${l}/messages.json`)),
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
		...entry('earshot', 'src/cli/main.ts'),
		...entry('start', 'src/cli/start.ts'),
		...entry('install-browser', 'src/cli/install-browser.ts'),
		...entry('package', 'src/cli/package.ts'),
	],
};

// The tools work on parts of the hook: the names of the hook, which counts most, hold for all injected files.
const named = {
	...injected,
	entryPoints: entry('page', 'src/page/main.ts'),
	plugins: [],
	write: false,
	mangleCache: {},
};
injected.mangleCache = (await esbuild.build(named)).mangleCache;

/** What is bundled may be passed on only with its licence: the texts of all packages that a bundle of the extension has. */
function licences(metafiles) {
	const files = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
	const folders = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file) ?? []);
	const texts = [...new Set(folders)].map((folder) => {
		const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
		const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
		if (!file) throw new Error(`${name} is bundled and has no licence.`);
		return `${name} ${version}\n\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}\n`;
	});
	return [readFileSync('LICENSE', 'utf8'), ...texts.sort()].join(`\n${'-'.repeat(80)}\n\n`);
}

if (!watch) rmSync('dist/extension', { recursive: true, force: true });
const built = [];
for (const options of [injected, contexts, panel, pages, programs]) {
	if (options.entryPoints.length === 0) continue;
	if (watch) await (await esbuild.context(options)).watch();
	else built.push({ options, result: await esbuild.build(options) });
}
if (!watch) {
	const shipped = built.filter(({ options }) => options.outdir === 'dist/extension');
	writeFileSync('dist/extension/LICENSES.txt', licences(shipped.map(({ result }) => result.metafile)));
}
