import type { Literal } from '../interpret/run.ts';
import { type Concrete, UNKNOWN } from '../pure/concrete.ts';
import {
	ATTACKER,
	DATA,
	depsOf,
	FROM_OUTSIDE,
	OPAQUE,
	ORIGIN,
	SELF,
	type Term,
	type Value,
} from '../value/value.ts';
import type { RuntimeContext } from '../verdict.ts';
import { Contents } from './contents.ts';
import { holds, type World } from './evaluate.ts';
import { type Settings, worldFor } from './worlds.ts';

const OTHER = 'something else';
/** What a setting may hold that is compared with the scheme alone. */
const SCHEME = 'https:';
/** What a condition depends on where it depends on the page, its settings or who embeds it. */
const OF_PAGE = OPAQUE | SELF | ATTACKER;

/** Raised when the time for a listener is over before its conditions are decided. */
export class OutOfTime extends Error {}

/** A way the settings may be, and what those hold of which nothing is known. */
export interface Situation {
	settings: Settings;
	text: string;
}

type Answer = ReturnType<typeof holds>;

/** The origins that get along a path for certain or perhaps. */
export type Passed = ReadonlyMap<string, true | 'unsure'>;

/** The origins, of those given, that get along a path. */
export type Test = (origins: readonly string[]) => Passed;

const NOBODY: Test = () => new Map();

/** The worlds of one situation, by origin. */
interface WorldsOf {
	own: Map<string, World>;
	/** Those in which the sender picks something else than its origin. */
	picking: Map<string, World>;
	/** What is the same in all of them, by term. */
	fixed: Map<string, Concrete>;
}

/** What of a situation the value of a term depends on. */
interface Mentioned {
	settings: readonly string[];
	text: boolean;
}

/** Tries origins on conditions. What is the same in several situations, or for several paths, is worked out once. */
export class Trials {
	readonly contents: Contents;
	readonly #settings: ReadonlyMap<string, Term>;
	readonly #context: RuntimeContext;
	readonly #isOver: () => boolean;
	readonly #texts: readonly string[];
	/** By condition, then by what it depends on. */
	readonly #answers = new Map<string, Map<string, Map<string, Answer>>>();
	readonly #mentioned = new Map<string, Mentioned>();
	readonly #values = new Map<Concrete, number>();
	readonly #worlds = new Map<Settings, Map<string, WorldsOf>>();

	/** `settings`: those of which a situation may say something; `texts`: what those may hold of which nothing is known. */
	constructor(
		settings: ReadonlyMap<string, Term>,
		context: RuntimeContext,
		isOver: () => boolean,
		texts: readonly string[],
	) {
		this.#texts = texts;
		this.#settings = settings;
		this.contents = new Contents(settings);
		this.#context = context;
		this.#isOver = isOver;
	}

	/** The situations, made of some ways the settings may be, in which the answers to conditions may differ. */
	*situations(literals: readonly Literal[], worlds: readonly Settings[]): Generator<Situation> {
		const mentioned = this.#mentionedIn(literals);
		const seen = new Set<string>();
		const texts = literals.some(asksForScheme) ? [...this.#texts, SCHEME] : this.#texts;
		for (const settings of worlds) {
			for (const text of texts) {
				const signature = this.#signature(mentioned, settings, text);
				if (seen.has(signature)) continue;
				seen.add(signature);
				yield { settings, text };
			}
		}
	}

	/** A test of origins against conditions, with what does not depend on the origin decided beforehand. */
	tester(literals: readonly Literal[], situation: Situation): Test {
		const learns = situation.settings.learned.size > 0;
		const fixed = literals.filter((one) => !(one.term.deps & (ORIGIN | DATA | ATTACKER)));
		const before = this.#decide(fixed, [''], false, situation).get('');
		// A setting that takes the first sender's origin depends on the origin after all.
		if (before === undefined && !learns) return NOBODY;
		const varying = learns ? literals : literals.filter((one) => !fixed.includes(one));
		// Those that few origins satisfy come first.
		const ordered = [...varying.filter(isEquality), ...varying.filter((one) => !isEquality(one))];
		const picked = varying.some((one) => one.term.deps & (DATA | ATTACKER));
		return (origins) => {
			const found = this.#decide(ordered, origins, false, situation);
			if (picked) {
				const others = origins.filter((one) => found.get(one) !== true);
				for (const [one, answer] of this.#decide(ordered, others, true, situation))
					if (answer === true || !found.has(one)) found.set(one, answer);
			}
			if (before === 'unsure') for (const one of found.keys()) found.set(one, 'unsure');
			return found;
		};
	}

	/** The origins that satisfy conditions; `other`: the sender picks something else than its origin for what it picks. */
	#decide(
		literals: readonly Literal[],
		origins: readonly string[],
		other: boolean,
		situation: Situation,
	): Map<string, true | 'unsure'> {
		const left = new Map<string, true | 'unsure'>(origins.map((one) => [one, true]));
		for (const { term, truth } of literals) {
			if (left.size === 0) break;
			const answers = this.#answersFor(term, other, situation);
			// What the sender or embedder picks can be picked to fit.
			const free =
				term.deps & (DATA | ATTACKER) ||
				term.op === 'stale' ||
				term.op === 'empty' ||
				term.op.startsWith('throws') ||
				// Whether a missing setting is one: whatever such code says, the handler reckons with it.
				(term.op === 'result' && !(term.deps & FROM_OUTSIDE)) ||
				// Who sets an origin as a text gives no pattern or list.
				(term.op === 'instanceof' && !truth && !(term.deps & FROM_OUTSIDE));
			for (const origin of left.keys()) {
				let answer = answers.get(origin);
				if (answer === undefined) {
					if (this.#isOver()) throw new OutOfTime();
					answer = holds(term, this.#world(origin, other, situation));
					answers.set(origin, answer);
				}
				if (answer === UNKNOWN) {
					if (!free) left.set(origin, 'unsure');
				} else if (answer !== truth) left.delete(origin);
			}
		}
		return left;
	}

	#world(origin: string, other: boolean, { settings, text }: Situation): World {
		const byText = this.#worlds.get(settings) ?? new Map<string, WorldsOf>();
		this.#worlds.set(settings, byText);
		const known = byText.get(text) ?? { own: new Map(), picking: new Map(), fixed: new Map() };
		byText.set(text, known);
		const worlds = other ? known.picking : known.own;
		let world = worlds.get(origin);
		if (!world) {
			world = worldFor(origin, other ? OTHER : origin, settings, text, this.#context, known.fixed);
			worlds.set(origin, world);
		}
		return world;
	}

	#answersFor(term: Term, other: boolean, { settings, text }: Situation): Map<string, Answer> {
		const key = `${this.contents.keyOf(term)}${other ? '!' : '|'}`;
		const all = this.#answers.get(key) ?? new Map<string, Map<string, Answer>>();
		this.#answers.set(key, all);
		const signature = this.#signature(this.#mentions(term), settings, text);
		const answers = all.get(signature) ?? new Map<string, Answer>();
		all.set(signature, answers);
		return answers;
	}

	/** Equal for situations in which what is mentioned is the same. */
	#signature(mentioned: Mentioned, { symbols, learned, self }: Settings, text: string): string {
		const parts = [self ?? '', mentioned.text ? text : ''];
		for (const key of mentioned.settings) {
			const id = symbols.has(key) ? String(this.#idOf(symbols.get(key))) : '';
			parts.push(learned.get(key) ?? id);
		}
		return parts.join();
	}

	#idOf(value: Concrete): number {
		const id = this.#values.get(value) ?? this.#values.size;
		this.#values.set(value, id);
		return id;
	}

	#mentionedIn(literals: readonly Literal[]): Mentioned {
		const all = literals.map(({ term }) => this.#mentions(term));
		return {
			settings: [...new Set(all.flatMap((one) => one.settings))],
			text: all.some((one) => one.text),
		};
	}

	#mentions(term: Term): Mentioned {
		const known = this.#mentioned.get(term.key);
		if (known) return known;
		// Most conditions are on the message alone: their answers hold in all situations.
		const alone = !(term.deps & OF_PAGE);
		const mentioned = alone ? { settings: [], text: false } : this.#lookInto(term);
		this.#mentioned.set(term.key, mentioned);
		return mentioned;
	}

	#lookInto(term: Term): Mentioned {
		const settings: string[] = [];
		let text = false;
		const seen = new Set<Value>([term]);
		// The set grows while it is gone through.
		for (const one of seen) {
			if (one.t === 'term') {
				if (this.#settings.has(one.key)) settings.push(one.key);
				text ||= !(one.deps & FROM_OUTSIDE) || /^(symbol|result|task|lookup)$/.test(one.op);
				for (const each of one.args) seen.add(each);
			} else if (one.t === 'object') {
				text ||= one.open;
				for (const each of one.items) seen.add(each);
				for (const each of one.props.values()) seen.add(each);
				for (const each of one.entries.flat()) seen.add(each);
			}
		}
		return { settings: [...new Set(settings)].sort(), text };
	}
}

/** Whether the scheme of an origin is compared with something of which nothing is known. */
function asksForScheme({ term: { op, args } }: Literal): boolean {
	return (
		(op === '===' || op === '==') &&
		args.some(isSchemeOfOrigin) &&
		args.some((one) => depsOf(one) & OPAQUE && !isSchemeOfOrigin(one))
	);
}

function isSchemeOfOrigin(value: Value): boolean {
	if (value.t !== 'term' || value.op !== 'get' || !(value.deps & ORIGIN)) return false;
	const [, key] = value.args;
	return key?.t === 'constant' && key.value === 'protocol';
}

function isEquality({ term, truth }: Literal): boolean {
	return truth && (term.op === '===' || term.op === '==');
}
