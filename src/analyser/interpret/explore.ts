import type { Node } from '../syntax/node.ts';

const MOST_WAITING = 5000;

/** The first decisions of an earlier path, whose list goes on growing, and another one after them. */
interface Plan {
	taken: readonly boolean[];
	count: number;
	/** undefined: nothing is decided yet. */
	last: boolean | undefined;
}

const FROM_START: Plan = { taken: [], count: 0, last: undefined };

/** A place where the way is not known. */
export interface Turn {
	node: Node;
	/** Which of the questions asked there: what a call answers, or, one by one, whether it is this function that is called. */
	part: number;
	/** The condition depends on the message's data. */
	ofData: boolean;
	/** Stands for the conditions on the sender so far. */
	signature: number;
}

/**
 * Chooses which paths of a handler to run next: first those that take a turn not taken before, then the rest. Whatever
 * the conditions on origin and source have come to so far gets its share, so that a large branch for known senders does
 * not use up what is there for the others.
 */
export class Explorer {
	/** By signature (the conditions on the sender so far), then by length: turns near the start say most about the rest. */
	readonly #fresh = new Map<number, Plan[][]>([[0, [[FROM_START]]]]);
	#turns: Plan[][][] = [];
	/** Turns that were taken where the same code decided about something of the page, not yet about the message. */
	readonly #again: Plan[] = [];
	readonly #rest: Plan[] = [];
	/** By signature, then by place: the turns that were taken there, as a set of bits. */
	readonly #seen = new Map<number, Map<number, number>>();
	/** Of the questions at each place. */
	readonly #ids = new Map<Node, number[]>();
	#places = 0;
	#combines = false;

	/** Whether the path given last takes only turns that were taken before. */
	get onlyCombines(): boolean {
		return this.#combines;
	}

	/** The decisions the next path starts with; undefined when there is no other path. */
	next(): boolean[] | undefined {
		this.#combines = false;
		// Once round all of them, then again.
		for (let round = 0; round < 2; round++) {
			for (let levels = this.#turns.pop(); levels; levels = this.#turns.pop()) {
				const plan = shortest(levels);
				if (plan) return decisionsOf(plan);
			}
			this.#turns = [...this.#fresh.values()].toReversed();
		}
		const again = this.#again.shift();
		if (again) return decisionsOf(again);
		this.#combines = true;
		const plan = this.#rest.shift();
		return plan && decisionsOf(plan);
	}

	/**
	 * At a new decision: plans the other answer for later and says which to take now. `ofData`: the same code decides
	 * elsewhere about what the page has, here about the message.
	 */
	offer(taken: readonly boolean[], { node, part, ofData, signature }: Turn): boolean {
		const ids = this.#ids.get(node) ?? [];
		if (ids.length === 0) this.#ids.set(node, ids);
		const id = ids[part] ?? this.#places++;
		ids[part] = id;
		const places = this.#seen.get(signature) ?? new Map<number, number>();
		this.#seen.set(signature, places);
		const seen = places.get(id) ?? 0;
		const now = (seen & taking(false)) !== 0 && (seen & taking(true)) === 0;
		const plan: Plan = { taken, count: taken.length, last: !now };
		const other = ofData ? taking(!now) | takingByData(!now) : taking(!now);
		places.set(id, seen | taking(now) | (ofData ? takingByData(now) : 0) | other);
		if (!(seen & taking(!now))) {
			const levels = this.#fresh.get(signature) ?? [];
			this.#fresh.set(signature, levels);
			const level = levels[plan.count] ?? [];
			level.push(plan);
			levels[plan.count] = level;
		} else if (ofData && !(seen & takingByData(!now))) {
			this.#again.push(plan);
		} else if (this.#rest.length < MOST_WAITING) {
			this.#rest.push(plan);
		}
		return now;
	}
}

const taking = (choice: boolean): number => (choice ? 2 : 1);
/** The same where what is decided about is the message's data. */
const takingByData = (choice: boolean): number => (choice ? 8 : 4);

function decisionsOf({ taken, count, last }: Plan): boolean[] {
	return last === undefined ? [] : [...taken.slice(0, count), last];
}

function shortest(levels: Plan[][]): Plan | undefined {
	for (const level of levels) {
		const plan = level?.shift();
		if (plan) return plan;
	}
	return undefined;
}
