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
	readonly #seen = new Set<string>();
	readonly #ids = new Map<Node, number>();
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
	offer(taken: readonly boolean[], { node, ofData, signature }: Turn): boolean {
		let id = this.#ids.get(node);
		if (id === undefined) {
			id = this.#ids.size;
			this.#ids.set(node, id);
		}
		const key = (choice: boolean) => `${id}${choice}${signature}`;
		const now = this.#seen.has(key(false)) && !this.#seen.has(key(true));
		const plan: Plan = { taken, count: taken.length, last: !now };
		this.#seen.add(key(now));
		if (ofData) this.#seen.add(`${key(now)}d`);
		if (!this.#has(key(!now))) {
			if (ofData) this.#seen.add(`${key(!now)}d`);
			const levels = this.#fresh.get(signature) ?? [];
			this.#fresh.set(signature, levels);
			const level = levels[plan.count] ?? [];
			level.push(plan);
			levels[plan.count] = level;
		} else if (ofData && !this.#has(`${key(!now)}d`)) {
			this.#again.push(plan);
		} else if (this.#rest.length < MOST_WAITING) {
			this.#rest.push(plan);
		}
		return now;
	}

	/** Whether a turn was seen before; it is from now on. */
	#has(key: string): boolean {
		if (this.#seen.has(key)) return true;
		this.#seen.add(key);
		return false;
	}
}

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
