import { hexOf } from '../bytes/hex.ts';
import type { DecodedValue } from '../decoded.ts';
import { limits } from '../limits.ts';

/** One line of at most `limits.preview` units: JSON-like, with bytes as their count and first values. */
export function previewOf(value: DecodedValue): string {
	const out: string[] = [];
	let room = limits.preview;
	const put = (text: string): boolean => {
		out.push(text);
		room -= text.length;
		return room > 0;
	};
	write(value, put, 0);
	return line(out.join(''));
}

/** Cuts text to a preview, control characters and line ends shown as spaces. */
export function line(text: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it replaces
	const flat = text.slice(0, limits.preview + 1).replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ');
	return flat.length > limits.preview ? `${flat.slice(0, limits.preview - 1)}…` : flat;
}

function write(value: DecodedValue, put: (text: string) => boolean, depth: number): boolean {
	if (typeof value === 'string') return put(JSON.stringify(value.slice(0, limits.preview + 1)));
	if (typeof value === 'bigint') return put(`${value}n`);
	if (value === null || typeof value !== 'object') return put(String(value));
	if (value instanceof Uint8Array) return put(`<${value.length} bytes ${hexOf(value, 8)}>`);
	if (depth > 8) return put('…');
	if (Array.isArray(value)) {
		return put('[') && all(value, put, (item) => write(item, put, depth + 1)) && put(']');
	}
	const entries = value instanceof Map ? value : lazyEntries(value);
	const isMap = value instanceof Map;
	return (
		put('{') &&
		all(entries, put, ([key, item]) => {
			const named = isMap ? write(key, put, depth + 1) : put(keyText(String(key)));
			return named && put(': ') && write(item, put, depth + 1);
		}) &&
		put('}')
	);
}

function* lazyEntries(value: { [key: string]: DecodedValue }): Generator<[DecodedValue, DecodedValue]> {
	for (const key in value) if (Object.hasOwn(value, key)) yield [key, value[key]];
}

function keyText(key: string): string {
	return /^[\w$]+$/.test(key) ? key.slice(0, limits.preview) : JSON.stringify(key.slice(0, limits.preview));
}

function all<T>(items: Iterable<T>, put: (text: string) => boolean, each: (item: T) => boolean): boolean {
	let first = true;
	for (const item of items) {
		if (!first && !put(', ')) return false;
		first = false;
		if (!each(item)) return false;
	}
	return true;
}
