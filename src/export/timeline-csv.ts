import type { VerdictOf } from '../session/facts.ts';
import type { Session } from '../session/session.ts';
import { type ExportOptions, type Pieces, redactorOf } from './export-options.ts';
import { type RowTexts, rowReader } from './row-text.ts';

export interface CsvOptions extends Pick<ExportOptions, 'redact'> {
	verdictOf: VerdictOf;
	/** Rows to write, in order; all of the timeline where it is absent. */
	rows?: Iterable<number>;
}

/** Spreadsheets cut cells at 32,767 characters; quotes are doubled within that. */
const LONGEST = 16_000;

const COLUMNS: Readonly<Record<string, (row: RowTexts) => string>> = {
	time: ({ time }) => isoTime(time),
	kind: ({ kind }) => kind,
	channel: ({ channel }) => channel,
	direction: ({ direction }) => (direction === 'none' ? '' : direction),
	from: ({ from }) => from,
	to: ({ to }) => to,
	origin: ({ origin }) => origin,
	type: ({ type }) => type,
	bytes: ({ size }) => (size < 0 ? '' : String(size)),
	listeners: ({ listeners }) => listeners.join('; '),
	verdicts: ({ verdicts }) => verdicts.join('; '),
	marks: ({ marks }) => marks.join(' '),
	text: ({ text }) => text,
};

/** The timeline as CSV (RFC 4180, with a header line), in the order of time. No cell is a formula to a spreadsheet. */
export function timelineCsv(session: Session, options: CsvOptions): Pieces {
	return { count: session.timeline.length, pieces: write(session, options) };
}

function* write(session: Session, options: CsvOptions): Generator<string> {
	const read = rowReader(session, redactorOf(options), options.verdictOf, LONGEST);
	const columns = Object.values(COLUMNS);
	// Spreadsheets take a file without the mark for one in a local encoding.
	yield `\uFEFF${Object.keys(COLUMNS).join(',')}\r\n`;
	for (const row of [...(options.rows ?? timelineRows(session))]) {
		// It may have been given up since this began.
		if (!session.holds(row)) continue;
		const texts = read(row);
		yield `${columns.map((column) => csvCell(column(texts))).join(',')}\r\n`;
	}
}

function* timelineRows({ timeline }: Session): Generator<number> {
	for (let at = 0; at < timeline.length; at++) yield timeline.at(at) as number;
}

/** What spreadsheets take for the beginning of a formula, also after space and in the full-width forms. */
const FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;

/** The same behind what parts cells in the spreadsheets of many countries, which then do not see the quotes around. */
const PARTED = /(?<=[;\t\r\n][\s"]*)(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;

/** One cell: quoted where it must be, with an apostrophe before what would be a formula. */
export function csvCell(text: string): string {
	const safe = (FORMULA.test(text) ? `'${text}` : text).replace(PARTED, "'");
	return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** ISO 8601 in UTC; empty for times beyond the calendar. */
export function isoTime(time: number): string {
	return Math.abs(time) > 8.64e15 ? '' : new Date(time).toISOString();
}
