import type { AST } from '@eslint-community/regexpp';
import { type ConcreteRegex, UNKNOWN, WouldThrow } from './concrete.ts';
import { type Match, matchPattern, parsePattern, TooManySteps } from './regex-match.ts';

const parsed = new Map<string, AST.Pattern | undefined>();
const KEPT = 500;

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
	let result = '';
	let at = 0;
	for (let round = 0; round < 200; round++) {
		const found = execRegex(regex, text, at);
		if (found === UNKNOWN) return UNKNOWN;
		if (!found) break;
		const filled = by.replace(/\$(\$|&|\d)/g, (_, what: string) =>
			what === '$' ? '$' : what === '&' ? (found.groups[0] ?? '') : (found.groups[Number(what)] ?? ''),
		);
		result += text.slice(at, found.index) + filled;
		at = found.end;
		if (found.end === found.index) {
			result += text[at] ?? '';
			at++;
		}
		if (!regex.flags.includes('g') || at > text.length) break;
	}
	return result + text.slice(at);
}

/** Splits at matches (without their groups). */
export function splitRegex(regex: ConcreteRegex, text: string): string[] | typeof UNKNOWN {
	const parts: string[] = [];
	let from = 0;
	let at = 0;
	while (at <= text.length && parts.length < 200) {
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
