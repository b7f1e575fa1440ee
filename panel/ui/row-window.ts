/** Taller than this, browsers lay out wrongly or not at all (Firefox ends near 17.9 million pixels). */
const TALLEST = 12_000_000;

/** Height of the content in pixels. */
export const contentHeight = (count: number, rowHeight: number): number =>
	Math.min(count * rowHeight, TALLEST);

export interface RowWindow {
	/** Rows to draw: from `first` up to, not including, `end`. */
	first: number;
	end: number;
	/** Where the first of them stands, in pixels from the top of the content. */
	offset: number;
	/** Height of the content in pixels. */
	height: number;
}

interface Scrolled {
	scrollTop: number;
	viewport: number;
	count: number;
	rowHeight: number;
}

/**
 * Which rows of one height are in sight. In constant time, since rows are added ten thousand a second;
 * beyond the tallest content a browser can lay out, the scroll bar covers the rows in proportion.
 */
export function rowWindow({ scrollTop, viewport, count, rowHeight }: Scrolled): RowWindow {
	const real = count * rowHeight;
	const height = contentHeight(count, rowHeight);
	const reach = Math.max(0, height - viewport);
	const top = Math.min(Math.max(0, scrollTop), reach);
	const realTop = height === real || reach === 0 ? top : (top / reach) * (real - viewport);
	const first = Math.max(0, Math.floor(realTop / rowHeight) - 2);
	const end = Math.min(count, Math.ceil((realTop + viewport) / rowHeight) + 2);
	return { first, end, offset: top - (realTop - first * rowHeight), height };
}

/** The scroll position nearest to the present one at which a row is fully in sight. */
export function scrollTopFor(index: number, { scrollTop, viewport, count, rowHeight }: Scrolled): number {
	const real = count * rowHeight;
	const height = contentHeight(count, rowHeight);
	const reach = Math.max(0, height - viewport);
	const scale = height === real || real <= viewport ? 1 : reach / (real - viewport);
	const top = scrollTop / scale;
	const start = index * rowHeight;
	if (start < top) return start * scale;
	if (start + rowHeight > top + viewport) return (start + rowHeight - viewport) * scale;
	return scrollTop;
}

/**
 * Which element each line is drawn in, by numbers: one whose row stays in sight goes with it, the others take over what
 * came. After a jump, all of them stay where they are and only what they say is new: to move them costs the most.
 *
 * @param before what each line was drawn in; `by`: how many rows further the first line is now
 */
export function elementsOf(before: readonly number[], by: number, count: number): number[] {
	const shift = Math.abs(by) * 2 > count ? 0 : by;
	const kept = Array.from({ length: count }, (_, line) => before[line + shift]);
	const used = new Set(kept);
	const free = before.filter((element) => !used.has(element));
	let next = before.reduce((most, element) => Math.max(most, element + 1), 0);
	return kept.map((element) => element ?? free.shift() ?? next++);
}
