import type { ComponentChildren } from 'preact';

/** A column of a list. */
export interface Column<R> {
	id: string;
	label: string;
	/** Pixels until a person drags the edge; the one with `grow` takes what is left. */
	width: number;
	/** Pixels that it gives way to where there is less room; absent: `width`. */
	least?: number;
	grow?: boolean;
	class?: string;
	cell(row: R): ComponentChildren;
	title?: (row: R) => string | undefined;
	/** Left out where there is no room, the highest first; absent: always shown. */
	spare?: number;
	/** Whether the list can be put in this column's order. */
	sortable?: boolean;
}

/** Pixels that a column has at least. */
export const NARROWEST = 28;

/** Of what is left beyond the least, what columns share until they are as wide as they want; the growing one has the rest. */
const SHARED = 0.6;

/** Template of the rows' columns in so many pixels: remembered widths, the growing one, else the widest, by what is left. */
export function templateOf<R>(
	columns: readonly Column<R>[],
	widths: Record<string, number>,
	grid: string,
	room: number,
): string {
	const widest = Math.max(...columns.map(({ width }) => width));
	const growing = columns.find(({ grow }) => grow) ?? columns.find(({ width }) => width === widest);
	const least = (column: Column<R>): number => leastOf(column, widths, grid);
	const wish = (column: Column<R>): number =>
		(widths[`${grid}.${column.id}`] ?? column.width) - least(column);
	const others = columns.filter((column) => column !== growing);
	const wishes = others.reduce((sum, column) => sum + wish(column), 0);
	const taken = columns.reduce(
		(sum, column) => sum + least(column) + (column === growing ? wish(column) : 0),
		0,
	);
	const met = wishes > 0 ? Math.min(1, Math.max(0, ((room - taken) * SHARED) / wishes)) : 0;
	return columns
		.map((column) =>
			column === growing
				? `minmax(${least(column)}px, 1fr)`
				: `${Math.floor(least(column) + wish(column) * met)}px`,
		)
		.join(' ');
}

/** Width of all columns in pixels, each at its narrowest. */
export function widthOf<R>(
	columns: readonly Column<R>[],
	widths: Record<string, number>,
	grid: string,
): number {
	return columns.reduce((sum, column) => sum + leastOf(column, widths, grid), 0);
}

/** What a person chose holds, however narrow the list. */
const leastOf = <R>({ id, width, least }: Column<R>, widths: Record<string, number>, grid: string): number =>
	widths[`${grid}.${id}`] ?? least ?? width;

/** The columns that a width has room for: the growing one is made narrow only once no other can be left out. */
export function fitting<R, C extends Column<R>>(
	columns: readonly C[],
	widths: Record<string, number>,
	grid: string,
	room: number,
): readonly C[] {
	const wanted = (column: C): number => {
		const least = leastOf(column, widths, grid);
		return column.grow ? Math.max(column.width, least) : least;
	};
	let shown = columns;
	while (room > 0 && shown.reduce((sum, column) => sum + wanted(column), 0) > room) {
		const [least] = shown
			.filter(({ spare }) => spare !== undefined)
			.sort((a, b) => (b.spare ?? 0) - (a.spare ?? 0));
		if (!least) break;
		// Narrow, it tells more than the room that it would leave empty.
		if (least.grow && widthOf(shown, widths, grid) <= room) break;
		shown = shown.filter((column) => column !== least);
	}
	return shown;
}
