import { EVENT, isNullish, ORIGIN, RANDOM, SOURCE, type Term } from '../value/value.ts';

/** Conditions and their answers, one after the other: equal lists of them are one object. */
export class Course {
	/** 0 for the empty one. */
	readonly id: number;
	readonly #made: { count: number };
	/** By condition and answer; many have none. */
	#next: Map<string, Course> | undefined;

	constructor(made = { count: 0 }) {
		this.id = made.count++;
		this.#made = made;
	}

	/** The course that goes on with one more condition, told by its key. */
	after(key: string, answer: boolean): Course {
		this.#next ??= new Map();
		const step = answer ? key : `!${key}`;
		let course = this.#next.get(step);
		if (!course) {
			course = new Course(this.#made);
			this.#next.set(step, course);
		}
		return course;
	}
}

/** Whether an answer says something of who sent the message; that a part is unlike a secret says nothing. */
export function saysOfSender({ deps, op, args }: Term, answer: boolean): boolean {
	if (deps & (ORIGIN | SOURCE | EVENT)) return true;
	if (!(deps & RANDOM)) return false;
	return answer || (op !== '===' && op !== '==') || args.some(isNullish);
}
