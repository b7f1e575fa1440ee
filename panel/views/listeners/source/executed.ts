import type { Position } from '../../../../src/analyser/locate.ts';
import type { Stretch } from '../../../../src/analyser/source-map.ts';
import type { Place, Reason, Verdict } from '../../../../src/analyser/verdict.ts';
import type { ListenerRecord } from '../../../../src/session/listener-record.ts';
import type { JudgedScript, Judgement } from '../../../store/analysis-store.ts';
import { lineStarts, offsetOf } from './lines.ts';

/**
 * - `deciding`: the check, or what stands in its place.
 * - `use`: message data goes there; `read`: it comes from there.
 * - `registered`: the listener was added here.
 */
export type MarkKind = 'deciding' | 'use' | 'read' | 'registered';

export interface Mark {
	/** `reason-0`, `sink-2`: by their places in the verdict. */
	id: string;
	kind: MarkKind;
	/** What it says when pointed at. */
	title: string;
	place: Stretch;
}

/** The text that runs, with what is to be seen in it. */
export interface Executed {
	/** Lines end with line feeds alone. */
	text: string;
	/** Absent: the handler's own text, which was found in no script. */
	script?: JudgedScript;
	marks: Mark[];
	/** The handler. */
	handler: Stretch;
}

/** Words for the marks that the analyser has none for. */
export interface MarkWords {
	registered: string;
	read: string;
	reason(reason: Reason): string;
	sink(kind: string): string;
}

/** What a listener runs: its script where that is known, else its own text. */
export function executedOf(
	listener: ListenerRecord,
	judgement: Judgement,
	source: string,
	words: MarkWords,
): Executed {
	const done = judgement.state === 'done' ? judgement : undefined;
	const script = done?.script;
	const verdict = script?.verdict ?? done?.verdict;
	const text = unified(script?.text ?? done?.source ?? source);
	const registered = script && registration(listener, script, text, words);
	return {
		text,
		...(script ? { script } : {}),
		marks: [...(verdict ? marksOf(verdict, words) : []), ...(registered ? [registered] : [])],
		handler: verdict?.place ?? { line: 1, column: 0, endLine: 1, endColumn: 0 },
	};
}

/** The text with every line break a line feed: lines and columns stay what they were. */
const unified = (text: string): string =>
	/[\r\u2028\u2029]/.test(text) ? text.replace(/\r\n?|[\u2028\u2029]/g, '\n') : text;

function marksOf({ reasons, sinks }: Verdict, words: MarkWords): Mark[] {
	const marks: Mark[] = [];
	const add = (id: string, kind: MarkKind, title: string, place: Stretch | undefined): void => {
		// Places outside of the handler's own text stand on line 0.
		if (!place || place.line < 1) return;
		const { line, column, endLine, endColumn } = place;
		marks.push({ id, kind, title, place: { line, column, endLine, endColumn } });
	};
	// A reason may tell of a use: the check beside it is what decides, where there is one.
	const isUse = (place: Place | undefined): boolean =>
		sinks.some((sink) => sink.place.line === place?.line && sink.place.column === place.column);
	const hasCheck = reasons.some(({ place }) => place && place.line > 0 && !isUse(place));
	for (const [index, reason] of reasons.entries()) {
		const { place } = reason;
		add(`reason-${index}`, hasCheck && isUse(place) ? 'use' : 'deciding', words.reason(reason), place);
	}
	const reads = new Set<string>();
	for (const [index, { kind, place, path }] of sinks.entries()) {
		add(`sink-${index}`, 'use', words.sink(kind), place);
		const [read] = path;
		const key = `${read?.line}:${read?.column}`;
		if (!read || reads.has(key) || (read.line === place.line && read.column === place.column)) continue;
		reads.add(key);
		add(`read-${index}`, 'read', words.read, read);
	}
	return marks;
}

function registration(
	{ added }: ListenerRecord,
	{ url, start }: JudgedScript,
	text: string,
	words: MarkWords,
): Mark | undefined {
	const site = added.stack.find((one) => one.url === url);
	if (!site || !start) return undefined;
	const line = site.line - start.line + 1;
	const column = site.column - 1 - (line === 1 ? start.column : 0);
	const rest = text.split('\n', line)[line - 1]?.slice(column);
	if (line < 1 || column < 0 || !rest) return undefined;
	const length = /^[\w$.]+/.exec(rest)?.[0].length ?? 1;
	return {
		id: 'registered',
		kind: 'registered',
		title: words.registered,
		place: { line, column, endLine: line, endColumn: column + length },
	};
}

/** Where a position of the text stands in what the browser loaded; undefined where that is not known. */
export function loadedAt({ script }: Executed, at: Position): Position | undefined {
	if (!script?.start) return undefined;
	return {
		line: at.line + script.start.line - 1,
		column: at.column + (at.line === 1 ? script.start.column : 0),
	};
}

/** UTF-16 units looked at on both sides of a handler's beginning. */
const AROUND = 1_000;
/** A person's code has this share of white space at least, and no line of this length. */
const LEAST_SPACE = 0.1;
const LONGEST_LINE = 500;

/** Whether a machine wrote the code around the handler, to be short. */
export function isMinified({ text, handler }: Executed): boolean {
	const starts = lineStarts(text);
	const at = offsetOf(starts, text.length, handler) ?? 0;
	const near = text.slice(Math.max(0, at - AROUND), at + AROUND);
	if (near.length < 80) return false;
	const space = near.length - near.replace(/\s/g, '').length;
	return space / near.length < LEAST_SPACE || near.split('\n').some((line) => line.length > LONGEST_LINE);
}
