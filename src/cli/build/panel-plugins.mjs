import { readFileSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';

/**
 * The browser's interfaces, as the object that they are: made the default of an old module they would be copied one by
 * one, which has the browser make all of them.
 */
export const interfaces = {
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

/** The panel shows page data, so its view library loses the one place where it could write HTML. */
export const textOnly = {
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
export const scripts = {
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
export const oneStart = {
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
