const chunk = 8192;

/** Decodes UTF-8 strictly (RFC 3629); undefined when the bytes are not UTF-8. */
export function readUtf8(bytes: Uint8Array): string | undefined {
	return decode(bytes, true);
}

/** Decodes UTF-8 and puts U+FFFD where the bytes are not UTF-8. */
export function showUtf8(bytes: Uint8Array): string {
	return decode(bytes, false) ?? '';
}

function decode(bytes: Uint8Array, strict: boolean): string | undefined {
	let out = '';
	let units: number[] = [];
	for (let i = 0; i < bytes.length; ) {
		const first = bytes[i] ?? 0;
		const length =
			first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
		const code = length === 1 ? first : length === 0 ? -1 : sequence(bytes, i, length);
		if (code < 0 && strict) return undefined;
		i += code < 0 ? 1 : length;
		if (code > 0xffff) units.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff));
		else units.push(code < 0 ? 0xfffd : code);
		if (units.length >= chunk) {
			out += String.fromCharCode(...units);
			units = [];
		}
	}
	return out + String.fromCharCode(...units);
}

const smallest = [0, 0, 0x80, 0x800, 0x10000];

/** Code point of a sequence of two to four bytes; -1 when it is cut, overlong, a surrogate or too large. */
function sequence(bytes: Uint8Array, at: number, length: number): number {
	let code = (bytes[at] ?? 0) & (0x7f >> length);
	for (let k = 1; k < length; k++) {
		const next = bytes[at + k];
		if (next === undefined || (next & 0xc0) !== 0x80) return -1;
		code = (code << 6) | (next & 0x3f);
	}
	const least = smallest[length] ?? 0;
	return code < least || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? -1 : code;
}

// Control characters that text protocols use: tab, line ends, STOMP's NUL, SignalR's record separator.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const unreadable = /[\u0001-\u0008\u000b\u000e-\u001d\u001f\u007f]/;

/** Whether text taken from bytes looks meant to be read: no control characters but those of text protocols. */
export function isReadable(text: string): boolean {
	if (unreadable.test(text)) return false;
	const nul = text.indexOf('\0');
	return nul < 0 || nul >= text.length - 2 || text.split('\0').length < text.length / 20;
}

/** Number of bytes of the text in UTF-8; lone surrogates count as U+FFFD. */
export function utf8Length(text: string): number {
	let length = text.length;
	for (let i = 0; i < text.length; i++) {
		const unit = text.charCodeAt(i);
		if (unit < 0x80) continue;
		length += unit < 0x800 ? 1 : 2;
		if (unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) i++;
	}
	return length;
}

/** The text in UTF-8; lone surrogates become U+FFFD. */
export function utf8Bytes(text: string): Uint8Array {
	const bytes = new Uint8Array(utf8Length(text));
	let at = 0;
	for (const char of text) {
		let code = char.codePointAt(0) ?? 0;
		if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
		if (code < 0x80) bytes[at++] = code;
		else {
			const tail = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
			bytes[at++] = (tail === 1 ? 0xc0 : tail === 2 ? 0xe0 : 0xf0) | (code >> (6 * tail));
			for (let k = tail - 1; k >= 0; k--) bytes[at++] = 0x80 | ((code >> (6 * k)) & 0x3f);
		}
	}
	return bytes;
}
