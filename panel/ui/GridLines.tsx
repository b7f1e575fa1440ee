import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import type { Column } from './columns.ts';
import type { DataGridProps } from './DataGrid.tsx';
import { GridRow, HeadingRow } from './GridRow.tsx';
import { elementsOf } from './row-window.ts';
import type { Scroll } from './use-row-window.ts';

/** What lines are drawn of beside the grid's own properties. */
interface Drawing<R> {
	columns: readonly Column<R>[];
	scroll: Pick<Scroll, 'window' | 'width' | 'turns'>;
	/** Column that the keyboard is at. */
	atCell: string | undefined;
}

interface Line {
	key: number;
	element: number | undefined;
	drawn: VNode;
}

/** What was drawn last, and of what. */
interface Last<R> extends Drawing<R> {
	props: DataGridProps<R>;
	lines: ReadonlyMap<number, Line>;
	elements: readonly number[];
}

/**
 * The lines of a grid that are in sight. Elements are taken again for other rows: in a flood all that is in sight is another
 * at each look, and making it anew would be most of the work. Where a person only scrolls, lines that stay in sight are
 * not drawn again.
 */
export function useLines<R>(props: DataGridProps<R>, drawing: Drawing<R>): VNode[] {
	const ref = useRef<Last<R> | undefined>(undefined);
	const { window: shown, turns, width } = drawing.scroll;
	const last = ref.current;
	const moved = shown.first - (last?.scroll.window.first ?? 0);
	const elements = elementsOf(last?.elements ?? [], moved, shown.end - shown.first);
	const isScroll =
		last?.props === props &&
		last.scroll.turns !== turns &&
		last.scroll.width === width &&
		last.atCell === drawing.atCell;
	const lines = new Map<number, Line>();
	for (let index = shown.first; index < shown.end; index++) {
		const row = props.rows.at(index);
		if (row === undefined) continue;
		const key = props.rows.keyOf(row);
		const element = elements[index - shown.first];
		const before = isScroll ? last.lines.get(index) : undefined;
		const stays = before?.key === key && before.element === element;
		lines.set(
			index,
			stays ? before : { key, element, drawn: line(props, drawing, { row, key, index, element }) },
		);
	}
	ref.current = { ...drawing, props, lines, elements };
	return Array.from(lines.values(), ({ drawn }) => drawn);
}

interface Place<R> {
	row: R;
	key: number;
	index: number;
	element: number | undefined;
}

function line<R>(
	props: DataGridProps<R>,
	drawing: Drawing<R>,
	{ row, key, index, element }: Place<R>,
): VNode {
	const { rows, onSelect, onCell } = props;
	const { columns, atCell } = drawing;
	const selected = key === props.selected;
	const common = { grid: props.id, rowKey: key, index, selected };
	const heading = props.heading?.(row);
	if (heading) {
		return (
			<HeadingRow
				key={element}
				{...common}
				span={columns.length}
				heading={heading}
				onSelect={() => onSelect(key)}
			/>
		);
	}
	return (
		<GridRow
			key={element}
			{...common}
			row={row}
			columns={columns}
			class={props.rowClass?.(row) ?? ''}
			level={props.heading && (rows.headingOf?.(row) === undefined ? 1 : 2)}
			cursor={selected ? atCell : undefined}
			onSelect={() => onSelect(key)}
			onCell={onCell && ((column, action) => onCell(row, column, action))}
		/>
	);
}
