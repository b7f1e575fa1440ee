import type { Value } from '../protocol/value.ts';

/** Texts longer than this are not taken apart for a list or a filter. */
const LONGEST = 1_000_000;

/** What a text says when it is JSON of an object or array, in the form of a page value; else undefined. */
export function parsedText(value: Value): Value | undefined {
	if (value.t !== 'string' || value.n !== undefined || value.v.length > LONGEST) return undefined;
	const first = value.v.trimStart()[0];
	if (first !== '{' && first !== '[') return undefined;
	try {
		return fromJson(JSON.parse(value.v), { id: 0 });
	} catch {
		return undefined;
	}
}

/** Containers in one another: as deep as hooks look. A page may write JSON deeper than any stack. */
const DEEPEST = 200;

/** A page value of what JSON can say, undefined included; ids go on from `ids`. */
export function fromJson(input: unknown, ids: { id: number }, depth = 0): Value {
	switch (typeof input) {
		case 'string':
			return { t: 'string', v: input };
		case 'number':
			return { t: 'number', v: numberOf(input) };
		case 'boolean':
			return { t: 'boolean', v: input };
		case 'undefined':
			return { t: 'undefined' };
		default:
	}
	if (typeof input !== 'object' || input === null) return { t: 'null' };
	if (depth > DEEPEST) return { t: 'omitted', why: 'budget' };
	const id = ++ids.id;
	if (Array.isArray(input)) {
		const e = input.map((item, index): [number, Value] => [index, fromJson(item, ids, depth + 1)]);
		return { t: 'array', id, e, n: input.length };
	}
	const e = Object.entries(input).map(([key, item]): [string, Value] => [
		key,
		fromJson(item, ids, depth + 1),
	]);
	return { t: 'object', id, e };
}

/** JSON has numbers that are too large for any but infinity. */
function numberOf(input: number): Extract<Value, { t: 'number' }>['v'] {
	if (Number.isFinite(input)) return Object.is(input, -0) ? '-0' : input;
	return input > 0 ? 'Infinity' : input < 0 ? '-Infinity' : 'NaN';
}

/** JSON text of a value; undefined where JSON has no words for it. */
export function toJsonText(value: Value): string | undefined {
	switch (value.t) {
		case 'null':
			return 'null';
		case 'boolean':
			return String(value.v);
		case 'number':
			return typeof value.v === 'number' || value.v === '-0' ? String(value.v) : undefined;
		case 'string':
			return value.n === undefined ? JSON.stringify(value.v) : undefined;
		case 'array': {
			const items = value.e.map(([key, item]) => (typeof key === 'number' ? toJsonText(item) : undefined));
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

const TYPE_KEYS = [
	'type',
	'event',
	'method',
	'action',
	'kind',
	'cmd',
	'command',
	'op',
	'name',
	'messageType',
];

/** What kind of message it calls itself: the first of the usual members that is a short text or number. */
export function typeOf(value: Value): string {
	const object = parsedText(value) ?? value;
	if (object.t === 'array') {
		const first = object.e[0]?.[1];
		return first?.t === 'string' && first.v.length <= 80 ? first.v : '';
	}
	if (object.t !== 'object') return '';
	for (const key of TYPE_KEYS) {
		const member = object.e.find(([name]) => name === key)?.[1];
		if (member?.t === 'string' && member.v.length <= 80) return member.v;
		if (member?.t === 'number') return String(member.v);
	}
	return '';
}

/** Whether it stands for data that the browser shows to no hook: the arguments of a window's postMessage. */
export const isUnobservable = (data: Value): boolean => data.t === 'omitted' && data.why === 'not-observable';
