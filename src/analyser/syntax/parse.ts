import type { Options, Program } from 'acorn';
import { parseProgram, TooDeep } from './nesting-parser.ts';
import { SourceText } from './text.ts';

export interface Parsed {
	ast: Program;
	source: SourceText;
}

const LENIENT: Omit<Options, 'sourceType'> = {
	ecmaVersion: 'latest',
	allowReturnOutsideFunction: true,
	allowAwaitOutsideFunction: true,
	allowImportExportEverywhere: true,
	allowSuperOutsideMethod: true,
	allowHashBang: true,
	checkPrivateFields: false,
};

/** Ways to make the text of a lone function a script: as it is, as a method, as a class member. */
const WRAPPERS: [before: string, after: string][] = [
	['(', '\n)'],
	['({', '\n})'],
	['(class{', '\n})'],
	['', ''],
	['(function(){', '\n})'],
];

/** Parses a whole script, classic or module; throws the parser's SyntaxError, or TooDeep. */
export function parseScript(text: string): Parsed {
	try {
		return { ast: parseProgram(text, { ...LENIENT, sourceType: 'script' }), source: new SourceText(text) };
	} catch (first) {
		if (first instanceof TooDeep) throw first;
		try {
			return { ast: parseProgram(text, { ...LENIENT, sourceType: 'module' }), source: new SourceText(text) };
		} catch {
			throw first;
		}
	}
}

/** Parses the text of one function as Function.prototype.toString gives it; throws the parser's SyntaxError, or TooDeep. */
export function parseFunctionText(text: string): Parsed {
	let failure: unknown;
	for (const [before, after] of WRAPPERS) {
		for (const sourceType of ['script', 'module'] as const) {
			try {
				const wrapped = before + text + after;
				const ast = parseProgram(wrapped, { ...LENIENT, sourceType });
				return { ast, source: new SourceText(wrapped, before.length) };
			} catch (error) {
				if (error instanceof TooDeep) throw error;
				failure ??= error;
			}
		}
	}
	throw failure;
}
