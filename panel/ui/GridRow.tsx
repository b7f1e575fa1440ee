import type { ComponentChildren } from 'preact';
import type { Column } from './columns.ts';
import { DisclosureIcon } from './Icons.tsx';

/** A row that stands for the rows below it. */
export interface Heading {
	label: ComponentChildren;
	open: boolean;
	toggle(): void;
}

/** What a person does to one cell: filter by it, or ask what can be done with it. */
export type CellAction = { do: 'filter' } | { do: 'menu'; x: number; y: number };

/** Id of an element of a grid; without a column, of the whole row. */
export const cellId = (grid: string, key: number | 'head', column?: string): string =>
	column === undefined ? `${grid}-${key}` : `${grid}-${key}-${column}`;

interface GridRowProps<R> {
	grid: string;
	row: R;
	rowKey: number;
	index: number;
	columns: readonly Column<R>[];
	class: string;
	selected: boolean;
	/** Column that the keyboard is at, in the selected row. */
	cursor: string | undefined;
	/** Depth in a list with headings. */
	level: number | undefined;
	onSelect(): void;
	onCell: ((column: string, action: CellAction) => void) | undefined;
}

/** One line of a list. */
export function GridRow<R>(props: GridRowProps<R>) {
	const { grid, row, rowKey, selected, cursor, onSelect, onCell } = props;
	const down = (event: MouseEvent): void => {
		if (event.button === 0 && !(event.altKey && onCell)) onSelect();
	};
	const click = (event: MouseEvent): void => {
		const column = columnOf(event);
		if (event.altKey && onCell && column) onCell(column, { do: 'filter' });
		else if (!selected) onSelect();
	};
	const menu = (event: MouseEvent): void => {
		const column = columnOf(event);
		if (!onCell || !column) return;
		event.preventDefault();
		event.stopPropagation();
		onSelect();
		onCell(column, { do: 'menu', x: event.clientX, y: event.clientY });
	};
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys for all of its rows
		// biome-ignore lint/a11y/useFocusableInteractive: the grid is focused and names its active row
		// biome-ignore lint/a11y/useSemanticElements: a table's rows cannot be drawn in part
		<div
			id={cellId(grid, rowKey)}
			class={`row ${props.index % 2 ? 'row-odd' : ''} ${props.class}`}
			role="row"
			aria-rowindex={props.index + 2}
			aria-level={props.level}
			aria-selected={selected}
			onMouseDown={down}
			onClick={click}
			onContextMenu={menu}
		>
			{props.columns.map((column) => (
				// biome-ignore lint/a11y/useFocusableInteractive: as above
				// biome-ignore lint/a11y/useSemanticElements: as above
				<div
					key={column.id}
					id={cursor === column.id ? cellId(grid, rowKey, column.id) : undefined}
					role="gridcell"
					data-column={column.id}
					class={`cell ${column.class ?? ''} ${cursor === column.id ? 'cell-cursor' : ''}`}
					title={column.title?.(row)}
				>
					{column.cell(row)}
				</div>
			))}
		</div>
	);
}

function columnOf({ target }: MouseEvent): string | undefined {
	return (target as Element).closest<HTMLElement>('[data-column]')?.dataset['column'];
}

interface HeadingRowProps {
	grid: string;
	rowKey: number;
	index: number;
	span: number;
	heading: Heading;
	selected: boolean;
	onSelect(): void;
}

/** The line above a group of rows, which it opens and closes. */
export function HeadingRow({ grid, rowKey, index, span, heading, selected, onSelect }: HeadingRowProps) {
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys for all of its rows
		// biome-ignore lint/a11y/useFocusableInteractive: the grid is focused and names its active row
		// biome-ignore lint/a11y/useSemanticElements: a table's rows cannot be drawn in part
		<div
			id={cellId(grid, rowKey)}
			class="row row-heading"
			role="row"
			aria-rowindex={index + 2}
			aria-level={1}
			aria-expanded={heading.open}
			aria-selected={selected}
			onMouseDown={onSelect}
			onClick={heading.toggle}
		>
			{/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
			{/* biome-ignore lint/a11y/useSemanticElements: as above */}
			<div class="cell heading-cell" role="gridcell" aria-colspan={span}>
				<span class={`node-toggle ${heading.open ? 'node-open' : ''}`}>
					<DisclosureIcon />
				</span>
				{heading.label}
			</div>
		</div>
	);
}
