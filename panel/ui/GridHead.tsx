import { type Column, NARROWEST } from './columns.ts';
import { cellId } from './GridRow.tsx';

interface GridHeadProps<R> {
	id: string;
	columns: readonly Column<R>[];
	onWidth(column: string, width: number): void;
	sort: { column: string; descending: boolean } | undefined;
	onSort: ((column: string) => void) | undefined;
	/** Column that the keyboard is at. */
	cursor: string | undefined;
}

/** The header of a list: stays on top, edges can be dragged, a click sorts where that makes sense. */
export function GridHead<R>({ id, columns, onWidth, sort, onSort, cursor }: GridHeadProps<R>) {
	const drag = (event: PointerEvent, column: Column<R>): void => {
		const handle = event.currentTarget as HTMLElement;
		const cell = handle.parentElement;
		if (!cell || event.button !== 0) return;
		event.preventDefault();
		handle.setPointerCapture(event.pointerId);
		const start = cell.getBoundingClientRect().width - event.clientX;
		const move = (moved: PointerEvent): void =>
			onWidth(`${id}.${column.id}`, Math.max(NARROWEST, Math.round(start + moved.clientX)));
		handle.addEventListener('pointermove', move);
		handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), {
			once: true,
		});
	};
	return (
		// biome-ignore lint/a11y/useSemanticElements: a table's rows cannot be drawn in part
		<div class="grid-head" role="rowgroup">
			{/* biome-ignore lint/a11y/useSemanticElements: as above */}
			{/* biome-ignore lint/a11y/useFocusableInteractive: the grid is focused as a whole */}
			<div class="head-row" role="row" aria-rowindex={1}>
				{columns.map((column) => {
					const sorted = sort?.column === column.id ? sort : undefined;
					const can = column.sortable && onSort;
					return (
						// biome-ignore lint/a11y/useSemanticElements: as above
						// biome-ignore lint/a11y/useFocusableInteractive: its button is
						<div
							key={column.id}
							id={cellId(id, 'head', column.id)}
							data-head={column.id}
							class={`head-cell ${column.class ?? ''} ${cursor === column.id ? 'cell-cursor' : ''}`}
							role="columnheader"
							{...(can
								? { 'aria-sort': sorted ? (sorted.descending ? 'descending' : 'ascending') : 'none' }
								: {})}
						>
							{can ? (
								<button type="button" class="head-button" tabIndex={-1} onClick={() => onSort(column.id)}>
									{column.label}
									{sorted && <span class={`sort-mark ${sorted.descending ? 'sort-down' : ''}`} />}
								</button>
							) : (
								column.label
							)}
							{!column.grow && <span class="head-edge" onPointerDown={(event) => drag(event, column)} />}
						</div>
					);
				})}
			</div>
		</div>
	);
}
