import { visible } from '../session/visible.ts';

/** HTML that was escaped: made by `html` alone. */
export class Html {
	readonly text: string;

	constructor(text: string) {
		this.text = text;
	}
}

const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
	'`': '&#96;',
};

/** Text for any place in HTML but scripts, styles and unquoted attributes; characters that HTML forbids become U+FFFD. */
export function escapeHtml(text: string): string {
	return (
		text
			.replace(/[&<>"'`]/g, (char) => ENTITIES[char] as string)
			// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it replaces
			.replace(/[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f]/g, '\uFFFD')
	);
}

/** A template whose inserts are escaped, unless they were made by it; in them nothing stays unseen. */
export function html(strings: TemplateStringsArray, ...inserts: (string | number | Html)[]): Html {
	const text = strings.map((string, at) => {
		const insert = inserts[at];
		if (insert === undefined) return string;
		return string + (insert instanceof Html ? insert.text : escapeHtml(visible(String(insert))));
	});
	return new Html(text.join(''));
}

export function joined(parts: readonly Html[]): Html {
	return new Html(parts.map(({ text }) => text).join(''));
}
