import type { Value } from '../protocol/value.ts';
import { parsedText, toJsonText } from '../session/json-value.ts';

/** A place within a value, and the value with something else there. */
export interface Position {
	/** As code reads it, e.g. `data.items[0].html`. */
	path: string;
	value: Value;
	/** The whole with `other` here, undefined: without the entry. Undefined where that cannot be said (within JSON). */
	put(other: Value | undefined): Value | undefined;
}

const MOST = 200;
const DEEPEST = 6;

/** Every place within a value, the whole first, also within JSON that it holds as text. */
export function positionsOf(root: Value): Position[] {
	const found: Position[] = [];
	const visit = (position: Position, depth: number): void => {
		if (found.length >= MOST) return;
		found.push(position);
		if (depth < DEEPEST) for (const inner of innerOf(position)) visit(inner, depth + 1);
	};
	visit({ path: 'data', value: root, put: (other) => other ?? { t: 'undefined' } }, 0);
	return found;
}

/** As code asks for a member of a value. */
function member(key: string | number): string {
	if (typeof key === 'number') return `[${key}]`;
	return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function innerOf({ path, value, put }: Position): Position[] {
	switch (value.t) {
		case 'object':
			return value.e.map(([key, item], at) => ({
				path: path + member(key),
				value: item,
				put: (other) => put({ ...value, e: replaced(value.e, at, other) }),
			}));
		case 'array':
			return value.e.map(([key, item], at) => ({
				path: path + member(key),
				value: item,
				put: (other) => put({ ...value, e: replaced(value.e, at, other) }),
			}));
		case 'map':
			return value.e.map(([, item], at) => ({
				path: `${path} (entry ${at + 1})`,
				value: item,
				put: (other) => {
					const e = replaced(value.e, at, other);
					return put({ ...value, e, n: e.length });
				},
			}));
		case 'set':
			return value.e.map((item, at) => ({
				path: `${path} (member ${at + 1})`,
				value: item,
				put: (other) => {
					const e = value.e.flatMap((one, index) => (index !== at ? [one] : other ? [other] : []));
					return put({ ...value, e, n: e.length });
				},
			}));
		case 'string': {
			const json = parsedText(value);
			if (!json) return [];
			const inJson: Position = {
				path: `JSON.parse(${path})`,
				value: json,
				put: (other) => {
					const text = other && toJsonText(other);
					return text === undefined ? undefined : put({ t: 'string', v: text });
				},
			};
			return [inJson];
		}
		default:
			return [];
	}
}

/** Entries with another value at one of them, or without it. */
function replaced<K>(entries: readonly [K, Value][], at: number, other: Value | undefined): [K, Value][] {
	return entries.flatMap(([key, item], index): [K, Value][] =>
		index !== at ? [[key, item]] : other ? [[key, other]] : [],
	);
}
