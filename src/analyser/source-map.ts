import { AnyMap, originalPositionFor, type TraceMap } from '@jridgewell/trace-mapping';

/** A stretch of a text: 1-based lines, 0-based columns in UTF-16 units. */
export interface Stretch {
	line: number;
	column: number;
	endLine: number;
	endColumn: number;
}

export interface MapRequest {
	/** JSON text of a source map, as served. */
	map: string;
	/** Address of the map (of the script, where it is written into it), which sources are relative to. */
	url: string;
	/** Stretches of the generated script. */
	stretches: readonly Stretch[];
}

/** Where a stretch comes from: in the source with this index of the reply. */
export interface OriginalStretch extends Stretch {
	source: number;
}

export interface OriginalFile {
	/** As the map names it. */
	name: string;
	/** Resolved against the map's address. */
	url: string;
	/** Absent where the map does not hold it. */
	text?: string;
}

/**
 * - `too-large`: longer than MOST_MAP.
 * - `not-json`: cut off, or another document altogether (an error page).
 * - `not-a-map`: JSON that is no source map of version 3, or one with broken mappings.
 * - `nothing-here`: it has no place for any of the stretches.
 * - `out-of-range`: its places lie outside of the texts that it holds.
 */
export type MapProblem = 'too-large' | 'not-json' | 'not-a-map' | 'nothing-here' | 'out-of-range';

export type MapReply =
	| { stretches: (OriginalStretch | undefined)[]; files: OriginalFile[] }
	| { problem: MapProblem };

/** UTF-16 units. */
const MOST_MAP = 64_000_000;

/** Follows stretches of a script through its source map; whatever the map is, the answer is one in words. */
export function trace({ map, url, stretches }: MapRequest): MapReply {
	if (map.length > MOST_MAP) return { problem: 'too-large' };
	const parsed = parse(map);
	if (typeof parsed === 'string') return { problem: parsed };
	let traced: TraceMap;
	try {
		traced = new AnyMap(parsed as ConstructorParameters<typeof AnyMap>[0], url);
		// Decodes the mappings: a broken one shows here.
		originalPositionFor(traced, { line: 1, column: 0 });
	} catch {
		return { problem: 'not-a-map' };
	}
	const tracer = new Tracer(traced);
	const found = stretches.map((stretch) => tracer.follow(stretch));
	if (found.some(Boolean)) return { stretches: found, files: tracer.files };
	return { problem: tracer.outside > 0 ? 'out-of-range' : 'nothing-here' };
}

function parse(map: string): object | MapProblem {
	let parsed: unknown;
	try {
		// Servers may put this before JSON, so that it is no script (ECMA-426, 'JSON parsing').
		parsed = JSON.parse(map.replace(/^\)\]\}'[^\n]*\n/, ''));
	} catch {
		return 'not-json';
	}
	const { version, mappings, sections, sources } = (parsed ?? {}) as Record<string, unknown>;
	const flat = typeof mappings === 'string' && Array.isArray(sources);
	return version === 3 && (flat || Array.isArray(sections)) ? (parsed as object) : 'not-a-map';
}

/** Follows positions and gathers the files that they lead to. */
class Tracer {
	readonly files: OriginalFile[] = [];
	/** Positions that led out of a file's text. */
	outside = 0;
	readonly #indexes = new Map<string, number>();
	readonly #lines: (string[] | undefined)[] = [];
	readonly #map: TraceMap;

	constructor(map: TraceMap) {
		this.#map = map;
	}

	follow({ line, column, endLine, endColumn }: Stretch): OriginalStretch | undefined {
		const from = this.#position(line, column);
		if (!from) return undefined;
		// The last character's token is the last that belongs to it.
		const to = endColumn > 0 ? this.#position(endLine, endColumn - 1) : undefined;
		const ends = to && to.source === from.source && isAfter(to, from) ? to : from;
		return {
			...from,
			endLine: ends.line,
			endColumn: ends.column + this.#tokenAt(ends),
		};
	}

	#position(line: number, column: number): { source: number; line: number; column: number } | undefined {
		let found: ReturnType<typeof originalPositionFor>;
		try {
			found = originalPositionFor(this.#map, { line, column });
		} catch {
			return undefined;
		}
		// A source that the map does not list has no name, against the types.
		if (typeof found.source !== 'string') return undefined;
		const source = this.#fileOf(found.source);
		const lines = this.#lines[source];
		const text = lines?.[found.line - 1];
		if (
			!(found.line >= 1 && found.column >= 0) ||
			(lines && (text ?? '').length < found.column) ||
			(lines && text === undefined)
		) {
			this.outside++;
			return undefined;
		}
		return { source, line: found.line, column: found.column };
	}

	/** Length of the word or sign at a position. */
	#tokenAt({ source, line, column }: { source: number; line: number; column: number }): number {
		const rest = this.#lines[source]?.[line - 1]?.slice(column) ?? '';
		return /^(?:[\p{ID_Continue}$\u200c\u200d]+|"[^"]*"|'[^']*'|`[^`]*`|.)/u.exec(rest)?.[0].length ?? 0;
	}

	#fileOf(url: string): number {
		const known = this.#indexes.get(url);
		if (known !== undefined) return known;
		const at = this.#map.resolvedSources.indexOf(url);
		const content: unknown = this.#map.sourcesContent?.[at];
		const text = typeof content === 'string' ? content : undefined;
		const index =
			this.files.push({ name: this.#map.sources[at] ?? url, url, ...(text === undefined ? {} : { text }) }) -
			1;
		this.#lines.push(text?.split(/\r\n|[\n\r\u2028\u2029]/));
		this.#indexes.set(url, index);
		return index;
	}
}

const isAfter = (a: { line: number; column: number }, b: { line: number; column: number }): boolean =>
	a.line > b.line || (a.line === b.line && a.column >= b.column);
