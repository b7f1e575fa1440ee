import { useState } from 'preact/hooks';
import { type Column, NARROWEST } from './columns.ts';
import type { CellAction, Heading } from './GridRow.tsx';

/** Where the keyboard is, beside the selected row: at a cell of it, or in the header. */
export interface GridCursor {
	column: string | undefined;
	inHead: boolean;
}

interface GridKeys<R> {
	columns: readonly Column<R>[];
	count: number;
	/** Rows that fit into the viewport. */
	page: number;
	selectedIndex: number;
	heading: Heading | undefined;
	select(index: number): void;
	deselect(): void;
	/** Selects the heading that the row is below; absent: it has none. */
	toHeading: (() => void) | undefined;
	open(): void;
	/** Absent: nothing can be done with a cell. */
	onCell: ((column: string, action: CellAction) => void) | undefined;
	/** Absent: the list has an order of its own. */
	onSort: ((column: string) => void) | undefined;
	onMove: ((column: string, by: -1 | 1) => void) | undefined;
	widthOf(column: Column<R>): number;
	onWidth(column: string, width: number): void;
}

const STEP = 10;

/**
 * The keyboard of a list: up and down through the rows and, above the first, into the header; left and right through
 * the cells, and from before the first cell to the heading of a row. In the header Enter sorts, Shift with an arrow makes the column wider or narrower, Alt with an arrow moves it.
 */
export function useGridKeys<R>(keys: GridKeys<R>): {
	cursor: GridCursor;
	leave(): void;
	onKeyDown(event: KeyboardEvent): void;
} {
	const [cursor, setCursor] = useState<GridCursor>({ column: undefined, inHead: false });
	const { columns, count, selectedIndex, heading } = keys;
	const at = columns.findIndex(({ id }) => id === cursor.column);
	const here = columns[at];
	const go = (to: number): void =>
		setCursor({ ...cursor, column: columns[Math.min(to, columns.length - 1)]?.id });

	const inHead = (event: KeyboardEvent): boolean => {
		const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key] as -1 | 1 | undefined;
		if (side && event.shiftKey && here) {
			keys.onWidth(here.id, Math.max(NARROWEST, keys.widthOf(here) + side * STEP));
		} else if (side && event.altKey && here) keys.onMove?.(here.id, side);
		else if (event.altKey) return false;
		else if (side) go(Math.max(0, at + side));
		else if (event.key === 'Home') go(0);
		else if (event.key === 'End') go(columns.length - 1);
		else if ((event.key === 'Enter' || event.key === ' ') && here) {
			if (here.sortable) keys.onSort?.(here.id);
		} else if (event.key === 'Escape') setCursor({ column: undefined, inHead: false });
		else if (event.key === 'ArrowDown' && count > 0) {
			setCursor({ ...cursor, inHead: false });
			keys.select(0);
		} else return false;
		return true;
	};

	const inRows = (event: KeyboardEvent): boolean => {
		const page = Math.max(1, keys.page - 1);
		const to = {
			ArrowDown: selectedIndex + 1,
			ArrowUp: selectedIndex < 0 ? count - 1 : selectedIndex - 1,
			PageDown: selectedIndex + page,
			PageUp: selectedIndex - page,
			Home: 0,
			End: count - 1,
		}[event.key];
		if (event.altKey) {
			if (event.key !== 'Enter' || !here || heading) return false;
			keys.onCell?.(here.id, { do: 'filter' });
		} else if (event.key === 'ArrowUp' && (selectedIndex === 0 || count === 0)) {
			setCursor({ column: cursor.column ?? columns[0]?.id, inHead: true });
		} else if (to !== undefined) keys.select(to);
		else if (selectedIndex < 0) return false;
		else if (event.key === 'Escape') {
			setCursor({ column: undefined, inHead: false });
			keys.deselect();
		} else if (heading) {
			const turns = { ArrowRight: !heading.open, ArrowLeft: heading.open, Enter: true, ' ': true }[event.key];
			if (turns === undefined) return false;
			if (turns) heading.toggle();
		} else if (event.key === 'ArrowRight') go(at + 1);
		else if (event.key === 'ArrowLeft' && at < 0) keys.toHeading?.();
		else if (event.key === 'ArrowLeft') setCursor({ column: columns[at - 1]?.id, inHead: false });
		else if (event.key === 'Enter') keys.open();
		else return false;
		return true;
	};

	return {
		cursor,
		leave: () => cursor.inHead && setCursor({ ...cursor, inHead: false }),
		onKeyDown(event) {
			if (event.ctrlKey || event.metaKey) return;
			if (!(cursor.inHead ? inHead(event) : inRows(event))) return;
			event.preventDefault();
			// The browser's developer tools have uses of their own for some of these keys, whether prevented or not.
			event.stopPropagation();
		},
	};
}
