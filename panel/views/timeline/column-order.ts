import type { Column } from '../../ui/columns.ts';

/** Columns in the order that a person gave them; those that have none stay behind their left neighbour. */
export function ordered<C extends Pick<Column<number>, 'id'>>(
	columns: readonly C[],
	order: readonly string[],
): C[] {
	const known = order.flatMap((id) => columns.find((column) => column.id === id) ?? []);
	for (const [at, column] of columns.entries()) {
		if (known.includes(column)) continue;
		const left = columns[at - 1];
		known.splice(left ? known.indexOf(left) + 1 : 0, 0, column);
	}
	return known;
}

/** The order in which a column has changed places with its neighbour among the shown ones. */
export function moved(
	all: readonly { id: string }[],
	shown: readonly { id: string }[],
	column: string,
	by: -1 | 1,
): string[] {
	const ids = all.map(({ id }) => id);
	const neighbour = shown[shown.findIndex(({ id }) => id === column) + by];
	if (!neighbour) return ids;
	const [a, b] = [ids.indexOf(column), ids.indexOf(neighbour.id)];
	ids.splice(a, 1);
	ids.splice(b, 0, column);
	return ids;
}
