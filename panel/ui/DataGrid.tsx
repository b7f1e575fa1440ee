import { type ComponentChildren, render } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { formatCount, t } from '../i18n.ts';
import { type Column, fitting, templateOf, widthOf } from './columns.ts';
import { copyText } from './copy-text.ts';
import { GridHead } from './GridHead.tsx';
import { useLines } from './GridLines.tsx';
import { type CellAction, cellId, type Heading } from './GridRow.tsx';
import { DownIcon } from './Icons.tsx';
import { useGridKeys } from './use-grid-keys.ts';
import { useRowWindow } from './use-row-window.ts';
import { useUnseen } from './use-unseen.ts';

const ROW_HEIGHT = 21;

/** Rows by index; `keyOf` stays the same for a row wherever it moves. */
export interface RowSource<R> {
	count: number;
	at(index: number): R | undefined;
	keyOf(row: R): number;
	/** Index of the row with this key, -1 when there is none. */
	indexOf(key: number): number;
	/** Key of the heading that a row is below; absent: rows have none. */
	headingOf?: ((row: R) => number | undefined) | undefined;
}

export interface DataGridProps<R> {
	/** Unique in the document, stable: widths are remembered under it. */
	id: string;
	label: string;
	columns: readonly Column<R>[];
	rows: RowSource<R>;
	selected: number | undefined;
	onSelect(key: number | undefined): void;
	rowClass?: (row: R) => string;
	/**
	 * New rows come at the end, with keys from this one on: the list stays there unless the person scrolls away or selects.
	 */
	newFrom?: number | undefined;
	widths: Record<string, number>;
	onWidth(column: string, width: number): void;
	sort?: { column: string; descending: boolean } | undefined;
	onSort?: ((column: string) => void) | undefined;
	/** Moves a column to the left or right. */
	onMove?: (column: string, by: -1 | 1) => void;
	/** What a row that stands for others says; the list is a tree of two levels then. */
	heading?: ((row: R) => Heading | undefined) | undefined;
	onCell?: (row: R, column: string, action: CellAction) => void;
	/** Asks what can be done with a column. */
	onHead?: (column: string, x: number, y: number) => void;
	empty?: ComponentChildren;
	/** Stands below rows that are few and say little. */
	hint?: ComponentChildren;
}

/** The list of every tab: one line a row, thousands of which are drawn only where they are in sight. */
export function DataGrid<R>(props: DataGridProps<R>) {
	const { id, label, rows, selected, onSelect, widths, newFrom } = props;
	const scroller = useRef<HTMLDivElement>(null);
	const scroll = useRowWindow(
		scroller,
		rows.count,
		ROW_HEIGHT,
		newFrom !== undefined && selected === undefined,
	);
	const unseen = useUnseen(scroll, rows, newFrom);
	const { window: shown } = scroll;
	const columns = fitting<R, Column<R>>(props.columns, widths, id, scroll.width);
	const selectedIndex = selected === undefined ? -1 : rows.indexOf(selected);

	// A row selected elsewhere (a link, the keyboard) is brought into sight; one that merely moved is not.
	const revealed = useRef<number | undefined>(undefined);
	useLayoutEffect(() => {
		if (revealed.current === selected) return;
		revealed.current = selected;
		if (selectedIndex >= 0) scroll.reveal(selectedIndex);
	});

	// It stays in sight when its details take a part of the list's room.
	const wasInSight = useRef(false);
	useLayoutEffect(() => {
		if (wasInSight.current && selectedIndex >= 0) scroll.reveal(selectedIndex);
	}, [scroll.height]);
	useLayoutEffect(() => {
		wasInSight.current = selectedIndex >= 0 && scroll.isInSight(selectedIndex);
	});

	const select = (index: number): void => {
		const row = rows.at(Math.max(0, Math.min(rows.count - 1, index)));
		if (row !== undefined) onSelect(rows.keyOf(row));
	};
	const selectedRow = selectedIndex < 0 ? undefined : rows.at(selectedIndex);
	const headingOfSelected = selectedRow === undefined ? undefined : rows.headingOf?.(selectedRow);
	const onCell = props.onCell;
	const { cursor, leave, onKeyDown } = useGridKeys<R>({
		columns,
		count: rows.count,
		page: scroll.page,
		selectedIndex,
		heading: selectedRow === undefined ? undefined : props.heading?.(selectedRow),
		select,
		deselect: () => onSelect(undefined),
		toHeading: headingOfSelected === undefined ? undefined : () => onSelect(headingOfSelected),
		// Its details are beside the list.
		open: () =>
			scroller.current
				?.closest('.split')
				?.querySelector<HTMLElement>('.detail [role=tab][aria-selected=true]')
				?.focus(),
		onCell:
			onCell && selectedRow !== undefined ? (column, act) => onCell(selectedRow, column, act) : undefined,
		onSort: props.onSort,
		onMove: props.onMove,
		// As it stands: it may have had to give way.
		widthOf: (column) => shownWidth(id, column.id) || (widths[`${id}.${column.id}`] ?? column.width),
		onWidth: (column, width) => props.onWidth(`${id}.${column}`, width),
	});
	const atCell = cursor.inHead ? undefined : cursor.column;

	const lines = useLines(props, { columns, scroll, atCell });
	const active = cursor.inHead
		? cellId(id, 'head', cursor.column)
		: selectedIndex >= 0 && selected !== undefined
			? cellId(id, selected, selectedRow !== undefined && props.heading?.(selectedRow) ? undefined : atCell)
			: undefined;
	const role = props.heading ? { role: 'treegrid' as const } : {};
	/** Ctrl or Cmd+C copies the cell that the keyboard is at, else the selected row with tabs between its cells. */
	const copy = (event: KeyboardEvent): boolean => {
		const isAsked = event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey);
		if (!isAsked || String(getSelection()) !== '' || selectedRow === undefined || cursor.inHead) return false;
		const title = props.heading?.(selectedRow);
		const wanted = columns.filter((column) => atCell === undefined || column.id === atCell);
		const cells = title ? [title.label] : wanted.map((column) => column.cell(selectedRow));
		void copyText(cells.map(textOf).join('\t'));
		event.preventDefault();
		return true;
	};
	/** A menu asked for by a key, which has no place of its own, or over the header. */
	const onContextMenu = (event: MouseEvent): void => {
		const over = (event.target as Element).closest<HTMLElement>('[data-head]');
		const head = over?.dataset['head'] ?? (cursor.inHead ? cursor.column : undefined);
		const cell = over ?? (active === undefined ? null : document.getElementById(active));
		if (!cell) return;
		const { left, bottom } = cell.getBoundingClientRect();
		const x = over ? event.clientX : left + 8;
		if (head !== undefined && props.onHead) props.onHead(head, x, bottom);
		else if (head === undefined && onCell && selectedRow !== undefined && !props.heading?.(selectedRow)) {
			onCell(selectedRow, atCell ?? columns[0]?.id ?? '', { do: 'menu', x, y: bottom });
		} else return;
		event.preventDefault();
	};
	return (
		<div class="grid-frame">
			{/* biome-ignore lint/a11y/useSemanticElements: a table's rows cannot be drawn in part */}
			<div
				ref={scroller}
				id={id}
				class="grid"
				role="grid"
				{...role}
				aria-label={label}
				aria-rowcount={rows.count + 1}
				aria-colcount={columns.length}
				aria-activedescendant={active}
				tabIndex={0}
				style={{
					'--columns': templateOf(columns, widths, id, scroll.width),
					'--row': `${ROW_HEIGHT}px`,
					'--narrowest': `${widthOf(columns, widths, id)}px`,
				}}
				onScroll={scroll.onScroll}
				onKeyDown={(event) => copy(event) || onKeyDown(event)}
				onPointerOver={tellWhole}
				onContextMenu={onContextMenu}
				onBlur={leave}
			>
				<GridHead
					id={id}
					columns={columns}
					onWidth={props.onWidth}
					sort={props.sort}
					onSort={props.onSort}
					cursor={cursor.inHead ? cursor.column : undefined}
				/>
				{/* biome-ignore lint/a11y/useSemanticElements: as above */}
				<div class="grid-body" role="rowgroup" style={{ height: `${shown.height}px` }}>
					<div class="grid-window" role="presentation" style={{ transform: `translateY(${shown.offset}px)` }}>
						{lines}
					</div>
				</div>
			</div>
			{rows.count === 0 && <div class="grid-empty">{props.empty}</div>}
			{rows.count > 0 && props.hint && <div class="grid-empty">{props.hint}</div>}
			<NewRows count={unseen} toEnd={scroll.toEnd} />
		</div>
	);
}

const shownWidth = (grid: string, column: string): number =>
	Math.round(document.getElementById(cellId(grid, 'head', column))?.getBoundingClientRect().width ?? 0);

/** Text of what a cell says; its row need not be in sight. */
function textOf(content: ComponentChildren): string {
	const place = document.createElement('div');
	render(content, place);
	const text = place.textContent?.trim() ?? '';
	render(null, place);
	return text;
}

/** A cell that says more than there is room for, and has no other tooltip, has its whole text as one while it is pointed at. */
function tellWhole({ target }: PointerEvent): void {
	const cell = target instanceof Element ? target.closest<HTMLElement>('.cell') : null;
	if (!cell || cell.title || cell.scrollWidth <= cell.clientWidth) return;
	cell.title = cell.textContent?.slice(0, MOST_TOLD) ?? '';
	// The element may be another row's next time.
	cell.addEventListener('pointerleave', () => cell.removeAttribute('title'), { once: true });
}

const MOST_TOLD = 1_000;

/** Says that rows came below and leads to them. */
function NewRows({ count, toEnd }: { count: number; toEnd(): void }) {
	if (count === 0) return null;
	return (
		<button type="button" class="pill" onClick={toEnd}>
			<DownIcon />
			{t('newRows', formatCount(count))}
		</button>
	);
}
