import type { Literal, Use } from '../interpret/run.ts';
import { UNKNOWN } from '../pure/concrete.ts';
import { ATTACKER, DATA, EVENT, ORIGIN, RANDOM, SOURCE, type Term, type Value } from '../value/value.ts';
import type { RuntimeContext } from '../verdict.ts';
import { decides, holds, type World } from './evaluate.ts';
import { type Settings, TRUSTED_TEXTS, worldFor } from './worlds.ts';

/** What a search over origins needs to know. */
export interface Search {
	candidates: readonly string[];
	/** More of them, from the languages of the patterns: tried when the others fail. */
	words: () => readonly string[];
	foreign: (origin: string) => boolean;
	trusted: readonly string[];
	worlds: readonly Settings[];
	settings: ReadonlyMap<string, Term>;
	/** Texts of the sender's choosing that are compared with the origin, by key. */
	chosen: ReadonlySet<string>;
	context: RuntimeContext;
	deadline: number;
	/** Answers found before, by the conditions they are about. */
	passages: Map<string, Passage>;
	/** Whether conditions hold, by condition and world. */
	answers: Map<Settings, Map<string, Map<string, Answer>>>;
}

/** Which origins get along a path. */
export interface Passage {
	/** A foreign origin that gets along it. */
	witness: string | undefined;
	/** What had to be assumed of settings for that. */
	assumed: string[];
	/** It could not be told for some foreign origin. */
	unsure: boolean;
	/** Origins that are not foreign but other than the one named: other schemes, ports, subdomains. */
	near: string[];
}

const OTHER = 'something else';

/** Whether a condition involves the origin or a setting that conditions on the origin involve. */
export function concerns(term: Term, search: Pick<Search, 'settings' | 'chosen'>): boolean {
	if (term.deps & ORIGIN) return true;
	if (term.deps & (DATA | ATTACKER)) {
		// What the sender picks freely can be picked to fit, unless the same is compared with the origin.
		const picked = new Set<string>();
		collectChosen(term, picked);
		return picked.size > 0 && [...picked].every((one) => search.chosen.has(one));
	}
	return mentions(term, (one) => search.settings.has(one.key));
}

/** Whether a term or one of its operands satisfies a condition. */
export function mentions(value: Value, test: (term: Term) => boolean, depth = 0): boolean {
	if (depth > 10) return false;
	if (value.t === 'object') return value.items.slice(0, 50).some((one) => mentions(one, test, depth + 1));
	return value.t === 'term' && (test(value) || value.args.some((one) => mentions(one, test, depth + 1)));
}

/** Tries origins on the conditions of a use. */
export function passageOf(use: Use, search: Search): Passage {
	const literals = concerning(use, search);
	const key = literals
		.map((one) => one.term.key + one.truth)
		.sort()
		.join();
	const known = search.passages.get(key);
	if (known) return known;
	const passage = findPassage(literals, search);
	search.passages.set(key, passage);
	return passage;
}

/** The conditions of a use that involve the origin and are not the answer of unknown code. */
export function concerning(use: Use, search: Search): Literal[] {
	return use.literals.filter((one) => concerns(one.term, search) && !isHandedOut(one.term));
}

function findPassage(literals: readonly Literal[], search: Search): Passage {
	const passage = tryOrigins(literals, search.candidates, search);
	if (passage.witness === undefined && literals.length > 0) {
		const more = tryOrigins(literals, search.words(), search);
		if (more.witness !== undefined) return more;
	}
	for (const origin of search.trusted) {
		const [ordinary] = search.worlds;
		const text = TRUSTED_TEXTS[0] ?? '';
		if (ordinary && satisfied(literals, origin, ordinary, text, search) === true) passage.near.push(origin);
	}
	return passage;
}

function tryOrigins(literals: readonly Literal[], origins: readonly string[], search: Search): Passage {
	const result: Passage = { witness: undefined, assumed: [], unsure: false, near: [] };
	for (const settings of search.worlds) {
		for (const text of TRUSTED_TEXTS) {
			const test = tester(literals, settings, text, search);
			if (test === NOBODY) continue;
			for (const origin of origins) {
				if (literals.length > 0 && Date.now() > search.deadline) return { ...result, unsure: true };
				const answer = test(origin);
				if (answer === false) continue;
				if (!search.foreign(origin)) {
					if (result.near.length < 20 && answer === true) result.near.push(origin);
				} else if (answer === true) return { ...result, witness: origin, assumed: settings.assumed };
				else result.unsure = true;
			}
			if (literals.length === 0 || search.settings.size === 0) break;
		}
	}
	return result;
}

/** An origin that is let in, and the settings under which it is. */
export interface Guest {
	origin: string;
	settings: Settings;
	text: string;
}

/** The trusted origins that get along a path on which strangers do not. */
export function guestsOf(use: Use, search: Search): Guest[] {
	const literals = concerning(use, search);
	const guests: Guest[] = [];
	for (const settings of search.worlds.slice(0, 6)) {
		for (const text of TRUSTED_TEXTS) {
			for (const origin of search.trusted) {
				if (satisfied(literals, origin, settings, text, search) === true)
					guests.push({ origin, settings, text });
				if (guests.length > 30) return guests;
			}
		}
	}
	return guests;
}

/** Whether one of the trusted origins gets along the path of a use. */
export function letsIn(use: Use, guests: readonly Guest[], search: Search): boolean {
	const literals = concerning(use, search);
	return guests.some(
		({ origin, settings, text }) => satisfied(literals, origin, settings, text, search) !== false,
	);
}

type Answer = ReturnType<typeof holds>;

/** Whether an origin satisfies conditions in a world. */
function satisfied(
	literals: readonly Literal[],
	origin: string,
	settings: Settings,
	text: string,
	search: Search,
): boolean | 'unsure' {
	return tester(literals, settings, text, search)(origin);
}

const NOBODY = () => false;

/** A test of origins against conditions, with what does not depend on the origin decided beforehand. */
function tester(
	literals: readonly Literal[],
	settings: Settings,
	text: string,
	search: Search,
): (origin: string) => boolean | 'unsure' {
	const fixed = literals.filter((one) => !(one.term.deps & (ORIGIN | DATA | ATTACKER)));
	const before = fixed.length > 0 ? decide(fixed, '', '', settings, text, search) : true;
	// A setting that takes the first sender's origin depends on the origin after all.
	if (before === false && settings.learned.size === 0) return NOBODY;
	const varying = settings.learned.size > 0 ? literals : literals.filter((one) => !fixed.includes(one));
	const picked = varying.some((one) => one.term.deps & (DATA | ATTACKER));
	return (origin) => {
		const first = decide(varying, origin, origin, settings, text, search);
		const answer =
			first === true || !picked
				? first
				: either(first, decide(varying, origin, OTHER, settings, text, search));
		return answer === true && before === 'unsure' ? 'unsure' : answer;
	};
}

function either(a: boolean | 'unsure', b: boolean | 'unsure'): boolean | 'unsure' {
	if (a === true || b === true) return true;
	return a === 'unsure' || b === 'unsure' ? 'unsure' : false;
}

function decide(
	literals: readonly Literal[],
	origin: string,
	chosen: string,
	settings: Settings,
	text: string,
	search: Search,
): boolean | 'unsure' {
	let world: World | undefined;
	let all: boolean | 'unsure' = true;
	for (const { term, truth } of literals) {
		const answers = answersFor(term, chosen === OTHER, settings, text, search);
		let answer = answers.get(origin);
		if (answer === undefined) {
			world ??= worldFor(origin, chosen, settings, text, search.context);
			answer = holds(term, world);
			answers.set(origin, answer);
		}
		if (answer === 'throws') return false;
		if (answer === UNKNOWN) {
			// What the sender or embedder picks can be picked to fit.
			const free = term.deps & (DATA | ATTACKER) || term.op === 'stale' || term.op.startsWith('throws');
			if (!free) all = 'unsure';
		} else if (answer !== truth) return false;
	}
	return all;
}

function answersFor(
	term: Term,
	other: boolean,
	settings: Settings,
	text: string,
	search: Search,
): Map<string, Answer> {
	const byWorld = search.answers.get(settings) ?? new Map<string, Map<string, Answer>>();
	search.answers.set(settings, byWorld);
	const key = `${term.key}${other ? '!' : '|'}${text}`;
	const answers = byWorld.get(key) ?? new Map<string, Answer>();
	byWorld.set(key, answers);
	return answers;
}

/** Whether a condition is the answer of code that is not known and was given the origin or event. */
export function isHandedOut(term: Term): boolean {
	return mentions(term, (one) => one.op === 'result' && (one.deps & (ORIGIN | EVENT)) !== 0);
}

/** Whether the path requires the sender to be one particular window. */
export function requiresSource(literals: readonly Literal[]): boolean {
	return literals.some(({ term, truth }) => truth && namesSource(term));
}

function namesSource(term: Term): boolean {
	if (!(term.deps & SOURCE)) return false;
	const [left, right] = term.args;
	if (term.op === '===' || term.op === '==') {
		if (!left || !right) return false;
		const both = [left, right].every((one) => one.t === 'term' && (one.deps & SOURCE) !== 0);
		const typed = [left, right].some((one) => one.t === 'term' && one.op === 'typeof');
		return !both && !typed && !(term.deps & DATA);
	}
	if (term.op === 'lookup' || term.op === 'in' || term.op === 'result') return true;
	if (term.op === 'call')
		return term.args.slice(2).some((one) => one.t === 'term' && (one.deps & SOURCE) !== 0);
	return false;
}

/** Whether the path requires a random secret of this page to be in the data. */
export function requiresSecret(literals: readonly Literal[]): boolean {
	return literals.some(({ term, truth }) => {
		if (!truth || !(term.deps & RANDOM) || !(term.deps & DATA)) return false;
		const [left, right] = term.args;
		if (term.op !== '===' && term.op !== '==') return false;
		const random = [left, right].find((one) => one?.t === 'term' && (one.deps & RANDOM) !== 0);
		return random !== undefined;
	});
}

/** Whether the path is one for senders that are refused: a comparison with a window failed. */
export function refusesSource(literals: readonly Literal[]): boolean {
	return literals.some(({ term, truth }) => !truth && namesSource(term));
}

/** Collects the keys of the parts of a term that the sender or embedder chooses. */
export function collectChosen(value: Value, into: Set<string>): void {
	if (value.t !== 'term') return;
	if (value.deps & (DATA | ATTACKER) && !(value.deps & ORIGIN) && !decides(value)) {
		into.add(value.key);
		return;
	}
	// A key only selects; what it selects is not the sender's.
	if (value.op === 'lookup') return;
	for (const one of value.args) collectChosen(one, into);
}
