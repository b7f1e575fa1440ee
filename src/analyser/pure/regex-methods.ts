import type { AST } from '@eslint-community/regexpp';
import { type ConcreteRegex, joined, UNKNOWN, WouldThrow } from './concrete.ts';
import { type Match, matchPattern, parsePattern, TooManySteps } from './regex-match.ts';

const parsed = new Map<string, AST.Pattern | undefined>();
const KEPT = 500;
const MOST_ROUNDS = 200;

function patternOf(regex: ConcreteRegex): AST.Pattern {
	const key = `${regex.flags}/${regex.source}`;
	let pattern = parsed.get(key);
	if (pattern === undefined && !parsed.has(key)) {
		if (parsed.size > KEPT) parsed.clear();
		pattern = parsePattern(regex.source, regex.flags);
		parsed.set(key, pattern);
	}
	if (!pattern) throw new WouldThrow('invalid regular expression');
	return pattern;
}

/** The first match at or after `from`; UNKNOWN when the pattern takes too many steps. */
export function execRegex(
	regex: ConcreteRegex,
	text: string,
	from: number,
): Match | undefined | typeof UNKNOWN {
	try {
		return matchPattern(patternOf(regex), regex.flags, text, from, regex.flags.includes('y'));
	} catch (error) {
		if (error instanceof TooManySteps) return UNKNOWN;
		throw error;
	}
}

/** Replaces matches (all of them with the flag g), with `$&` and `$1` … in the replacement. */
export function replaceRegex(regex: ConcreteRegex, text: string, by: string): string | typeof UNKNOWN {
	const parts: (string | typeof UNKNOWN)[] = [];
	let at = 0;
	for (let round = 0; at <= text.length; round++) {
		if (round > MOST_ROUNDS) return UNKNOWN;
		const found = execRegex(regex, text, at);
		if (found === UNKNOWN) return UNKNOWN;
		if (!found) break;
		parts.push(text.slice(at, found.index), filledIn(by, found.groups));
		at = found.end;
		if (found.end === found.index) {
			parts.push(text[at] ?? '');
			at++;
		}
		if (!regex.flags.includes('g')) break;
	}
	return joined([...parts, text.slice(at)], '');
}

/** A replacement with `$&` and `$1` … filled in. */
export function filledIn(by: string, groups: readonly (string | undefined)[]): string | typeof UNKNOWN {
	const parts = by.split(/(\$[$&\d])/).map((part) => {
		if (part === '$$') return '$';
		if (part === '$&') return groups[0] ?? '';
		return /^\$\d$/.test(part) ? (groups[Number(part[1])] ?? '') : part;
	});
	return joined(parts, '');
}

/** Splits at matches (without their groups). */
export function splitRegex(regex: ConcreteRegex, text: string): string[] | typeof UNKNOWN {
	const parts: string[] = [];
	let from = 0;
	let at = 0;
	while (at <= text.length) {
		if (parts.length > MOST_ROUNDS) return UNKNOWN;
		const found = execRegex(regex, text, at);
		if (found === UNKNOWN) return UNKNOWN;
		if (!found) break;
		if (found.end === found.index) {
			if (found.index >= text.length) break;
			at = found.index + 1;
			parts.push(text.slice(from, at));
			from = at;
			continue;
		}
		parts.push(text.slice(from, found.index));
		from = found.end;
		at = found.end;
	}
	return [...parts, text.slice(from)];
}
