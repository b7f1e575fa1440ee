import type { Node } from '../syntax/node.ts';
import type { Binding } from '../syntax/scope.ts';
import { DATA, depsOf, OF_MESSAGE, ORIGIN, PICKED, SOURCE, type Term, type Value } from '../value/value.ts';
import type { SinkKind } from '../verdict.ts';
import { type Course, saysOfSender } from './course.ts';
import type { Turn } from './explore.ts';
import { type Fate, OutOfBudget, Undecided } from './machine.ts';
import type { Notes } from './notes.ts';
import { Written, WrittenVariables } from './written.ts';

/** A condition that was decided one way. */
export interface Literal {
	term: Term;
	truth: boolean;
	node: Node;
}

/** Something the handler does, with the conditions under which it does it. */
export interface Use {
	kind: SinkKind;
	node: Node;
	/** Where the data was first read on the way here. */
	read: Node | undefined;
	/** Data goes into it; otherwise it only happens because of a message. */
	tainted: boolean;
	/** Its result is what is wanted: a conversion or a test, not an action. */
	soft: boolean;
	/** The event or its origin goes along to code that is not known, or went to code that decides on it. */
	delegated: boolean;
	/** Only wakes work that was queued before. */
	task: boolean;
	/** Only makes the page listen to other events. */
	registers: boolean;
	/** Answers the sender with nothing of the page's own. */
	empty: boolean;
	/** The sender gets something of the page's own. */
	gives: boolean;
	/** Keeps the sender's origin or window for later. */
	learns: boolean;
	/** Keeps the sender's window for later, or gives it to code that may. */
	meets: boolean;
	/** Tells code that is not seen the sender's origin, which it may keep. */
	tells: boolean;
	/** Done by a `finally`: whatever became of the message. */
	closing: boolean;
	/** The conditions so far; `count` of them hold at this use, the rest came later. */
	literals: readonly Literal[];
	count: number;
	/** Equal for uses at one place under the same conditions on origin, source and settings. */
	key: string;
	/** Equal for uses at one place under the same conditions on the sender. */
	way: string;
}

/** Steps between two looks at the budget. */
const TICK = 128;

/** One execution of the handler along one path. */
export class Run {
	readonly static: boolean;
	/** Functions that are given nothing of the message are not gone into: what they return is unknown. */
	readonly sketchy: boolean;
	readonly taken: boolean[] = [];
	readonly literals: Literal[] = [];
	readonly variables = new Map<Binding, Value>();
	readonly properties = new Written();
	readonly frames = new WrittenVariables();
	readonly fates: Fate[] = [];
	readonly active: Node[] = [];
	/** What each of these was given. */
	readonly given: (readonly Value[])[] = [];
	/** Keys of look-ups whose entry was deleted: what was found there is a task queued before. */
	readonly deleted = new Set<string>();
	/** Functions that have run. */
	readonly invoked = new Set<Node>();
	readonly globals = new Map<string, Value>();
	readonly uses: Use[] = [];
	firstRead: Node | undefined;
	tries = 0;
	/** Calls of unknown code that was given the event or origin, and is calling back. */
	deciding = 0;
	/** Blocks of `finally` that are running. */
	closing = 0;
	/** What each of the generators that are running gave so far. */
	readonly yields: Value[][] = [];
	/** What runs after the code that is running: reactions to promises, timers. */
	readonly later: (() => void)[] = [];
	/** Functions around the handler with which promises are made that it has settled. */
	readonly settled = new Set<Node>();
	/** Link elements made so far. */
	links = 0;
	steps = 0;
	readonly notes: Notes;
	readonly #prefix: readonly boolean[];
	readonly #known = new Map<string, boolean>();
	readonly #equal = new Map<string, string>();
	readonly #offer: (taken: readonly boolean[], turn: Turn) => boolean;
	readonly #limit: number;
	readonly #tick: (steps: number) => void;
	/** Whether a use on such a way, with such a key, has been met on an earlier path. */
	readonly isKnown: (way: string, key: string) => boolean;
	/** The conditions so far on the sender, and on all but the data. */
	#ofSender: Course;
	#ofOthers: Course;
	#conditional = false;

	constructor(options: {
		prefix: readonly boolean[];
		static: boolean;
		sketchy: boolean;
		notes: Notes;
		limit: number;
		/** Called after every so many steps. */
		tick: (steps: number) => void;
		/** What the conditions on the sender, and on all but the data, begin with. */
		start: { ofSender: Course; ofOthers: Course };
		/** Whether a use on such a way, with such a key, has been met. */
		isKnown: (way: string, key: string) => boolean;
		/** Decides a condition that the prefix does not. */
		offer: (taken: readonly boolean[], turn: Turn) => boolean;
	}) {
		this.static = options.static;
		this.sketchy = options.sketchy;
		this.notes = options.notes;
		this.#prefix = options.prefix;
		this.#limit = options.limit;
		this.#tick = options.tick;
		this.#offer = options.offer;
		({ ofSender: this.#ofSender, ofOthers: this.#ofOthers } = options.start);
		this.isKnown = options.isKnown;
	}

	/** Counts one step of work; throws OutOfBudget when there were too many. */
	step(): void {
		this.steps++;
		if (this.steps > this.#limit) throw new OutOfBudget('too many steps');
		if (this.steps % TICK === 0) this.#tick(TICK);
	}

	/** Takes a condition for granted. */
	assume(term: Term, truth: boolean): void {
		this.#known.set(term.key, truth);
	}

	/** Decides a condition that is not known, remembering the answer for this path. `part`: which of those asked there. */
	decide(term: Term, node: Node, part = 0): boolean {
		const known = this.#known.get(term.key);
		if (known !== undefined) return known;
		if (this.static) throw new Undecided();
		const [left, right] = term.args;
		const equality = (term.op === '===' || term.op === '==') && left && right && right.t === 'constant';
		if (equality && left.t === 'term') {
			const other = this.#equal.get(left.key);
			if (other !== undefined && right.value !== undefined && right.value !== null) {
				const same = other === String(right.value);
				this.#known.set(term.key, same);
				return same;
			}
		}
		const index = this.taken.length;
		const planned = this.#prefix[index];
		const ofData = (term.deps & DATA) !== 0;
		const choice = planned ?? this.#offer(this.taken, { node, part, ofData, signature: this.#ofSender.id });
		this.taken.push(choice);
		this.#known.set(term.key, choice);
		const literal = { term, truth: choice, node };
		this.literals.push(literal);
		if (term.deps & ORIGIN) this.#notesAnswer(literal);
		if (saysOfSender(term, choice)) this.#ofSender = this.#ofSender.after(term.key, choice);
		if (term.deps & ~(DATA | PICKED) || term.op.startsWith('throws')) {
			this.#ofOthers = this.#ofOthers.after(term.key, choice);
		}
		if (term.deps & OF_MESSAGE) this.#conditional = true;
		if (choice && equality && left.t === 'term' && right.value !== undefined && right.value !== null) {
			this.#equal.set(left.key, String(right.value));
		}
		return choice;
	}

	#notesAnswer(literal: Literal): void {
		const { answers } = this.notes;
		const { term, truth } = literal;
		const known = answers.get(term.key) ?? { literal, held: false, failed: false };
		if (truth) known.held = true;
		else known.failed = true;
		answers.set(term.key, known);
	}

	/** Notes something the handler does here. */
	use(
		kind: SinkKind,
		node: Node,
		facts: Partial<
			Pick<
				Use,
				| 'tainted'
				| 'soft'
				| 'delegated'
				| 'learns'
				| 'meets'
				| 'tells'
				| 'task'
				| 'registers'
				| 'empty'
				| 'gives'
			>
		>,
	): void {
		if (this.static) return;
		const { soft = false, tainted = false } = facts;
		const place = `${kind}${node.start}:${node.end}|${soft}${tainted}`;
		const way = `${place}|${this.#ofSender.id}`;
		const key = `${place}${this.#conditional}|${this.#ofOthers.id}`;
		if (this.isKnown(way, key)) return;
		this.uses.push({
			kind,
			node,
			read: this.firstRead,
			tainted,
			soft,
			delegated: false,
			learns: false,
			meets: false,
			tells: false,
			task: false,
			registers: false,
			empty: false,
			gives: false,
			closing: this.closing > 0,
			...facts,
			...(this.deciding > 0 ? { delegated: true } : {}),
			literals: this.literals,
			count: this.literals.length,
			way,
			key,
		});
	}

	/** Notes that a value made from the message was compared. */
	compares(term: Term, node: Node): void {
		if (this.static) return;
		if (term.deps & (ORIGIN | SOURCE)) {
			this.notes.compared ??= node;
			if (this.notes.comparisons.size < 60 && !this.notes.comparisons.has(term.key)) {
				this.notes.comparisons.set(term.key, { term, truth: true, node });
			}
		}
	}

	/** Whether anything that outlives the running code was given something of the message. */
	get keepsMessage(): boolean {
		for (const kept of [this.properties, this.variables, this.globals, this.frames])
			for (const one of kept.values()) if (depsOf(one) & OF_MESSAGE) return true;
		return false;
	}

	/** Whether any condition so far depends on the message. */
	get conditional(): boolean {
		return this.#conditional;
	}
}
