import type { Literal, Use } from './interpret/run.ts';
import type { Exploration } from './interpret/walk.ts';
import type { Judgement } from './judge/judge.ts';
import type { Meeting } from './judge/met-windows.ts';
import { requiresSource } from './judge/requirements.ts';
import type { FunctionNode, Node } from './syntax/node.ts';
import { isAlike, readFrom, toldBy } from './syntax/store-reads.ts';
import { isNullish, type Term, type Value } from './value/value.ts';

/** Whose origin is kept: anyone's who sends, that of whatever page a known window shows, or nobody's unasked. */
export type Learnt = 'anyone' | 'window' | 'nobody';

/** Whose origin a setting can be given; `isSent`: whether what it is given shows to be of a message. */
export type LearntBy = (term: Term, isSent: boolean) => Learnt;

/** A setting's own values are looked through so deep for where they come from. */
const DEEPEST = 3;

interface Listeners {
	/** The innermost listener around a place. */
	around: (place: Node) => FunctionNode | undefined;
	explore: (listener: FunctionNode) => Exploration;
	/** Whether a property is set at a place: what is kept there is no other's to use unless it is that property. */
	sets: (place: Node) => boolean;
	judge: (exploration: Exploration) => Judgement;
}

/** Finds out whether what a listener expects is what another listener took from a message. */
export class Learning {
	readonly #listeners: Listeners;
	readonly #known = new Map<Node, Learnt>();
	readonly #met = new Map<Node, boolean>();

	constructor(listeners: Listeners) {
		this.#listeners = listeners;
	}

	/** Whose origin a setting can be given: where all that is done asks for the window besides, it may be anyone's. */
	learntBy(term: Term, isSent: boolean, exploration: Exploration): Learnt {
		// What a function that the listener calls is given shows there alone.
		if (!isSent && !exploration.uses.some(isKept)) return 'nobody';
		const learnt = placesOf(term).map(
			(place) => this.#known.get(place) ?? this.#learntAt(place, exploration),
		);
		if (learnt.includes('anyone') || this.#isTold(term, exploration)) return 'anyone';
		if (!learnt.includes('window')) return 'nobody';
		const acting = exploration.uses.filter((one) => !one.soft);
		return acting.length > 0 && acting.every((one) => requiresSource(one.literals)) ? 'anyone' : 'window';
	}

	/** Whether it is read from a store that is told the origin of anyone who sends. */
	#isTold({ symbol }: Term, exploration: Exploration): boolean {
		const store = symbol?.node && readFrom(symbol.node);
		if (!store) return false;
		const writes = exploration.uses.filter(({ node, tells }) => {
			const told = tells ? toldBy(node) : undefined;
			return told !== undefined && isAlike(told, store);
		});
		return this.#learntBy(exploration, writes) === 'anyone';
	}

	/** Whether whoever sends can have its window kept at one of those places. */
	metAt(places: readonly Meeting[], asking: Exploration): boolean {
		return places.some(({ place, unless = [] }) => {
			const known = this.#met.get(place);
			if (known !== undefined) return known;
			const listener = this.#listeners.around(place);
			const exploration = listener ? this.#listeners.explore(listener) : asking;
			const writes = exploration.uses.filter(
				({ node, meets, literals }) =>
					meets && node.start <= place.start && place.end <= node.end && !asksForNone(literals, unless),
			);
			const isMet = this.#learntBy(exploration, writes) === 'anyone';
			this.#met.set(place, isMet);
			return isMet;
		});
	}

	/** Whose origin is kept at a place, by the listener around it or by one that calls the function it stands in. */
	#learntAt(place: Node, asking: Exploration): Learnt {
		const listener = this.#listeners.around(place);
		const exploration = listener ? this.#listeners.explore(listener) : asking;
		const writes = exploration.uses.filter(
			(one) => isKept(one) && one.node.start <= place.start && place.end <= one.node.end,
		);
		if (!listener && writes.length === 0) return 'nobody';
		const isHandedOn = writes.length === 0 && !this.#listeners.sets(place);
		const learnt = this.#learntBy(
			exploration,
			isHandedOn ? exploration.uses.filter((one) => one.registers) : writes,
		);
		this.#known.set(place, learnt);
		return learnt;
	}

	#learntBy(exploration: Exploration, keeping: readonly Use[]): Learnt {
		if (keeping.length === 0) return 'nobody';
		const uses = keeping.map((one) => {
			const delegated = one.delegated && !one.tells;
			return { ...one, delegated, tainted: true, soft: false, registers: false };
		});
		const { verdict } = this.#listeners.judge({ ...exploration, uses });
		if (verdict === 'source-only') return 'window';
		return verdict === 'none' || verdict === 'weak' ? 'anyone' : 'nobody';
	}
}

/** Whether something is done only where a variable holds nothing. */
function asksForNone(literals: readonly Literal[], keys: readonly string[]): boolean {
	const isIt = (one: Value | undefined) => one?.t === 'term' && keys.includes(one.key);
	return literals.some(({ term, truth }) => {
		const [left, right] = term.args;
		if (isIt(term)) return !truth;
		return truth && /^===?$/.test(term.op) && isIt(left) && right !== undefined && isNullish(right);
	});
}

/** Whether the sender's origin is kept, or told to code that is not seen and may keep it. */
const isKept = ({ learns, tells }: Use): boolean => learns || tells;

/** Where a setting is given its values, or what they are made of. */
function placesOf(value: Value, depth = 0): readonly Node[] {
	const symbol = value.t === 'term' ? value.symbol : undefined;
	if (!symbol) return [];
	const own = symbol.givenAt?.() ?? [];
	const inner = depth < DEEPEST ? (symbol.possible?.() ?? []).flatMap((one) => placesOf(one, depth + 1)) : [];
	return [...own, ...inner];
}
