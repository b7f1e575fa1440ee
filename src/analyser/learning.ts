import type { Exploration } from './interpret/walk.ts';
import type { Judgement } from './judge/judge.ts';
import { requiresSource } from './judge/requirements.ts';
import type { FunctionNode, Node } from './syntax/node.ts';
import type { Term, Value } from './value/value.ts';

/** Whose origin is kept: anyone's who sends, that of whatever page a known window shows, or nobody's unasked. */
type Learnt = 'anyone' | 'window' | 'nobody';

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

	constructor(listeners: Listeners) {
		this.#listeners = listeners;
	}

	/** Whether a setting can be given the origin of just anyone who sends a message, or whose window alone is known. */
	isFromMessage(term: Term, { uses }: Exploration): boolean {
		const learnt = placesOf(term).map((place) => {
			const known = this.#known.get(place) ?? this.#learntAt(place);
			this.#known.set(place, known);
			return known;
		});
		if (learnt.includes('anyone')) return true;
		const acting = uses.filter((one) => !one.soft);
		return (
			learnt.includes('window') && acting.length > 0 && acting.every((one) => requiresSource(one.literals))
		);
	}

	/** Whose origin a listener keeps that has a place in it, or hands to another listener that it adds. */
	#learntAt(place: Node): Learnt {
		const listener = this.#listeners.around(place);
		if (!listener) return 'nobody';
		const exploration = this.#listeners.explore(listener);
		const writes = exploration.uses.filter(
			(one) => one.learns && one.node.start <= place.start && place.end <= one.node.end,
		);
		const isHandedOn = writes.length === 0 && !this.#listeners.sets(place);
		const keeping = isHandedOn ? exploration.uses.filter((one) => one.registers) : writes;
		if (keeping.length === 0) return 'nobody';
		const uses = keeping.map((one) => ({ ...one, tainted: true, soft: false, registers: false }));
		const { verdict } = this.#listeners.judge({ ...exploration, uses });
		if (verdict === 'source-only') return 'window';
		return verdict === 'none' || verdict === 'weak' ? 'anyone' : 'nobody';
	}
}

/** Where a setting is given its values, or what they are made of. */
function placesOf(value: Value, depth = 0): readonly Node[] {
	const symbol = value.t === 'term' ? value.symbol : undefined;
	if (!symbol) return [];
	const own = symbol.givenAt?.() ?? [];
	const inner = depth < DEEPEST ? (symbol.possible?.() ?? []).flatMap((one) => placesOf(one, depth + 1)) : [];
	return [...own, ...inner];
}
