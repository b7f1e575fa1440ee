import { dirname, join, normalize } from 'node:path/posix';
import { withoutComments } from './import-rules.ts';

export interface Source {
	/** Relative to the root, with forward slashes. */
	file: string;
	source: string;
}

const DECLARED =
	/^export (?:declare )?(?:abstract )?(?:async )?(type|interface|const|let|function\*?|class|enum) (\w+|\{[^}]*\}(?= =))/gm;
const LISTED = /^export (?:type )?\{([^}]*)\}/gm;
const TAKEN = /\b(?:import|export)\s+(?:type\s+)?(\{[^}]*\}|\*(?:\s+as\s+\w+)?)\s*from\s*['"](\.[^'"]+)['"]/g;
/** Of a module that comes as an object each member counts whose name the file has. */
const WHOLE = /\bimport\(\s*['"](\.[^'"]+)['"]\s*\)/g;

interface Exported {
	name: string;
	isType: boolean;
	/** The file without what declares it. */
	rest: string;
}

/** What a file exports. */
export function exportsOf(source: string): Exported[] {
	const code = withoutComments(source);
	const declared = [...code.matchAll(DECLARED)].flatMap(({ index, 1: kind = '', 2: names = '' }) => {
		const length = code.slice(index).search(/(?:^.*;|^[}\])].*|^.*\})$/m);
		const end = length < 0 ? code.length : code.indexOf('\n', index + length);
		const rest = code.slice(0, index) + code.slice(end < 0 ? code.length : end);
		const isType = kind === 'type' || kind === 'interface';
		return namesIn(names).map(({ out: name }) => ({ name, isType, rest }));
	});
	const listed = [...code.matchAll(LISTED)].flatMap(({ 0: whole, 1: names = '' }) =>
		namesIn(names).map(({ out: name }) => ({ name, isType: false, rest: code.replace(whole, '') })),
	);
	return [...declared, ...listed];
}

/** `{ a, type B, c as d, e: f }`: what each is called inside, and what outside. */
function namesIn(list: string): { own: string; out: string }[] {
	return list
		.replace(/[{}]/g, '')
		.split(',')
		.flatMap((one) => {
			const [own = '', out = own] = one
				.trim()
				.replace(/^type\s+/, '')
				.split(/\s+as\s+|\s*:\s*/);
			return own === '' ? [] : [{ own, out }];
		});
}

/** Says of each export of each file whether one of the others takes it. */
export function takenFrom(sources: readonly Source[]): (file: string, name: string) => boolean {
	const names = new Set<string>();
	const wholes = new Map<string, string[]>();
	for (const { file, source } of sources) {
		const code = withoutComments(source);
		const target = (path: string): string => normalize(join(dirname(file), path));
		const takeWhole = (path: string): void => {
			wholes.set(target(path), [...(wholes.get(target(path)) ?? []), code]);
		};
		for (const [, list = '', path = ''] of code.matchAll(TAKEN)) {
			if (list.startsWith('*')) takeWhole(path);
			else for (const { own } of namesIn(list)) names.add(`${target(path)} ${own}`);
		}
		for (const [, path = ''] of code.matchAll(WHOLE)) takeWhole(path);
	}
	return (file, name) =>
		names.has(`${file} ${name}`) || (wholes.get(file) ?? []).some((code) => hasWord(code, name));
}

const hasWord = (code: string, word: string): boolean => new RegExp(`\\b${word}\\b`).test(code);

/**
 * Exports that are there for nothing: of which the product makes no use, whatever its tests do, and values that are used
 * where they are made and nowhere else. Types may be exported for what they are part of.
 */
export function needlessExports(sources: readonly Source[], tests: readonly Source[]): string[] {
	const isTaken = takenFrom(sources);
	const isTested = takenFrom(tests);
	return sources.flatMap(({ file, source }) =>
		exportsOf(source)
			.filter(({ name }) => !isTaken(file, name))
			.filter(({ name, isType, rest }) => !hasWord(rest, name) || !(isType || isTested(file, name)))
			.map(({ name }) => `${file} ${name}`),
	);
}
