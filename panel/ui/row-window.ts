/** Taller than this, browsers lay out wrongly or not at all (Firefox ends near 17.9 million pixels). */
const TALLEST = 12_000_000;

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
	const height = Math.min(real, TALLEST);
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
	const height = Math.min(real, TALLEST);
	const reach = Math.max(0, height - viewport);
	const scale = height === real || real <= viewport ? 1 : reach / (real - viewport);
	const top = scrollTop / scale;
	const start = index * rowHeight;
	if (start < top) return start * scale;
	if (start + rowHeight > top + viewport) return (start + rowHeight - viewport) * scale;
	return scrollTop;
}
