import type { OriginalFile, OriginalStretch } from '../../../../src/analyser/source-map.ts';
import type { CallSite } from '../../../../src/protocol/event.ts';
import { corresponding } from '../../../worker/correspondence.ts';
import type { PrettyText } from '../../../worker/pretty.ts';
import type { CodeMark } from './code-view.ts';
import { type Executed, loadedAt, type Mark } from './executed.ts';
import { lineStarts, offsetOf, positionOf, rangeOf } from './lines.ts';

/** `script`: as it runs. */
export type Form = 'original' | 'pretty' | 'script';

/** A text to look at. */
export interface Shown {
	form: Form;
	text: string;
	/** File name or address, by which the language is known. */
	name: string;
	marks: CodeMark[];
	/** Offset to begin at. */
	at: number;
	/** The place of an offset in the script as loaded, or in the original file; undefined where it has none. */
	placeOf(offset: number): CallSite | undefined;
	/** Offset in the script's own text and back, where there is a correspondence. */
	toScript?(offset: number): number;
	fromScript?(offset: number): number;
}

/** The script as it runs. */
export function showScript(executed: Executed): Shown {
	const { text, marks } = executed;
	const starts = lineStarts(text);
	const found = marks.flatMap((mark) => codeMark(mark, rangeOf(starts, text.length, mark.place)));
	return {
		form: 'script',
		text,
		name: 'script.js',
		marks: found,
		at: beginning(found) ?? offsetOf(starts, text.length, executed.handler) ?? 0,
		placeOf: (offset) => siteOf(executed, starts, offset),
		toScript: (offset) => offset,
		fromScript: (offset) => offset,
	};
}

/** The script printed readably; marks and places stay those of the script itself. */
export function showPretty(executed: Executed, { text, runs }: PrettyText): Shown {
	const plain = showScript(executed);
	const to = (offset: number): number => corresponding(runs, offset);
	const back = (offset: number): number => corresponding(runs, offset, true);
	return {
		...plain,
		form: 'pretty',
		text,
		// The end of a mark is behind its last character, which must not take the white space after it along.
		marks: plain.marks.map((mark) => ({
			...mark,
			from: to(mark.from),
			to: mark.to > mark.from ? to(mark.to - 1) + 1 : to(mark.to),
		})),
		at: to(plain.at),
		placeOf: (offset) => plain.placeOf(back(offset)),
		toScript: back,
		fromScript: to,
	};
}

/** A file that the script was made of. `stretches` belong to the marks and, the last, to the handler's beginning. */
export function showOriginal(
	{ marks }: Executed,
	stretches: readonly (OriginalStretch | undefined)[],
	{ name, url }: OriginalFile,
	index: number,
	content: string,
): Shown {
	const text = content.replace(/\r\n?|[\u2028\u2029]/g, '\n');
	const starts = lineStarts(text);
	const rangeIn = (stretch: OriginalStretch | undefined): [number, number] | undefined =>
		stretch?.source === index ? rangeOf(starts, text.length, stretch) : undefined;
	const found = marks.flatMap((mark, at) => codeMark(mark, rangeIn(stretches[at])));
	return {
		form: 'original',
		text,
		name,
		marks: found,
		at: beginning(found) ?? rangeIn(stretches[marks.length])?.[0] ?? 0,
		placeOf(offset) {
			const { line, column } = positionOf(starts, offset);
			return { url, line, column: column + 1 };
		},
	};
}

/** What is asked of a source map: the marks, and the handler's beginning. */
export function stretchesOf({ marks, handler }: Executed): Mark['place'][] {
	const { line, column } = handler;
	return [...marks.map(({ place }) => place), { line, column, endLine: line, endColumn: column + 1 }];
}

function codeMark({ id, kind, title }: Mark, range: [number, number] | undefined): CodeMark[] {
	return range ? [{ id, kind, title, from: range[0], to: range[1] }] : [];
}

const beginning = (marks: readonly CodeMark[]): number | undefined =>
	(marks.find(({ kind }) => kind === 'deciding') ?? marks.find(({ kind }) => kind === 'use'))?.from;

function siteOf(executed: Executed, starts: readonly number[], offset: number): CallSite | undefined {
	const at = loadedAt(executed, positionOf(starts, offset));
	return executed.script && at && { url: executed.script.url, line: at.line, column: at.column + 1 };
}
