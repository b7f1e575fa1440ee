import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../i18n.ts';
import { type Column, fitting, GridHead, templateOf, widthOf } from './GridHead.tsx';
import { DownIcon } from './Icons.tsx';
import { type Scroll, useRowWindow } from './use-row-window.ts';

export const ROW_HEIGHT = 21;

/** Rows by index; `keyOf` stays the same for a row wherever it moves. */
export interface RowSource<R> {
	count: number;
	at(index: number): R | undefined;
	keyOf(row: R): number;
	/** Index of the row with this key, -1 when there is none. */
	indexOf(key: number): number;
}

interface DataGridProps<R> {
	/** Unique in the document, stable: widths are remembered under it. */
	id: string;
	label: string;
	columns: readonly Column<R>[];
	rows: RowSource<R>;
	selected: number | undefined;
	onSelect(key: number | undefined): void;
	/** Enter or a double click: look at it closer. */
	onOpen?: (key: number) => void;
	rowClass?: (row: R) => string;
	/** New rows come at the end: stay there unless the person scrolls away or selects. */
	sticky?: boolean;
	widths: Record<string, number>;
	onWidth(column: string, width: number): void;
	sort?: { column: string; descending: boolean } | undefined;
	onSort?: (column: string) => void;
	empty?: ComponentChildren;
}

/** The list of every tab: one line a row, thousands of which are drawn only where they are in sight. */
export function DataGrid<R>(props: DataGridProps<R>) {
	const { id, label, rows, selected, onSelect, onOpen, widths, sticky = false } = props;
	const scroller = useRef<HTMLDivElement>(null);
	const scroll = useRowWindow(scroller, rows.count, ROW_HEIGHT, sticky && selected === undefined);
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

	const select = (index: number): void => {
		const row = rows.at(Math.max(0, Math.min(rows.count - 1, index)));
		if (row !== undefined) onSelect(rows.keyOf(row));
	};
	const onKeyDown = (event: KeyboardEvent): void => {
		if (event.altKey || event.ctrlKey || event.metaKey) return;
		const page = Math.max(1, scroll.page - 1);
		const from = selectedIndex;
		const to = {
			ArrowDown: from + 1,
			ArrowUp: from < 0 ? rows.count - 1 : from - 1,
			PageDown: from + page,
			PageUp: from - page,
			Home: 0,
			End: rows.count - 1,
		}[event.key];
		if (to !== undefined) select(to);
		else if (event.key === 'Enter' && selected !== undefined) onOpen?.(selected);
		else if (event.key === 'Escape' && selected !== undefined) onSelect(undefined);
		else return;
		event.preventDefault();
	};

	const lines = [];
	for (let index = shown.first; index < shown.end; index++) {
		const row = rows.at(index);
		if (row === undefined) continue;
		const key = rows.keyOf(row);
		lines.push(
			// biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys for all of its rows
			// biome-ignore lint/a11y/useFocusableInteractive: the grid is focused and names its active row
			// biome-ignore lint/a11y/useSemanticElements: a table's rows cannot be drawn in part
			<div
				key={key}
				id={`${id}-${key}`}
				class={`row ${index % 2 ? 'row-odd' : ''} ${props.rowClass?.(row) ?? ''}`}
				role="row"
				aria-rowindex={index + 2}
				aria-selected={key === selected}
				onMouseDown={(event) => event.button === 0 && onSelect(key)}
				onClick={() => key !== selected && onSelect(key)}
				onDblClick={() => onOpen?.(key)}
			>
				{columns.map((column) => (
					// biome-ignore lint/a11y/useFocusableInteractive: as above
					// biome-ignore lint/a11y/useSemanticElements: as above
					<div
						key={column.id}
						role="gridcell"
						class={`cell ${column.class ?? ''}`}
						title={column.title?.(row)}
					>
						{column.cell(row)}
					</div>
				))}
			</div>,
		);
	}
	return (
		<div class="grid-frame">
			{/* biome-ignore lint/a11y/useSemanticElements: a table's rows cannot be drawn in part */}
			<div
				ref={scroller}
				id={id}
				class="grid"
				role="grid"
				aria-label={label}
				aria-rowcount={rows.count + 1}
				aria-colcount={columns.length}
				aria-activedescendant={selectedIndex >= 0 ? `${id}-${selected}` : undefined}
				tabIndex={0}
				style={{
					'--columns': templateOf(columns, widths, id),
					'--row': `${ROW_HEIGHT}px`,
					'--narrowest': `${widthOf(columns, widths, id)}px`,
				}}
				onScroll={scroll.onScroll}
				onKeyDown={onKeyDown}
			>
				<GridHead
					id={id}
					columns={columns}
					onWidth={props.onWidth}
					sort={props.sort}
					{...(props.onSort ? { onSort: props.onSort } : {})}
				/>
				{/* biome-ignore lint/a11y/useSemanticElements: as above */}
				<div class="grid-body" role="rowgroup" style={{ height: `${shown.height}px` }}>
					<div class="grid-window" role="presentation" style={{ transform: `translateY(${shown.offset}px)` }}>
						{lines}
					</div>
				</div>
			</div>
			{rows.count === 0 && <div class="grid-empty">{props.empty}</div>}
			<NewRows scroll={scroll} />
		</div>
	);
}

/** Says that rows came below and leads to them. */
function NewRows({ scroll }: { scroll: Scroll }) {
	if (scroll.unseen === 0) return null;
	return (
		<button type="button" class="pill" onClick={scroll.toEnd}>
			<DownIcon />
			{t('newRows', scroll.unseen)}
		</button>
	);
}
