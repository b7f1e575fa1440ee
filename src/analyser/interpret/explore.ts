import type { Node } from '../syntax/node.ts';

const MOST_WAITING = 5000;

/**
 * Chooses which paths of a handler to run next: first those that take a turn not taken before, then the rest. Whatever
 * the conditions on origin and source have come to so far gets its share, so that a large branch for known senders does
 * not use up what is there for the others.
 */
export class Explorer {
	/** By signature (the conditions on the sender so far), then by length: turns near the start say most about the rest. */
	readonly #fresh = new Map<number, boolean[][][]>([[0, [[[]]]]]);
	#turns: boolean[][][][] = [];
	readonly #rest: boolean[][] = [];
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
				const path = shortest(levels);
				if (path) return path;
			}
			this.#turns = [...this.#fresh.values()].toReversed();
		}
		this.#combines = true;
		return this.#rest.shift();
	}

	/** At a new decision: plans the other answer for later and says which to take now. */
	offer(taken: boolean[], node: Node, choice: boolean, signature: number): boolean {
		let id = this.#ids.get(node);
		if (id === undefined) {
			id = this.#ids.size;
			this.#ids.set(node, id);
		}
		const now =
			this.#seen.has(`${id}${choice}${signature}`) && !this.#seen.has(`${id}${!choice}${signature}`)
				? !choice
				: choice;
		this.#seen.add(`${id}${now}${signature}`);
		const other = `${id}${!now}${signature}`;
		if (this.#seen.has(other)) {
			if (this.#rest.length < MOST_WAITING) this.#rest.push([...taken, !now]);
		} else {
			const path = [...taken, !now];
			this.#seen.add(other);
			const levels = this.#fresh.get(signature) ?? [];
			this.#fresh.set(signature, levels);
			const level = levels[path.length] ?? [];
			level.push(path);
			levels[path.length] = level;
		}
		return now;
	}
}

function shortest(levels: boolean[][][]): boolean[] | undefined {
	for (const level of levels) {
		const path = level?.shift();
		if (path) return path;
	}
	return undefined;
}
