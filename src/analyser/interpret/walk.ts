import { Explorer } from './explore.ts';
import { OutOfBudget, Undecided } from './machine.ts';
import { type Notes, noNotes } from './notes.ts';
import type { Run, Use } from './run.ts';

const MOST_PATHS = 150;
/** Steps of one path, and of all paths together, for each unit of effort. */
const MOST_STEPS = 20_000;
/**
 * Steps, for each unit of effort, without a use that is new under its conditions on the sender, after which the rest is
 * left out: of paths that only combine known turns, and of those with a turn that was not taken before.
 */
const MOST_DRY = { combining: 6000, turning: 14_000 };
const MOST_USES = 3000;

/** What following a handler's paths found. */
export interface Exploration {
	uses: Use[];
	notes: Notes;
	paths: number;
	/** Live values that were used: path and text of the value. */
	live: ReadonlyMap<string, string>;
}

/** How the paths of a handler are run. */
export interface Walker {
	/** A run along the decisions of `prefix`, then along those that the explorer makes. */
	begin(
		prefix: readonly boolean[],
		notes: Notes,
		explorer: Explorer,
		mostSteps: number,
		isKnown: Run['isKnown'],
	): Run;
	follow(run: Run): void;
	/** Paths of the live values that are used meanwhile. */
	usedIn(act: () => void): ReadonlySet<string>;
	textOf(livePath: string): string;
}

/** Follows the paths of one handler until they are known or a budget is used up; can be taken up again from there. */
export class Walk {
	readonly #walker: Walker;
	readonly #explorer = new Explorer();
	readonly #notes = noNotes();
	readonly #uses = new Map<string, Use>();
	/** Places of uses, each with the conditions on its sender. */
	readonly #ways = new Set<string>();
	readonly #live = new Map<string, string>();
	#paths = 0;
	#steps = 0;
	/** Steps taken when the last way was found. */
	#news = 0;
	#next: boolean[] | undefined;

	constructor(walker: Walker) {
		this.#walker = walker;
		this.#next = this.#explorer.next();
	}

	/** Whether there are paths left that a greater effort would follow. */
	get isCut(): boolean {
		return this.#next !== undefined && !this.#notes.outOfTime;
	}

	get found(): Exploration {
		const truncated = this.#notes.truncated || this.#next !== undefined;
		return {
			uses: [...this.#uses.values()],
			notes: { ...this.#notes, truncated },
			paths: this.#paths,
			live: this.#live,
		};
	}

	/** Goes on until the budget times `effort` is used up, counted from the beginning. */
	advance(effort: number): void {
		const used = this.#walker.usedIn(() => {
			while (this.#next && this.isCut && this.#hasBudget(effort)) {
				this.#follow(this.#next, effort);
				this.#next = this.#explorer.next();
			}
		});
		for (const path of used) this.#live.set(path, this.#walker.textOf(path));
	}

	#hasBudget(effort: number): boolean {
		const dry = this.#explorer.onlyCombines ? MOST_DRY.combining : MOST_DRY.turning;
		return (
			this.#paths < MOST_PATHS * effort &&
			this.#steps <= MOST_STEPS * effort &&
			this.#steps - this.#news <= dry * effort
		);
	}

	#follow(prefix: boolean[], effort: number): void {
		this.#paths++;
		const isKnown = (way: string, key: string) => this.#ways.has(way) && this.#uses.has(key);
		const run = this.#walker.begin(prefix, this.#notes, this.#explorer, MOST_STEPS * effort, isKnown);
		try {
			this.#walker.follow(run);
		} catch (error) {
			if (error instanceof OutOfBudget) this.#notes.truncated = true;
			else if (error instanceof Undecided) this.#notes.unfollowed = true;
			else throw error;
		}
		this.#steps += run.steps;
		for (const use of run.uses) this.#keep(use);
	}

	#keep(use: Use): void {
		if (!this.#ways.has(use.way)) {
			this.#ways.add(use.way);
			this.#news = this.#steps;
		}
		if (this.#uses.size > MOST_USES || this.#uses.has(use.key)) return;
		this.#uses.set(use.key, { ...use, literals: use.literals.slice(0, use.count) });
	}
}
