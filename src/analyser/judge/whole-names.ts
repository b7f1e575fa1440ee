import type { Value } from '../value/value.ts';

/** Written-out parts of a pattern that stand for themselves alone. */
const PLAIN = /^[\w:/?\\-]*$/;
/** What an escaping pattern must find: each of these would let a name match more than itself. */
const SPECIAL = ['.', '*', '+', '?', '|'];
/** What finds every sign that is no letter, digit or underscore. */
const ANY_SIGN = /^(\\W|\[\^\\w\])$/;

/**
 * Whether a pattern, of which not all is here, matches a name from its start to its end, with nothing in the name
 * that matches more than itself but the stars that who sets the name puts there.
 */
export function matchesWholeName(pattern: Value): boolean {
	if (pattern.t !== 'term' || pattern.op !== 'regex') return false;
	const [text, flags] = pattern.args;
	if (!text || flags?.t !== 'constant' || String(flags.value).includes('m')) return false;
	const parts = partsOf(text);
	const first = textOf(parts[0]);
	const last = textOf(parts.at(-1));
	if (parts.length < 3 || !first?.startsWith('^') || !last?.endsWith('$') || last.endsWith('\\$'))
		return false;
	const between = [first.slice(1), ...parts.slice(1, -1).map(textOf), last.slice(0, -1)];
	return between.every((one, index) =>
		one === undefined ? isEscaped(parts[index]) : PLAIN.test(one) && !one.startsWith('?'),
	);
}

/** The texts that are put together, in their order. */
function partsOf(value: Value): readonly Value[] {
	if (value.t !== 'term') return [value];
	if (value.op === '+') return value.args.flatMap(partsOf);
	const [text, method, ...more] = value.args;
	if (value.op === 'call' && text && textOf(method) === 'concat') return [text, ...more].flatMap(partsOf);
	return [value];
}

function textOf(value: Value | undefined): string | undefined {
	return value?.t === 'constant' && typeof value.value === 'string' ? value.value : undefined;
}

/** A text whose special signs are escaped; or several, with stars between them. */
function isEscaped(value: Value | undefined): boolean {
	if (value?.t !== 'term' || value.op !== 'call') return false;
	const [subject, method, given, replacement] = value.args;
	if (textOf(method) === 'join') {
		const between = textOf(given);
		if (between === undefined || (between !== '.*' && !PLAIN.test(between))) return false;
		return subject?.t === 'object' && subject.items.length > 0 && subject.items.every(isEscaped);
	}
	if (textOf(method) !== 'replace' || given?.t !== 'regex' || !given.flags.includes('g')) return false;
	const signs = /^\(?\[(?!\^)(.*)\]\)?$/.exec(given.source)?.[1];
	const escapes = textOf(replacement);
	if (escapes === '\\$&' && ANY_SIGN.test(given.source)) return true;
	return (escapes === '\\$&' || escapes === '\\$1') && SPECIAL.every((one) => signs?.includes(one));
}
