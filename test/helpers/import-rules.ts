import { dirname, join, normalize } from 'node:path/posix';

/** From what a person asks for down to the vocabulary: each may import those after it. */
const PURE = ['export', 'probe', 'analyser', 'session', 'decode', 'protocol'];
/** Execution contexts: none may import another. */
const CONTEXTS = ['page', 'tools', 'relay', 'background', 'devtools', 'cli', 'panel'];
/** Browser glue, for the contexts that have the extension's interfaces. */
const GLUE = 'webext';
/** Parts of the panel that only draw: they get everything from the stores. */
const DRAWING = /^panel\/(views|ui)\//;

const IMPORT =
	/(?:^|[;\s])(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;
const COMMENT = /\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gm;

export const withoutComments = (source: string): string => source.replace(COMMENT, '');

/** Everything that a file imports: values, types, re-exports and dynamic imports. */
export function importsOf(source: string): string[] {
	const code = withoutComments(source);
	return [...code.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? '');
}

/** `src/page/main.ts` → `page`, `panel/views/x.tsx` → `panel`. */
export function partOf(file: string): string {
	const [first = '', second = ''] = file.split('/');
	return first === 'src' ? second : first;
}

function wrongPackage(file: string, name: string): string | undefined {
	const part = partOf(file);
	if (part === 'protocol') return 'the protocol imports nothing';
	const browser = name === 'webextension-polyfill';
	if (DRAWING.test(file) && browser) return 'views get everything from the stores';
	if (!PURE.includes(part)) {
		return part !== 'cli' && name.startsWith('node:') ? 'only the command line runs in Node' : undefined;
	}
	if (browser || name.startsWith('node:') || /^(@?preact)\b/.test(name)) {
		return 'pure folders know neither browser, Node nor interface';
	}
	return undefined;
}

function wrongPart(file: string, target: string): string | undefined {
	const [from, to] = [partOf(file), partOf(target)];
	if (from === to) {
		const upward = /^panel\/(store|ui)\//.test(file) && /^panel\/views\//.test(target);
		return upward ? 'stores and shared components do not know the views' : undefined;
	}
	if (DRAWING.test(file) && to === GLUE) return 'views get everything from the stores';
	if (PURE.includes(from)) {
		return PURE.indexOf(to) > PURE.indexOf(from) ? undefined : `${from} may only import what is below it`;
	}
	if (from === 'tools' && target === 'src/page/toolbox.ts') return undefined;
	if (CONTEXTS.includes(to)) return 'contexts never import each other';
	if (to === GLUE)
		return from === 'page' || from === 'cli' ? `${from} has no extension interfaces` : undefined;
	if (!PURE.includes(to)) return `${to} is not a part that the design knows`;
	return undefined;
}

/** What is wrong with the imports of one file, in words; `file` is relative to the root, with forward slashes. */
export function wrongImports(file: string, source: string): string[] {
	return importsOf(source).flatMap((name) => {
		const why = name.startsWith('.')
			? wrongPart(file, normalize(join(dirname(file), name)))
			: wrongPackage(file, name);
		return why ? [`${file} imports ${name}: ${why}`] : [];
	});
}

/** Whether a drawing part of the panel uses the extension's interfaces without importing them. */
export function wrongGlobals(file: string, source: string): string[] {
	if (!DRAWING.test(file)) return [];
	const used = /(?<![.\w'"`])(?:browser|chrome)\.\w+/.exec(withoutComments(source));
	return used ? [`${file} uses ${used[0]}: views get everything from the stores`] : [];
}
