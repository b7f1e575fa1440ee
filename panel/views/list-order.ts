import type { Column } from '../ui/columns.ts';

/** By which column a list that has an order of its own is put in another. */
export interface ListSort {
	column: string;
	descending: boolean;
}

/** A column of such a list; `order`: what it is sorted by. */
export interface OrderedColumn<T> extends Column<T> {
	order?: (item: T) => string | number;
}

/** What a click on a column's head makes of the order: up, down, then as it was. */
export function turned(now: ListSort | undefined, column: string): ListSort | undefined {
	if (now?.column !== column) return { column, descending: false };
	return now.descending ? undefined : { column, descending: true };
}

/** Items in a column's order, numbers by their size and texts as people sort them; what is alike stays as it came. */
export function inOrder<T>(
	items: readonly T[],
	columns: readonly OrderedColumn<T>[],
	sort: ListSort | undefined,
): readonly T[] {
	const order = columns.find(({ id }) => id === sort?.column)?.order;
	if (!order || !sort) return items;
	const sign = sort.descending ? -1 : 1;
	return items.toSorted((a, b) => {
		const [x, y] = [order(a), order(b)];
		if (typeof x === 'number' && typeof y === 'number') return sign * (x - y);
		return sign * String(x).localeCompare(String(y));
	});
}
