const WIDTH = 90;

/** A list in one line where it fits, else an item a line. `hugged`: where it stands after something on its line. */
export function layout(open: string, items: readonly string[], close: string, spaced: boolean): string {
	if (items.length === 0) return open + close;
	const gap = spaced ? ' ' : '';
	const line = `${open}${gap}${items.join(', ')}${gap}${close}`;
	if (line.length <= WIDTH && !line.includes('\n')) return line;
	return `${open}\n${items.map((item) => `${indented(item)},\n`).join('')}${close}`;
}

/** Nothing that was escaped holds a line break, so every line is one of the layout. */
function indented(text: string): string {
	return `\t${text.replaceAll('\n', '\n\t')}`;
}
