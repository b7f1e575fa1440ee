const values = new Int8Array(128).fill(-1);
for (const [index, char] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
	values[char.charCodeAt(0)] = index;
values['-'.charCodeAt(0)] = 62;
values['_'.charCodeAt(0)] = 63;

/** Decodes base64 or base64url, padded or not (RFC 4648); undefined when the text is neither. */
export function readBase64(text: string): Uint8Array | undefined {
	const end = text.endsWith('==') ? text.length - 2 : text.endsWith('=') ? text.length - 1 : text.length;
	if (end % 4 === 1 || (end < text.length && text.length % 4 !== 0)) return undefined;
	const bytes = new Uint8Array(Math.floor((end * 3) / 4));
	let bits = 0;
	let held = 0;
	let at = 0;
	for (let i = 0; i < end; i++) {
		const value = values[text.charCodeAt(i)] ?? -1;
		if (value < 0) return undefined;
		bits = ((bits << 6) | value) & 0xffff;
		held += 6;
		if (held >= 8) {
			held -= 8;
			bytes[at++] = bits >> held;
		}
	}
	// Leftover bits are zero in what encoders write; anything else is a word that happens to fit.
	return (bits & ((1 << held) - 1)) === 0 ? bytes : undefined;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of bytes, padded. */
export function writeBase64(bytes: Uint8Array): string {
	let text = '';
	for (let at = 0; at < bytes.length; at += 3) {
		const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
		const four = [a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63];
		const kept = Math.min(bytes.length - at, 3) + 1;
		for (let i = 0; i < 4; i++) text += i < kept ? DIGITS[four[i] ?? 0] : '=';
	}
	return text;
}
