import type { Literal, Use } from '../interpret/run.ts';
import { UNKNOWN } from '../pure/concrete.ts';
import { ATTACKER, DATA, OPAQUE, ORIGIN, SELF, type Term, type Value } from '../value/value.ts';
import type { RuntimeContext } from '../verdict.ts';
import type { Sentence } from '../words/sentences.ts';
import { decides, holds, type World } from './evaluate.ts';
import { isHandedOut, mentions } from './requirements.ts';
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
	/** Whether conditions are among those, by key. */
	concerned: Map<string, boolean>;
	context: RuntimeContext;
	/** Whether the time is used up. */
	isOver: () => boolean;
	/** Answers found before, by the conditions they are about. */
	passages: Map<string, Passage>;
	/** Whether conditions hold, by settings (undefined where they do not matter), condition and origin. */
	answers: Map<Settings | undefined, Map<string, Map<string, Answer>>>;
}

/** Which origins get along a path. */
export interface Passage {
	/** A foreign origin that gets along it. */
	witness: string | undefined;
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
const MOST_WORLDS = 6;
const OTHER = 'something else';
/** What a condition depends on where it depends on the page, its settings or who embeds it. */
const OF_PAGE = OPAQUE | SELF | ATTACKER;

/** Raised when the time for a listener is over before its conditions are decided. */
export class OutOfTime extends Error {}

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
	for (const settings of search.worlds.slice(0, MOST_WORLDS)) {
		for (const text of TRUSTED_TEXTS) {
			if (passage.near.length > 0) return passage;
			const test = tester(literals, settings, text, search);
			if (test === NOBODY) continue;
			for (const [origin, answer] of test(search.trusted)) {
				if (answer === true) passage.near.push(origin);
				else passage.unsureNear = true;
			}
		}
	}
	return passage;
}

function tryOrigins(literals: readonly Literal[], origins: readonly string[], search: Search): Passage {
	const result: Passage = { witness: undefined, assumed: [], unsure: false, near: [], unsureNear: false };
	for (const settings of search.worlds) {
		for (const text of TRUSTED_TEXTS) {
			const test = tester(literals, settings, text, search);
			if (test === NOBODY) continue;
			for (const [origin, answer] of inTurns(origins, test)) {
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

/** Tests few origins, then more: the first ones often tell. */
function* inTurns(origins: readonly string[], test: Test): Generator<[string, true | 'unsure']> {
	let from = 0;
	for (const size of [12, 100, origins.length]) {
		yield* test(origins.slice(from, from + size));
		from += size;
	}
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
	for (const settings of search.worlds.slice(0, MOST_WORLDS)) {
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
	return tester(literals, settings, text, search)([origin]).get(origin) ?? false;
}

/** The origins, of those given, that get along a path for certain or perhaps. */
type Test = (origins: readonly string[]) => Map<string, true | 'unsure'>;

const NOBODY: Test = () => new Map();

/** A test of origins against conditions, with what does not depend on the origin decided beforehand. */
function tester(literals: readonly Literal[], settings: Settings, text: string, search: Search): Test {
	const fixed = literals.filter((one) => !(one.term.deps & (ORIGIN | DATA | ATTACKER)));
	const before = decide(fixed, [''], false, settings, text, search).get('');
	// A setting that takes the first sender's origin depends on the origin after all.
	if (before === undefined && settings.learned.size === 0) return NOBODY;
	const varying = settings.learned.size > 0 ? literals : literals.filter((one) => !fixed.includes(one));
	// Those that few origins satisfy come first.
	const ordered = [...varying.filter(isEquality), ...varying.filter((one) => !isEquality(one))];
	const picked = varying.some((one) => one.term.deps & (DATA | ATTACKER));
	return (origins) => {
		const found = decide(ordered, origins, false, settings, text, search);
		if (picked) {
			const others = origins.filter((one) => found.get(one) !== true);
			for (const [one, answer] of decide(ordered, others, true, settings, text, search))
				if (answer === true || !found.has(one)) found.set(one, answer);
		}
		if (before === 'unsure') for (const one of found.keys()) found.set(one, 'unsure');
		return found;
	};
}

function isEquality({ term, truth }: Literal): boolean {
	return truth && (term.op === '===' || term.op === '==');
}

/** The origins that satisfy conditions; `other`: the sender picks something else than its origin for what it picks. */
function decide(
	literals: readonly Literal[],
	origins: readonly string[],
	other: boolean,
	settings: Settings,
	text: string,
	search: Search,
): Map<string, true | 'unsure'> {
	const left = new Map<string, true | 'unsure'>(origins.map((one) => [one, true]));
	const worlds = new Map<string, World>();
	const worldOf = (origin: string): World => {
		const known = worlds.get(origin);
		if (known) return known;
		const world = worldFor(origin, other ? OTHER : origin, settings, text, search.context);
		worlds.set(origin, world);
		return world;
	};
	for (const { term, truth } of literals) {
		if (left.size === 0) break;
		const answers = answersFor(term, other, settings, text, search);
		// What the sender or embedder picks can be picked to fit.
		const free = term.deps & (DATA | ATTACKER) || term.op === 'stale' || term.op.startsWith('throws');
		for (const origin of left.keys()) {
			let answer = answers.get(origin);
			if (answer === undefined) {
				if (search.isOver()) throw new OutOfTime();
				answer = holds(term, worldOf(origin));
				answers.set(origin, answer);
			}
			if (answer === UNKNOWN) {
				if (!free) left.set(origin, 'unsure');
			} else if (answer !== truth) left.delete(origin);
		}
	}
	return left;
}

function answersFor(
	term: Term,
	other: boolean,
	settings: Settings,
	text: string,
	search: Search,
): Map<string, Answer> {
	// Most conditions are on the message alone: their answers hold whatever the settings are.
	const alone = !(term.deps & OF_PAGE);
	const world = alone ? undefined : settings;
	const byWorld = search.answers.get(world) ?? new Map<string, Map<string, Answer>>();
	search.answers.set(world, byWorld);
	const key = `${term.key}${other ? '!' : '|'}${alone ? '' : text}`;
	const answers = byWorld.get(key) ?? new Map<string, Answer>();
	byWorld.set(key, answers);
	return answers;
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
