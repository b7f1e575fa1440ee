const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** What `atob` makes of a text (https://html.spec.whatwg.org/#dom-atob); undefined where it throws. */
export function fromBase64(text: string): string | undefined {
	const digits = text.replace(/[\t\n\f\r ]/g, '').replace(/(?<=^(?:.{4})*.{2})==$|(?<=^(?:.{4})*.{3})=$/, '');
	if (digits.length % 4 === 1) return undefined;
	let bits = 0;
	let count = 0;
	let result = '';
	for (const digit of digits) {
		const value = DIGITS.indexOf(digit);
		if (value < 0) return undefined;
		bits = ((bits << 6) | value) & 0xffffff;
		count += 6;
		if (count < 8) continue;
		count -= 8;
		result += String.fromCharCode((bits >> count) & 0xff);
	}
	return result;
}

/** What `btoa` makes of a text; undefined where it throws. */
export function toBase64(text: string): string | undefined {
	let result = '';
	for (let at = 0; at < text.length; at += 3) {
		const codes = [0, 1, 2].map((offset) => text.charCodeAt(at + offset));
		if (codes.some((one) => one > 0xff)) return undefined;
		const [first = 0, second = 0, third = 0] = codes.map((one) => one || 0);
		const bits = (first << 16) | (second << 8) | third;
		const left = text.length - at;
		for (let digit = 0; digit < 4; digit++)
			result += digit > left ? '=' : DIGITS[(bits >> (18 - 6 * digit)) & 63];
	}
	return result;
}
