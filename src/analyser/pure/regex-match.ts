import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';

/** A match: start, end and the groups (0 is the whole). */
export interface Match {
	index: number;
	end: number;
	groups: (string | undefined)[];
	names: Map<string, number>;
}

/** What stopped a match that could not be decided. */
export class TooManySteps extends Error {}

const STEPS = 20_000;
const LONGEST_PATTERN = 20_000;
const DEEPEST_PATTERN = 100;
/** Elements matched within each other: each waits on the stack for the rest. */
const DEEPEST_MATCH = 600;
type Next = (at: number) => boolean;

/** Parses a pattern; undefined when it is no valid regular expression; throws TooManySteps when it is too large. */
export function parsePattern(source: string, flags: string): AST.Pattern | undefined {
	const unicode = flags.includes('u');
	const unicodeSets = flags.includes('v');
	if (tooLarge(source)) throw new TooManySteps('pattern is too large');
	try {
		return new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, {
			unicode,
			unicodeSets,
		});
	} catch (error) {
		if (error instanceof RangeError) throw new TooManySteps('pattern is too large');
		return undefined;
	}
}

/** Whether a pattern is longer or nested deeper than one written by a person. */
function tooLarge(source: string): boolean {
	if (source.length > LONGEST_PATTERN) return true;
	let deepest = 0;
	let depth = 0;
	for (const one of source) {
		if (one === '(' || one === '[') deepest = Math.max(deepest, ++depth);
		else if (one === ')' || one === ']') depth--;
	}
	return deepest > DEEPEST_PATTERN;
}

/** Finds the first match at or after `from`, trying at most a fixed number of steps; throws TooManySteps beyond. */
export function matchPattern(
	pattern: AST.Pattern,
	flags: string,
	text: string,
	from = 0,
	sticky = false,
): Match | undefined {
	const matcher = new Matcher(pattern, flags, text);
	const last = sticky ? from : text.length;
	for (let start = from; start <= last; start++) {
		const groups: (string | undefined)[] = [];
		const end = matcher.run(pattern, start, groups);
		if (end === undefined) continue;
		groups[0] = text.slice(start, end);
		return { index: start, end, groups, names: matcher.names };
	}
	return undefined;
}

interface Numbering {
	names: Map<string, number>;
	numbers: Map<AST.CapturingGroup, number>;
}

const numberings = new WeakMap<AST.Pattern, Numbering>();

/** The numbers and names of a pattern's groups. */
function numberingOf(pattern: AST.Pattern): Numbering {
	const known = numberings.get(pattern);
	if (known) return known;
	const numbering: Numbering = { names: new Map(), numbers: new Map() };
	visitRegExpAST(pattern, {
		onCapturingGroupEnter(group) {
			numbering.numbers.set(group, numbering.numbers.size + 1);
			if (group.name) numbering.names.set(group.name, numbering.numbers.size);
		},
	});
	numberings.set(pattern, numbering);
	return numbering;
}

class Matcher {
	readonly names: Map<string, number>;
	readonly #text: string;
	readonly #ignoreCase: boolean;
	readonly #multiline: boolean;
	readonly #dotAll: boolean;
	#steps = 0;
	#depth = 0;
	#groups: (string | undefined)[] = [];
	readonly #numbers: Map<AST.CapturingGroup, number>;

	constructor(pattern: AST.Pattern, flags: string, text: string) {
		({ names: this.names, numbers: this.#numbers } = numberingOf(pattern));
		this.#text = text;
		this.#ignoreCase = flags.includes('i');
		this.#multiline = flags.includes('m');
		this.#dotAll = flags.includes('s');
	}

	run(pattern: AST.Pattern, start: number, groups: (string | undefined)[]): number | undefined {
		this.#groups = groups;
		let end: number | undefined;
		const done = this.#any(pattern.alternatives, start, (at) => {
			end = at;
			return true;
		});
		return done ? end : undefined;
	}

	#any(alternatives: readonly AST.Alternative[], at: number, next: Next): boolean {
		return alternatives.some((one) => this.#sequence(one.elements, 0, at, next));
	}

	#sequence(elements: readonly AST.Element[], index: number, at: number, next: Next): boolean {
		const element = elements[index];
		if (!element) return next(at);
		return this.#element(element, at, (after) => this.#sequence(elements, index + 1, after, next));
	}

	#element(element: AST.Element, at: number, next: Next): boolean {
		if (++this.#steps > STEPS || this.#depth > DEEPEST_MATCH)
			throw new TooManySteps('pattern takes too long');
		this.#depth++;
		const matched = this.#one(element, at, next);
		this.#depth--;
		return matched;
	}

	#one(element: AST.Element, at: number, next: Next): boolean {
		switch (element.type) {
			case 'Character':
			case 'CharacterSet':
			case 'CharacterClass':
			case 'ExpressionCharacterClass': {
				const point = this.#text.codePointAt(at);
				if (point === undefined || !this.#matches(element, point)) return false;
				return next(at + (point > 0xffff ? 2 : 1));
			}
			case 'Group':
				return this.#any(element.alternatives, at, next);
			case 'CapturingGroup':
				return this.#capture(element, at, next);
			case 'Quantifier':
				return this.#repeat(element, 0, at, next);
			case 'Assertion':
				return this.#assertion(element, at, next);
			case 'Backreference': {
				const target = Array.isArray(element.resolved) ? element.resolved[0] : element.resolved;
				const text = (target && this.#groups[this.#numbers.get(target) ?? 0]) ?? '';
				return this.#text.startsWith(text, at) && next(at + text.length);
			}
			default:
				throw new TooManySteps('pattern uses a form that is not supported');
		}
	}

	#capture(group: AST.CapturingGroup, at: number, next: Next): boolean {
		const number = this.#numbers.get(group) ?? 0;
		const before = this.#groups[number];
		const matched = this.#any(group.alternatives, at, (end) => {
			const inner = this.#groups[number];
			this.#groups[number] = this.#text.slice(at, end);
			if (next(end)) return true;
			this.#groups[number] = inner;
			return false;
		});
		if (!matched) this.#groups[number] = before;
		return matched;
	}

	#repeat(quantifier: AST.Quantifier, count: number, at: number, next: Next): boolean {
		const more = () =>
			count < quantifier.max &&
			this.#element(quantifier.element, at, (after) => {
				if (after === at && count >= quantifier.min) return false;
				return this.#repeat(quantifier, count + 1, after, next);
			});
		const enough = () => count >= quantifier.min && next(at);
		return quantifier.greedy ? more() || enough() : enough() || more();
	}

	#assertion(assertion: AST.Assertion, at: number, next: Next): boolean {
		switch (assertion.kind) {
			case 'start':
				return (at === 0 || (this.#multiline && this.#text[at - 1] === '\n')) && next(at);
			case 'end':
				return (at === this.#text.length || (this.#multiline && this.#text[at] === '\n')) && next(at);
			case 'word': {
				const boundary = this.#word(at - 1) !== this.#word(at);
				return boundary !== assertion.negate && next(at);
			}
			case 'lookahead': {
				const found = this.#any(assertion.alternatives, at, () => true);
				return found !== assertion.negate && next(at);
			}
			case 'lookbehind': {
				let found = false;
				for (let from = at; from >= 0 && !found; from--) {
					found = this.#any(assertion.alternatives, from, (end) => end === at);
				}
				return found !== assertion.negate && next(at);
			}
		}
	}

	#word(at: number): boolean {
		return /\w/.test(this.#text[at] ?? '');
	}

	#matches(set: AST.Node, point: number): boolean {
		if (this.#holds(set, point)) return true;
		if (!this.#ignoreCase) return false;
		const text = String.fromCodePoint(point);
		const other = text.toLowerCase() === text ? text.toUpperCase() : text.toLowerCase();
		return other.length === text.length && this.#holds(set, other.codePointAt(0) ?? point);
	}

	#holds(set: AST.Node, point: number): boolean {
		switch (set.type) {
			case 'Character':
				return set.value === point;
			case 'CharacterClassRange':
				return set.min.value <= point && point <= set.max.value;
			case 'CharacterClass':
				return set.elements.some((one) => this.#holds(one, point)) !== set.negate;
			case 'CharacterSet': {
				const text = String.fromCodePoint(point);
				if (set.kind === 'any') return this.#dotAll || !/[\n\r\u2028\u2029]/.test(text);
				if (set.kind === 'digit') return /\d/.test(text) !== set.negate;
				if (set.kind === 'space') return /\s/.test(text) !== set.negate;
				if (set.kind === 'word') return /\w/.test(text) !== set.negate;
				return set.kind === 'property' && hasProperty(set, text);
			}
			case 'ExpressionCharacterClass':
				return this.#holds(set.expression, point) !== set.negate;
			case 'ClassIntersection':
				return this.#holds(set.left, point) && this.#holds(set.right, point);
			case 'ClassSubtraction':
				return this.#holds(set.left, point) && !this.#holds(set.right, point);
			case 'ClassStringDisjunction':
				return set.alternatives.some(({ elements: [only, ...more] }) => {
					if (more.length > 0) throw new TooManySteps('strings of several characters are not supported');
					return only?.value === point;
				});
			default:
				throw new TooManySteps('pattern uses a form that is not supported');
		}
	}
}

/** Whether a character has a Unicode property, as the engine knows it. */
function hasProperty(set: AST.UnicodePropertyCharacterSet, text: string): boolean {
	if (set.strings) throw new TooManySteps('properties of strings are not supported');
	return new RegExp(set.raw, 'u').test(text);
}
