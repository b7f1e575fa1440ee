import { useRef } from 'preact/hooks';
import type { RowSource } from './DataGrid.tsx';
import type { Scroll } from './use-row-window.ts';

/**
 * How many rows came below since the person left the end, of those that are listed: what a filter lets in again is not
 * new. `newFrom`: key of the next row that comes; undefined where new rows stand anywhere.
 */
export function useUnseen<R>(
	{ isStuck, window }: Scroll,
	rows: RowSource<R>,
	newFrom: number | undefined,
): number {
	const from = useRef<number | undefined>(undefined);
	if (isStuck || window.end >= rows.count) from.current = newFrom;
	else from.current ??= newFrom;
	if (newFrom === undefined || from.current === undefined) return 0;
	let low = 0;
	let high = rows.count;
	while (low < high) {
		const middle = (low + high) >> 1;
		const row = rows.at(middle);
		if (row !== undefined && rows.keyOf(row) < from.current) low = middle + 1;
		else high = middle;
	}
	return rows.count - low;
}
