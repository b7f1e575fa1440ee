import type { Node } from '../syntax/node.ts';

/** Chooses which paths of a handler to run next: first those that take a turn not taken before, then the rest. */
export class Explorer {
	/** By length: turns near the start say most about the rest. */
	readonly #fresh: boolean[][][] = [[[]]];
	readonly #rest: boolean[][] = [];
	readonly #seen = new Set<string>();
	readonly #ids = new Map<Node, number>();

	/** The decisions the next path starts with; undefined when there is no other path. */
	next(): boolean[] | undefined {
		for (const level of this.#fresh) {
			const path = level?.shift();
			if (path) return path;
		}
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
		const path = [...taken, !now];
		if (this.#seen.has(other)) {
			if (this.#rest.length < 5000) this.#rest.push(path);
		} else {
			this.#seen.add(other);
			const level = this.#fresh[path.length] ?? [];
			level.push(path);
			this.#fresh[path.length] = level;
		}
		return now;
	}
}
