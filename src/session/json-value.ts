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

function fromJson(input: unknown, ids: { id: number }): Value {
	switch (typeof input) {
		case 'string':
			return { t: 'string', v: input };
		case 'number':
			return { t: 'number', v: Object.is(input, -0) ? '-0' : input };
		case 'boolean':
			return { t: 'boolean', v: input };
		default:
	}
	if (typeof input !== 'object' || input === null) return { t: 'null' };
	const id = ++ids.id;
	if (Array.isArray(input)) {
		const e = input.map((item, index): [number, Value] => [index, fromJson(item, ids)]);
		return { t: 'array', id, e, n: input.length };
	}
	const e = Object.entries(input).map(([key, item]): [string, Value] => [key, fromJson(item, ids)]);
	return { t: 'object', id, e };
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
