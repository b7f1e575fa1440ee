import type { Literal } from '../interpret/run.ts';
import type { Node } from '../syntax/node.ts';
import { depsOf, ORIGIN, SOURCE, type Term, type Value } from '../value/value.ts';

/** Conditions and settings that are set from each other are followed so far. */
const DEEPEST = 4;
/** Elements of a collection that are looked at. */
const MOST = 20;

/** A place where a window of a sender may be kept; `unless`: not where that has a window of the page's own already. */
export interface Meeting {
	place: Node;
	unless?: readonly string[];
}

/** Whether whoever sends can have its window kept at one of those places. */
export type MetAt = (places: readonly Meeting[]) => boolean;

/** Finds the conditions on a window that the page got to know by a message of whoever sent first: those say nothing. */
export class MetWindows {
	readonly #metAt: MetAt;
	readonly #known = new Map<string, boolean>();

	constructor(metAt: MetAt) {
		this.#metAt = metAt;
	}

	/** The conditions without those that whoever sent before meets. */
	without(literals: readonly Literal[]): readonly Literal[] {
		const isMet = ({ term }: Literal) => this.has(term);
		return literals.some(isMet) ? literals.filter((one) => !isMet(one)) : literals;
	}

	/** Whether whoever sent before meets a condition, which is on the window alone. */
	has(term: Term): boolean {
		if (!(term.deps & SOURCE) || term.deps & ORIGIN) return false;
		const known = this.#known.get(term.key);
		if (known !== undefined) return known;
		const places = term.args.flatMap((one) => placesIn(one, 0));
		const answer = places.length > 0 && this.#metAt(places);
		this.#known.set(term.key, answer);
		return answer;
	}
}

/** Where windows of senders are put into a value. */
function placesIn(value: Value, depth: number, around: readonly string[] = []): readonly Meeting[] {
	if (depth > DEEPEST) return [];
	const within = (one: Value) => placesIn(one, depth + 1);
	if (value.t === 'object')
		return [...value.items.slice(0, MOST), ...value.entries.slice(0, MOST).flat()].flatMap(within);
	if (value.t !== 'term' || value.op === 'source') return [];
	const { symbol } = value;
	if (!symbol) return value.args.flatMap(within);
	const possible = symbol.possible?.() ?? [];
	// What a function that the listener calls is given shows there alone.
	const unless = possible.some((one) => isOwn(one)) ? [...around, value.key] : [];
	const given = (symbol.givenAt?.() ?? []).map((place) => ({ place, unless }));
	const further = possible.flatMap((one) => placesIn(one, depth + 1, unless));
	const keyed = symbol.keys?.().some(isOfSender) ? (symbol.keyedAt?.() ?? []) : [];
	return [...given, ...further, ...keyed.map((place) => ({ place }))];
}

const isOfSender = (value: Value): boolean => (depsOf(value) & SOURCE) !== 0;

/** Whether it is a window that the page knows or that others give it, not that of a sender. */
function isOwn(value: Value, depth = 0): boolean {
	if (value.t !== 'term' || value.deps & SOURCE || !value.symbol || depth > DEEPEST) return false;
	const { kind, name, possible } = value.symbol;
	if (/(^|\.)source$/.test(name)) return false;
	const given = kind === 'parameter' ? (possible?.() ?? []) : [];
	return given.length > 0 ? given.some((one) => isOwn(one, depth + 1)) : true;
}
