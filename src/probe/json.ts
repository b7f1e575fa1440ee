import type { Value } from '../protocol/value.ts';

/** Id of an object that is only being made; `renumbered` gives it its own. */
export const NEW = -1;

/** A value of what JSON can say. */
export function fromJson(json: unknown): Value {
	switch (typeof json) {
		case 'string':
			return { t: 'string', v: json };
		case 'boolean':
			return { t: 'boolean', v: json };
		case 'number':
			return { t: 'number', v: Object.is(json, -0) ? '-0' : json };
		case 'undefined':
			return { t: 'undefined' };
		default:
			break;
	}
	if (Array.isArray(json))
		return { t: 'array', id: NEW, e: json.map((item, index) => [index, fromJson(item)]), n: json.length };
	if (typeof json !== 'object' || json === null) return { t: 'null' };
	return { t: 'object', id: NEW, e: Object.entries(json).map(([key, item]) => [key, fromJson(item)]) };
}

/** JSON text of a value; undefined where JSON has no words for it. */
export function toJsonText(value: Value): string | undefined {
	switch (value.t) {
		case 'null':
			return 'null';
		case 'boolean':
			return String(value.v);
		case 'number':
			return typeof value.v === 'number' ? JSON.stringify(value.v) : undefined;
		case 'string':
			return value.n === undefined ? JSON.stringify(value.v) : undefined;
		case 'array': {
			const items = value.e.map(([, item]) => toJsonText(item));
			return items.length === value.n && !items.includes(undefined) ? `[${items.join(',')}]` : undefined;
		}
		case 'object': {
			const items = value.e.map(([key, item]) => [JSON.stringify(key), toJsonText(item)]);
			if (items.some(([, item]) => item === undefined) || (value.n ?? 0) > items.length) return undefined;
			return `{${items.map(([key, item]) => `${key}:${item}`).join(',')}}`;
		}
		default:
			return undefined;
	}
}

/** What a text says in JSON, where that is an object or a list. */
export function embeddedJson(text: string): Value | undefined {
	if (!/^\s*[[{]/.test(text)) return undefined;
	try {
		return fromJson(JSON.parse(text));
	} catch {
		return undefined;
	}
}
