import type { Value } from '../protocol/value.ts';

/** Stands in a made message where a handler takes any text; long enough to be known again in what it does with it. */
export const FILLING = '<b>earshot</b>';

/** Kinds of values that say something where a text is made of them. */
const WITH_TEXT: ReadonlySet<Value['t']> = new Set(['string', 'number', 'bigint', 'boolean']);

/**
 * Whether a message has all that a made one has: the same members with the same texts, or whatever has a text where that
 * was filled in. Numbers need only be numbers, since most are filled in too.
 */
export function fits(message: Value, made: Value): boolean {
	switch (made.t) {
		case 'string':
			if (made.v === FILLING && WITH_TEXT.has(message.t)) return true;
			return message.t === 'string' && hasText(message.v, made.v);
		case 'boolean':
			return message.t === 'boolean' && message.v === made.v;
		case 'object':
		case 'array':
			return (
				message.t === made.t &&
				made.e.every(([key, wanted]) => {
					const own = message.e.find(([name]) => name === key);
					return own !== undefined && fits(own[1], wanted);
				})
			);
		default:
			return message.t === made.t;
	}
}

function hasText(text: string, wanted: string): boolean {
	const at = wanted.indexOf(FILLING);
	if (at < 0) return text === wanted;
	return text.startsWith(wanted.slice(0, at)) && text.endsWith(wanted.slice(at + FILLING.length));
}
