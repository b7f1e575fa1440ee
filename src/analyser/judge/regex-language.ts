import { type AST, RegExpParser } from '@eslint-community/regexpp';
import { DFA, JS, NFA } from 'refa';

/** Automata larger than this are given up: the candidates must do then. */
const MOST_NODES = 2000;
const PREFERRED = [...'xabcdefghijklmnopqrstuvwyz0'].map((one) => one.codePointAt(0) ?? 0);
const SUFFIXES = 'com|net|org|io|test|example';
const MOST_DOMAINS = 20;
/** The listeners of a page often share a check, and automata take long: the last answers are kept. */
const MOST_ANSWERS = 100;
const answered = new Map<string, readonly string[]>();
const LABEL = '[a-z0-9]+(?:-[a-z0-9]+)*';

/**
 * For each pattern a foreign origin in its language, found by intersecting automata: the texts it matches, the origins
 * anyone can get, and none of the trusted domains. None where there is none or the automata grow too large.
 */
export function foreignWords(
	patterns: readonly { source: string; flags: string }[],
	intended: Iterable<string>,
): readonly string[] {
	if (patterns.length === 0) return [];
	const domains = [...intended].slice(0, MOST_DOMAINS);
	const question = JSON.stringify([patterns.map(({ source, flags }) => [source, flags]), domains]);
	return answerTo(question, () => wordsFor(patterns, domains));
}

/** The pattern of whole texts. */
export interface WholePattern {
	pattern: string;
	flags: string;
}

/** A foreign origin that matches all of several patterns, found in the same way. */
export function foreignWordOfAll(
	patterns: readonly WholePattern[],
	intended: Iterable<string>,
): readonly string[] {
	const domains = [...intended].slice(0, MOST_DOMAINS);
	return answerTo(JSON.stringify(['all', patterns, domains]), () => wordOfAll(patterns, domains));
}

function answerTo(question: string, find: () => readonly string[]): readonly string[] {
	const known = answered.get(question);
	if (known) return known;
	const words = find();
	if (answered.size >= MOST_ANSWERS) answered.clear();
	answered.set(question, words);
	return words;
}

function wordOfAll(patterns: readonly WholePattern[], domains: readonly string[]): readonly string[] {
	try {
		let left = foreignOrigins(domains);
		for (const one of patterns) {
			left = NFA.fromIntersection(left, automatonOf(one), limited());
			if (left.isEmpty) return [];
		}
		return shortest(left);
	} catch {
		return [];
	}
}

const automatonOf = ({ pattern, flags }: WholePattern): NFA =>
	automaton(pattern, flags.includes('i') ? 'i' : '', flags.includes('v') ? 'v' : 'u');

function wordsFor(
	patterns: readonly { source: string; flags: string }[],
	domains: readonly string[],
): readonly string[] {
	return patterns.flatMap(({ source, flags }) => {
		const whole = wholeTextPattern(source, flags);
		if (whole === undefined) return [];
		try {
			const matched = automatonOf({ pattern: whole, flags });
			return shortest(NFA.fromIntersection(matched, foreignOrigins(domains), limited()));
		} catch {
			// Too many nodes, or a form that has no automaton (look-around, back-references).
			return [];
		}
	});
}

/** Origins that anyone can get, without those of the trusted domains. */
function foreignOrigins(domains: readonly string[]): NFA {
	const key = domains.join();
	if (strangers?.key !== key) strangers = { key, nfa: makeForeignOrigins(domains) };
	return strangers.nfa;
}

/** The last ones that were made: most paths of a handler are about the same domains. */
let strangers: { key: string; nfa: NFA } | undefined;

function makeForeignOrigins(domains: readonly string[]): NFA {
	const origins = automaton(`https?:\\/\\/(?:${LABEL}\\.)+(?:${SUFFIXES})(?::8443)?`, '');
	const trusted = domains.map((one) => one.replace(/[^\w-]/g, '\\$&'));
	if (trusted.length === 0) return origins;
	return without(origins, `https?:\\/\\/(?:[^]*\\.)?(?:${trusted.join('|')})(?::\\d+)?`);
}

const limited = () => new NFA.LimitedNodeFactory(MOST_NODES);

/** A shortest word, by going through the states (there are far too many words to go through those). */
function shortest(nfa: NFA): string[] {
	const finals: ReadonlySet<NFA.ReadonlyNode> = nfa.finals;
	const words = new Map<NFA.ReadonlyNode, string>([[nfa.initial, '']]);
	const queue: NFA.ReadonlyNode[] = [nfa.initial];
	for (const node of queue) {
		const word = words.get(node) ?? '';
		if (finals.has(node)) return [word];
		for (const [next, chars] of node.out) {
			if (words.has(next)) continue;
			const code = PREFERRED.find((one) => chars.has(one)) ?? chars.ranges[0]?.min;
			if (code === undefined) continue;
			words.set(next, word + String.fromCodePoint(code));
			queue.push(next);
		}
	}
	return [];
}

function automaton(source: string, flags: string, mode: 'u' | 'v' = 'u'): NFA {
	const { expression, maxCharacter } = JS.Parser.fromLiteral({ source, flags: flags + mode }).parse({
		assertions: 'throw',
	});
	return NFA.fromRegex(expression, { maxCharacter }, {}, limited());
}

function without(from: NFA, source: string): NFA {
	const removed = DFA.fromFA(automaton(source, ''), new DFA.LimitedNodeFactory(MOST_NODES));
	removed.complement(new DFA.LimitedNodeFactory(MOST_NODES));
	return NFA.fromIntersection(from, removed, limited());
}

/** The pattern of the whole texts in which a search finds it; undefined where anchors stand elsewhere than at the ends. */
export function wholeTextPattern(source: string, flags: string): string | undefined {
	if (source.length > 400) return undefined;
	let pattern: AST.Pattern;
	try {
		pattern = new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, {
			unicode: flags.includes('u'),
			unicodeSets: flags.includes('v'),
		});
	} catch {
		return undefined;
	}
	return pattern.alternatives
		.map(({ elements }) => {
			const first = elements[0];
			const last = elements.at(-1);
			const start = first?.type === 'Assertion' && first.kind === 'start';
			const end = last?.type === 'Assertion' && last.kind === 'end';
			const inner = elements.slice(start ? 1 : 0, end ? -1 : undefined).map((one) => unicodeSafe(one.raw));
			return `${start ? '' : '[^]*'}${inner.join('')}${end ? '' : '[^]*'}`;
		})
		.map((one) => `(?:${one})`)
		.join('|');
}

/** Escapes that only patterns without the flag u allow. */
function unicodeSafe(raw: string): string {
	return raw.replace(/\\([^\w$()*+./?[\\\]^{|}])/g, (_, char: string) => (char === '-' ? '\\x2d' : char));
}
