import type { Grid } from './read-grid.ts';

const GAP = '  ';

/** Cuts to `width` characters; what was cut shows as '…'. */
const cut = (text: string, width: number): string =>
	text.length > width ? `${text.slice(0, Math.max(0, width - 1))}…` : text;

/** A list as lines of text with aligned columns, at most `width` characters wide; empty columns are left out. */
export function textTable({ columns, rows }: Grid, width = 160): string {
	const used = columns.filter((column) => column && rows.some((row) => row[column]));
	const wanted = used.map((column) =>
		Math.max(column.length, ...rows.map((row) => (row[column] ?? '').length)),
	);
	const gaps = GAP.length * (used.length - 1);
	let room = Math.max(width - gaps, used.length * 8);
	// The narrow columns get what they want; the wide ones share what is left.
	const widths = wanted.map(() => 0);
	const order = wanted.map((_, at) => at).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
	order.forEach((at, done) => {
		widths[at] = Math.min(wanted[at] ?? 0, Math.floor(room / (order.length - done)));
		room -= widths[at] ?? 0;
	});
	const line = (cells: string[]): string =>
		cells
			.map((cell, at) => cut(cell, widths[at] ?? 0).padEnd(widths[at] ?? 0))
			.join(GAP)
			.trimEnd();
	const rule = widths.map((each) => '─'.repeat(each)).join(GAP);
	return [line(used), rule, ...rows.map((row) => line(used.map((column) => row[column] ?? '')))].join('\n');
}
