const FONT = '11px system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';
/** Widths of texts that were measured; forgotten when there are too many. */
const widths = new Map<string, number>();
const MOST_WIDTHS = 5_000;
let context: CanvasRenderingContext2D | null | undefined;

/** Width in pixels of a text in the map's type. */
export function textWidth(text: string): number {
	let width = widths.get(text);
	if (width !== undefined) return width;
	context ??= document.createElement('canvas').getContext('2d');
	if (context) context.font = FONT;
	// Where nothing can be measured, half a square a letter.
	width = context
		? context.measureText(text).width
		: [...text].reduce((sum, c) => sum + (c > '\u2e80' ? 11 : 6), 0);
	if (widths.size >= MOST_WIDTHS) widths.clear();
	widths.set(text, width);
	return width;
}

/** The text, or as much of its beginning and end as fits. */
export function fitText(text: string, most: number): string {
	// What no width could hold need not be measured letter by letter.
	const cut = text.length > 300 ? `${text.slice(0, 150)}${text.slice(-150)}` : text;
	if (textWidth(cut) <= most && cut === text) return text;
	const letters = [...cut];
	let low = 0;
	let high = letters.length;
	const shortened = (kept: number): string => {
		const end = Math.floor(kept * 0.4);
		return `${letters.slice(0, kept - end).join('')}…${end > 0 ? letters.slice(-end).join('') : ''}`;
	};
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if (textWidth(shortened(middle)) <= most) low = middle;
		else high = middle - 1;
	}
	return shortened(low);
}
