import type { Literal, Use } from '../interpret/run.ts';
import { ATTACKER, DATA, OPAQUE, ORIGIN, type Term, type Value } from '../value/value.ts';
import type { Sentence } from '../words/sentences.ts';
import { decides } from './evaluate.ts';
import { jointPatterns } from './joint-patterns.ts';
import type { MetWindows } from './met-windows.ts';
import type { WholePattern } from './regex-language.ts';
import { isHandedOut, mentions } from './requirements.ts';
import type { Test, Trials } from './trials.ts';
import { type Settings, TRUSTED_TEXTS } from './worlds.ts';

/** What a search over origins needs to know. */
export interface Search {
	candidates: readonly string[];
	/** More of them, from the languages of the patterns: tried when the others fail. */
	words: () => readonly string[];
	/** One that meets several patterns at once. */
	wordOfAll: (patterns: readonly WholePattern[]) => readonly string[];
	foreign: (origin: string) => boolean;
	trusted: readonly string[];
	worlds: readonly Settings[];
	settings: ReadonlyMap<string, Term>;
	/** Texts of the sender's choosing that are compared with the origin, by key. */
	chosen: ReadonlySet<string>;
	/** Whether conditions are among those, by key. */
	concerned: Map<string, boolean>;
	trials: Trials;
	ways: Map<Use, Way>;
	/** Answers found before, by the conditions they are about. */
	passages: Map<string, Passage>;
	met: MetWindows;
}

/** The conditions of a use that say which origins get there. */
interface Way {
	literals: readonly Literal[];
	/** Equal for the same conditions. */
	key: string;
}

/** Which origins get along a path. */
export interface Passage {
	/** A foreign origin that gets along it. */
	witness: string | undefined;
	/** It gets along only if it is of the page in a window that is known. */
	ofWindow?: boolean;
	/** What had to be assumed of settings for that. */
	assumed: Sentence[];
	/** It could not be told for some foreign origin. */
	unsure: boolean;
	/** Origins that are not foreign but other than the one named: other schemes, ports, subdomains. */
	near: string[];
	/** It could not be told for some of those that are not foreign. */
	unsureNear: boolean;
}

/** Ways the settings may be in which those who get through are looked for. */
export const MOST_SITUATIONS = 6;

/** A name that a setting may hold, and a foreign origin that ends in it. */
const BARE_NAME = 'trusted.example';
const BESIDE_BARE_NAME = 'https://attackertrusted.example';

/** Whether a condition involves the origin or a setting that conditions on the origin involve. */
export function concerns(term: Term, search: Pick<Search, 'settings' | 'chosen' | 'concerned'>): boolean {
	if (term.deps & ORIGIN) return true;
	const known = search.concerned.get(term.key);
	if (known !== undefined) return known;
	const answer = concernsOrigin(term, search);
	search.concerned.set(term.key, answer);
	return answer;
}

function concernsOrigin(term: Term, search: Pick<Search, 'settings' | 'chosen'>): boolean {
	if (term.deps & (DATA | ATTACKER)) {
		// What the sender picks freely can be picked to fit, unless the same is compared with the origin.
		const picked = new Set<string>();
		collectChosen(term, picked);
		return picked.size > 0 && [...picked].every((one) => search.chosen.has(one));
	}
	return mentions(term, (one) => search.settings.has(one.key));
}

/** The conditions of a use that involve the origin and are not the answer of unknown code. */
export function concerning(use: Use, search: Search): readonly Literal[] {
	return wayOf(use, search).literals;
}

/** Equal for uses under the same conditions of that kind. */
export function wayKey(use: Use, search: Search): string {
	return wayOf(use, search).key;
}

function wayOf(use: Use, search: Search): Way {
	const known = search.ways.get(use);
	if (known) return known;
	const literals = use.literals.filter((one) => concerns(one.term, search) && !isHandedOut(one.term));
	const key = literals
		.map((one) => search.trials.contents.keyOf(one.term) + one.truth)
		.sort()
		.join();
	const way = { literals, key };
	search.ways.set(use, way);
	return way;
}

/** Tries origins on the conditions of a use. */
export function passageOf(use: Use, search: Search): Passage {
	const { literals, key } = wayOf(use, search);
	const known = search.passages.get(key);
	if (known) return known;
	const passage = findPassage(literals, search);
	search.passages.set(key, passage);
	return passage;
}

/** Tries origins on conditions. */
export function findPassage(literals: readonly Literal[], search: Search): Passage {
	const passage = tryOrigins(literals, search.candidates, search);
	if ((passage.witness === undefined || passage.ofWindow) && literals.length > 0) {
		const more = tryOrigins(literals, search.words(), search);
		if (more.witness !== undefined && !more.ofWindow) return more;
		const joint = jointPatterns(literals);
		const both = joint.length > 0 ? tryOrigins(literals, search.wordOfAll(joint), search) : undefined;
		if (both?.witness !== undefined && !both.ofWindow) return both;
		passage.unsure ||= admitsBesideName(literals, search);
	}
	for (const situation of search.trials.situations(literals, search.worlds.slice(0, MOST_SITUATIONS))) {
		if (passage.near.length > 0) return passage;
		for (const [origin, answer] of search.trials.tester(literals, situation)(search.trusted)) {
			if (answer === true) passage.near.push(origin);
			else passage.unsureNear = true;
		}
	}
	return passage;
}

/** Whether a stranger gets along where what is not known of the settings is a bare name, as for `endsWith(name)`. */
function admitsBesideName(literals: readonly Literal[], search: Search): boolean {
	const [settings] = search.worlds;
	if (!settings || !literals.some(({ term }) => term.deps & OPAQUE)) return false;
	const test = search.trials.tester(literals, { settings, text: BARE_NAME });
	return test([BESIDE_BARE_NAME]).get(BESIDE_BARE_NAME) === true;
}

function tryOrigins(literals: readonly Literal[], origins: readonly string[], search: Search): Passage {
	const result: Passage = { witness: undefined, assumed: [], unsure: false, near: [], unsureNear: false };
	// Where no setting plays a part, what an unknown one holds matters as little.
	let beside: Passage | undefined;
	const onlyText = search.settings.size === 0 ? TRUSTED_TEXTS[0] : undefined;
	for (const situation of search.trials.situations(literals, search.worlds)) {
		if (onlyText !== undefined && situation.text !== onlyText) continue;
		for (const [origin, answer] of inTurns(origins, search.trials.tester(literals, situation))) {
			if (!search.foreign(origin)) {
				if (result.near.length < 20 && answer === true) result.near.push(origin);
			} else if (answer === true) {
				const { assumed, ofWindow } = situation.settings;
				const found = { ...result, witness: origin, assumed };
				if (!ofWindow) return found;
				beside ??= { ...found, ofWindow };
			} else result.unsure = true;
		}
	}
	return beside ?? result;
}

/** Tests few origins, then more: the first ones often tell. */
function* inTurns(origins: readonly string[], test: Test): Generator<[string, true | 'unsure']> {
	let from = 0;
	for (const size of [12, 100, origins.length]) {
		yield* test(origins.slice(from, from + size));
		from += size;
	}
}

/** Collects the keys of the parts of a term that the sender or embedder chooses. */
export function collectChosen(value: Value, into: Set<string>): void {
	if (value.t !== 'term') return;
	if (value.deps & (DATA | ATTACKER) && !(value.deps & ORIGIN) && !decides(value)) {
		into.add(value.key);
		return;
	}
	// A key only selects; what it selects is not the sender's. What unknown code makes of its arguments compares nothing.
	if (value.op === 'lookup' || value.op === 'result') return;
	for (const one of value.args) collectChosen(one, into);
}
