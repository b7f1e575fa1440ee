import { readBase64 } from './bytes/base64.ts';
import type { DecodedValue } from './decoded.ts';
import { limits } from './limits.ts';

/** An encoded payload inside a value, base64 already undone. */
export interface Embedded {
	data: string | Uint8Array;
	path: string;
}

/**
 * Finds what may be encoded payloads inside a value: JSON in strings, base64, tokens, bytes. `known`
 * are paths that are read already. The caller decides whether a payload makes sense.
 */
export function* embeddedPayloads(value: DecodedValue, known: readonly string[]): Generator<Embedded> {
	const stack: { value: DecodedValue; path: string; depth: number }[] = [{ value, path: '', depth: 0 }];
	let left: number = limits.searched;
	for (let next = stack.pop(); next !== undefined && left-- > 0; next = stack.pop()) {
		const { value: item, path, depth } = next;
		if (known.includes(path)) continue;
		if (typeof item === 'string' || item instanceof Uint8Array) {
			const data =
				typeof item === 'string' ? encoded(item) : path !== '' && item.length >= 2 ? item : undefined;
			if (data !== undefined) yield { data, path };
		} else if (typeof item === 'object' && item !== null && depth < limits.valueDepth) {
			const inside = children(item, path, left).map((child) => ({ ...child, depth: depth + 1 }));
			stack.push(...inside.reverse());
		}
	}
}

function children(
	item: object & DecodedValue,
	path: string,
	most: number,
): { value: DecodedValue; path: string }[] {
	const out: { value: DecodedValue; path: string }[] = [];
	const room = Math.min(most, limits.searched);
	if (Array.isArray(item)) {
		for (let i = 0; i < item.length && out.length < room; i++)
			out.push({ value: item[i], path: `${path}[${i}]` });
	} else if (item instanceof Map) {
		for (const [key, value] of item) {
			if (out.length >= room) break;
			out.push({ value, path: pathOf(path, typeof key === 'object' ? '…' : String(key)) });
		}
	} else if (!(item instanceof Uint8Array)) {
		for (const key in item) {
			if (out.length >= room) break;
			if (Object.hasOwn(item, key)) out.push({ value: item[key], path: pathOf(path, key) });
		}
	}
	return out;
}

/** Path of a property, written as JavaScript would. */
function pathOf(parent: string, key: string): string {
	if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${parent}[${JSON.stringify(key)}]`;
	return parent === '' ? key : `${parent}.${key}`;
}

const token = /^[\w-]{8,}\.[\w-]{2,}\.[\w-]*$/;
const base64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

function encoded(text: string): string | Uint8Array | undefined {
	if (text.length < 2) return undefined;
	const first = text.trimStart()[0];
	if (first === '{' || first === '[' || first === '<') return text;
	if (text.length < 16 || text.length > limits.frame) return undefined;
	if (token.test(text)) return text;
	// Words and hex digests fit the alphabet too: base64 of anything mixes cases or pads.
	const mixed = /[A-Z]/.test(text) && /[a-z]/.test(text) && (/[0-9+/=_-]/.test(text) || text.length > 40);
	return mixed && base64.test(text) ? readBase64(text) : undefined;
}
