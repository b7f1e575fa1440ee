import type { Value } from '../protocol/value.ts';

/** How a value is put into plain text. */
interface Style {
	/** Characters after which the writer stops. */
	most: number;
	/** As a developer's console shows it, or with quoted keys and no spaces. */
	readable: boolean;
}

/** One line for a list: texts as they are, the rest as a console shows it. Control characters become spaces. */
export function previewOf(value: Value, most = 200): string {
	const text = value.t === 'string' ? value.v.slice(0, most) : write(value, { most, readable: true });
	// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it replaces
	return text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ');
}

/** All of the value in one form for searching: `{"type":"resize","height":300}`; texts as they are. */
export function searchTextOf(value: Value): string {
	return value.t === 'string' ? value.v : write(value, { most: Number.POSITIVE_INFINITY, readable: false });
}

function write(value: Value, style: Style): string {
	const out: string[] = [];
	let room = style.most;
	const put = (text: string): boolean => {
		out.push(room < text.length ? `${text.slice(0, Math.max(room, 0))}…` : text);
		room -= text.length;
		return room > 0;
	};
	writeInto(value, style, put);
	return out.join('');
}

type Put = (text: string) => boolean;

function writeInto(value: Value, style: Style, put: Put): boolean {
	const inside = (item: Value): boolean => writeInto(item, style, put);
	const member = (key: string, item: Value): boolean => {
		const quoted = !style.readable || !/^[\w$]+$/.test(key);
		return put(quoted ? JSON.stringify(key) : key) && put(style.readable ? ': ' : ':') && inside(item);
	};
	switch (value.t) {
		case 'object':
			if (value.c && !put(`${value.c} `)) return false;
			return list('{', '}', value.e, (value.n ?? 0) - value.e.length, style, put, ([key, item]) =>
				member(key, item),
			);
		case 'array':
			return list('[', ']', value.e, leftOut(value), style, put, ([key, item], at) => {
				if (typeof key === 'string') return member(key, item);
				const holes = style.readable ? holesBefore(value, at) : 0;
				return (holes === 0 || put(`${holesText(holes)}, `)) && inside(item);
			});
		case 'map':
			return (
				put('Map ') &&
				list('{', '}', value.e, value.n - value.e.length, style, put, ([key, item]) => {
					return inside(key) && put(style.readable ? ' => ' : '=>') && inside(item);
				})
			);
		case 'set':
			return put('Set ') && list('{', '}', value.e, value.n - value.e.length, style, put, inside);
		case 'boxed':
			return put('Object(') && inside(value.v) && put(')');
		case 'string':
			return put(JSON.stringify(value.v)) && (value.n === undefined || put('…'));
		default:
			return put(leafText(value));
	}
}

function list<T>(
	open: string,
	close: string,
	items: readonly T[],
	missing: number,
	style: Style,
	put: Put,
	each: (item: T, at: number) => boolean,
): boolean {
	if (!put(open)) return false;
	const comma = style.readable ? ', ' : ',';
	for (let i = 0; i < items.length; i++) {
		if (i > 0 && !put(comma)) return false;
		if (!each(items[i] as T, i)) return false;
	}
	if (missing > 0 && !put(`${items.length > 0 ? comma : ''}… ${missing}`)) return false;
	return put(close);
}

type List = Extract<Value, { t: 'array' }>;

/** Holes of an array right before the entry at a place among its entries. */
export function holesBefore({ e }: List, at: number): number {
	const index = e[at]?.[0];
	return typeof index === 'number' ? index - Number(e[at - 1]?.[0] ?? -1) - 1 : 0;
}

export const holesText = (count: number): string => (count === 1 ? 'empty' : `empty × ${count}`);

/** How many elements of an array are not there behind the last one that is: those before are holes. */
export function leftOut({ e, n }: List): number {
	const last = e.findLast(([key]) => typeof key === 'number');
	return n - Number(last?.[0] ?? -1) - 1;
}

type Leaf = Exclude<Value, { t: 'object' | 'array' | 'map' | 'set' | 'boxed' | 'string' }>;

/** Short text of a value without entries. */
export function leafText(value: Leaf): string {
	switch (value.t) {
		case 'undefined':
		case 'null':
			return value.t;
		case 'boolean':
		case 'number':
			return String(value.v);
		case 'bigint':
			return `${value.v}n`;
		case 'date':
			return value.v === null || Math.abs(value.v) > 8.64e15
				? 'Invalid Date'
				: new Date(value.v).toISOString();
		case 'regexp':
			return `/${value.v}/${value.f}`;
		case 'error':
			return `${value.c}: ${value.v}`;
		case 'buffer':
			return `${value.c}(${value.n})`;
		case 'view':
			return `${value.c}(${value.n / elementBytes(value.c)})`;
		case 'blob':
			return `${value.name === undefined ? 'Blob' : `File "${value.name}"`}(${value.n}${value.m && `, ${value.m}`})`;
		case 'port':
			return `MessagePort #${value.port}`;
		case 'platform':
			return value.c;
		case 'ref':
			return `[Circular *${value.id}]`;
		case 'omitted':
			return `(${value.why})`;
	}
}

/** Bytes of an element of a typed array, by the array's name: `Float32Array`, `Uint8ClampedArray`; of a DataView one. */
const elementBytes = (name: string): number => Number(/\d+/.exec(name)?.[0] ?? 8) / 8;

/** Member by its key or index, as the tree's paths name it. */
export function memberOf(value: Value, key: string): Value | undefined {
	switch (value.t) {
		case 'object':
			return value.e.find(([name]) => name === key)?.[1];
		case 'array':
			return value.e.find(([index]) => String(index) === key)?.[1];
		case 'map':
			return value.e.find(
				([name]) => mapKeyText(name) === key || (name.t === 'string' && name.v === key),
			)?.[1];
		case 'set':
			return /^\d+$/.test(key) ? value.e[Number(key)] : undefined;
		case 'error':
			return key === 'stack' && value.s !== undefined ? { t: 'string', v: value.s } : undefined;
		default:
			return undefined;
	}
}

/** What a key of a map, which may be anything, is called. */
export const mapKeyText = (key: Value): string => previewOf(key, 60);
