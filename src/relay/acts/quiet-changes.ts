/** What a listener can change in a document without any record of it: what form fields hold, sheets made by scripts, names. */

/** Fields that are looked at. */
const MOST = 2_000;
const PROPERTIES = ['value', 'checked', 'selected', 'designMode'];

type Field = Element & Record<string, unknown>;

/** How they are now; the answer tells what has changed since, in words; `back`: and puts it back. */
export function watchQuietly(): (back: boolean) => string[] {
	const fields = [...document.querySelectorAll('input, textarea, option')].slice(0, MOST);
	const before = ([document, ...fields] as Field[]).flatMap((field) =>
		PROPERTIES.filter((name) => name in field).map((name) => ({ field, name, value: field[name] })),
	);
	const { name: windowName } = window;
	const sheets = [...document.adoptedStyleSheets];
	return (back) => {
		const changed = before.filter(({ field, name, value }) => field[name] !== value);
		for (const { field, name, value } of back ? changed : [])
			try {
				field[name] = value;
			} catch {
				// No script may choose a file.
			}
		const words = changed.map(
			({ field: { id, localName }, name }) => `${name} of ${localName ?? '#document'}${id ? `#${id}` : ''}`,
		);
		if (window.name !== windowName) {
			words.push('name of window');
			if (back) window.name = windowName;
		}
		const now = document.adoptedStyleSheets;
		if (now.length === sheets.length && now.every((sheet, at) => sheet === sheets[at])) return words;
		if (back) document.adoptedStyleSheets = sheets;
		return [...words, 'adoptedStyleSheets of #document'];
	};
}
