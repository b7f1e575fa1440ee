import { generatedPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { Loader, Message, TransformOptions } from 'esbuild';
import type { Position } from '../analyser/locate.ts';
import { trace } from '../analyser/source-map.ts';
import type { Place } from '../analyser/verdict.ts';

/** A script in the language that engines run, made of one in another. */
export interface Compiled {
	text: string;
	/** The places in the author's text that places in the compiled one come from. */
	back(places: readonly Place[]): Place[];
	/** Where in the compiled text a position in the author's went; undefined where nothing is left of it. */
	there(at: Position): Position | undefined;
}

/** Syntax beyond JavaScript's that a file may be written in. */
export type Dialect = 'ts' | 'tsx' | 'jsx';

/** Longest text of a place (Place.text). */
const SHOWN = 200;

/** What a file is written in, by its name; undefined: JavaScript. */
export function dialectOf(file: string): Dialect | undefined {
	const [, ending = ''] = /\.(tsx|[cm]?ts|jsx)$/i.exec(file.toLowerCase()) ?? [];
	return ending.endsWith('ts') ? 'ts' : (ending as Dialect) || undefined;
}

/** Compiles a script as bundlers do. Throws an Error with what is wrong and where: `… (line:column)`. */
export async function compile(text: string, dialect: Dialect): Promise<Compiled> {
	// Loaded here, since scripts that run as they are need none of it.
	const { transform } = await import('esbuild');
	const options: TransformOptions = {
		loader: dialect satisfies Loader,
		target: 'esnext',
		charset: 'utf8',
		sourcemap: 'external',
		// What is written counts, not what of it is used.
		tsconfigRaw: { compilerOptions: { experimentalDecorators: true, verbatimModuleSyntax: true } },
		logLevel: 'silent',
	};
	const { code, map } = await transform(text, options).catch((error: { errors?: Message[] }) => {
		throw new Error(wordsOf(error.errors?.[0]));
	});
	const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
	return { text: code, back: (places) => back(map, places, lines), there: (at) => there(map, at, code) };
}

function wordsOf(message: Message | undefined): string {
	const { text = 'it does not compile', location } = message ?? {};
	if (!location) return text;
	// The compiler counts bytes.
	const before = Buffer.from(location.lineText).subarray(0, location.column).toString();
	return `${text} (${location.line}:${before.length})`;
}

function there(map: string, at: Position, code: string): Position | undefined {
	const traced = new TraceMap(map);
	const source = traced.sources[0] ?? null;
	const { line, column } = source === null ? NOWHERE : generatedPositionFor(traced, { source, ...at });
	if (line === null || column === null) return undefined;
	// The compiler counts a line's indentation to what comes first there.
	const indent = /^\s*/.exec(code.split('\n')[line - 1] ?? '')?.[0].length ?? 0;
	return { line, column: Math.max(column, indent) };
}

const NOWHERE = { line: null, column: null };

function back(map: string, places: readonly Place[], lines: readonly string[]): Place[] {
	const reply = trace({ map, url: 'file:///', stretches: places });
	const stretches = 'stretches' in reply ? reply.stretches : [];
	return places.map((place, index) => {
		// What a compiler made up comes from nowhere: it is told at the beginning.
		const { line, column, endLine, endColumn } = stretches[index] ?? {
			line: 1,
			column: 0,
			endLine: 1,
			endColumn: 0,
		};
		const shown = lines.slice(line - 1, endLine);
		shown[shown.length - 1] = (shown.at(-1) ?? '').slice(0, endColumn);
		shown[0] = (shown[0] ?? '').slice(column);
		return { ...place, line, column, endLine, endColumn, text: shown.join('\n').slice(0, SHOWN) };
	});
}
