import type { AST } from '@eslint-community/regexpp';
import { parsePattern, TooManySteps } from '../pure/regex-match.ts';

/** Stands for a part of a pattern that matches many texts. */
export const WILD = '\u0001';
/** Stands for a dot that the author forgot to escape. */
export const LOOSE_DOT = '\u0002';

const MOST = 120;
const LONGEST = 300;

/**
 * The texts a pattern spells out, as its author reads it: alternatives and optional parts both ways,
 * unescaped dots and classes as marks.
 */
export function readingsOf(source: string, flags: string): string[] {
	return alternatives(parsed(source, flags), 0);
}

/** Whether every alternative of a pattern is tied to the start, and to the end, of the text. */
export function anchorsOf(source: string, flags: string): { start: boolean; end: boolean } {
	const list = parsed(source, flags);
	const tied = (element: AST.Element | undefined, kind: 'start' | 'end') =>
		element?.type === 'Assertion' && element.kind === kind;
	return {
		start: list.every((one) => tied(one.elements[0], 'start')),
		end: list.every((one) => tied(one.elements.at(-1), 'end')),
	};
}

/** The alternatives of a pattern; none of one that cannot be read. */
function parsed(source: string, flags: string): readonly AST.Alternative[] {
	try {
		return parsePattern(source, flags)?.alternatives ?? [];
	} catch (error) {
		if (error instanceof TooManySteps) return [];
		throw error;
	}
}

function alternatives(list: readonly AST.Alternative[], depth: number): string[] {
	const all: string[] = [];
	for (const one of list) {
		let texts = [''];
		for (const element of one.elements) {
			const next = elementReadings(element, depth);
			const joined: string[] = [];
			for (const text of texts)
				for (const more of next) if (joined.length < MOST) joined.push((text + more).slice(0, LONGEST));
			texts = joined;
		}
		all.push(...texts);
		if (all.length > MOST) break;
	}
	return all.slice(0, MOST);
}

function elementReadings(element: AST.Element, depth: number): string[] {
	if (depth > 12) return [WILD];
	switch (element.type) {
		case 'Character':
			return [String.fromCodePoint(element.value)];
		case 'ExpressionCharacterClass':
			return [WILD];
		case 'CharacterSet':
			return [element.kind === 'any' ? LOOSE_DOT : WILD];
		case 'CharacterClass': {
			const [only] = element.elements;
			if (!element.negate && element.elements.length === 1 && only?.type === 'Character')
				return [String.fromCodePoint(only.value)];
			return [WILD];
		}
		case 'Group':
		case 'CapturingGroup':
			return alternatives(element.alternatives, depth + 1);
		case 'Quantifier': {
			const inner = elementReadings(element.element, depth + 1).map((one) =>
				element.max > 1 ? one.replaceAll(LOOSE_DOT, WILD) : one,
			);
			const repeated =
				element.min > 1 && element.min <= 8 ? inner.map((one) => one.repeat(element.min)) : inner;
			return element.min === 0 ? ['', ...repeated] : repeated;
		}
		default:
			return [''];
	}
}
