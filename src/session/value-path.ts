import type { Value } from '../protocol/value.ts';
import { mapKeyText, previewOf } from './plain.ts';

/** A part of a value under its name there; `path` is what `path:` of a filter takes. */
export interface Entry {
	name: string;
	path: string;
	value: Value;
}

/** Path of a member: `$.a`, `$.a[0]`, `$['a b']`, `$['it\\'s']`. */
export function memberPath(path: string, key: string | number): string {
	if (typeof key === 'number') return `${path}[${key}]`;
	return /^[\w$-]+$/.test(key) ? `${path}.${key}` : `${path}['${key.replace(/['\\]/g, '\\$&')}']`;
}

/** The parts of a value in its order; undefined where it has none by its nature. */
export function entriesOf(value: Value, path = '$'): Entry[] | undefined {
	switch (value.t) {
		case 'object':
			return value.e.map(([key, item]) => ({
				name: key === '' ? '""' : key,
				path: memberPath(path, key),
				value: item,
			}));
		case 'array':
			return value.e.map(([index, item]) => ({
				name: String(index),
				path: memberPath(path, index),
				value: item,
			}));
		case 'map':
			return value.e.map(([key, item]) => {
				const name = mapKeyText(key);
				return { name, path: memberPath(path, name), value: item };
			});
		case 'set':
			return value.e.map((item, index) => ({
				name: String(index),
				path: memberPath(path, index),
				value: item,
			}));
		case 'error':
			return value.s === undefined
				? undefined
				: [{ name: 'stack', path: memberPath(path, 'stack'), value: { t: 'string', v: value.s } }];
		default:
			return undefined;
	}
}

export interface Found {
	/** Paths of the parts whose name or text has the wanted words, in the order of the tree. */
	paths: string[];
	/** Not all parts were looked at. */
	isCut: boolean;
}

/** Looks for words in the names and texts of all parts of a value, whatever their depth. */
export function findInValue(value: Value, words: string, most = 1_000, mostParts = 200_000): Found {
	const wanted = words.toLowerCase();
	const paths: string[] = [];
	const stack: Entry[] = [{ name: '', path: '$', value }];
	let parts = 0;
	while (stack.length > 0) {
		if (paths.length >= most || ++parts > mostParts) return { paths, isCut: true };
		const entry = stack.pop() as Entry;
		const entries = entriesOf(entry.value, entry.path);
		const text = entries ? '' : previewOf(entry.value, 10_000);
		if (`${entry.name}\n${text}`.toLowerCase().includes(wanted)) paths.push(entry.path);
		for (let i = (entries?.length ?? 0) - 1; i >= 0; i--) stack.push(entries?.[i] as Entry);
	}
	return { paths, isCut: false };
}
