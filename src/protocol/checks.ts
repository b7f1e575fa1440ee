/** Why an input was refused. One instance for all: a hostile page may send millions of bad events. */
const refusal = new TypeError('Not of the declared shape');

/** Counts what was left out of inputs that were otherwise accepted. */
export interface Tally {
	/** Fields that the declared shape does not have. */
	unknownFields: number;
	/** Texts longer than their cap, cut. */
	cutTexts: number;
}

/** Rebuilds an unknown input as a T made of nothing but declared fields, or throws. */
export type Check<T> = (input: unknown, tally: Tally) => T;

type Output<C> = C extends Check<infer T> ? T : never;
type Fields = Record<string, Check<unknown>>;
type Shape<R extends Fields, O extends Fields> = { [K in keyof R]: Output<R[K]> } & {
	[K in keyof O]?: Output<O[K]>;
};

/** Refuses the input that is being checked. */
export function refuse(): never {
	throw refusal;
}

/** Runs a check; undefined when the input was refused. */
export function attempt<T>(check: Check<T>, input: unknown, tally: Tally): T | undefined {
	try {
		return check(input, tally);
	} catch (error) {
		// Recursion deeper than the stack is a refusal too.
		if (error === refusal || error instanceof RangeError) return undefined;
		throw error;
	}
}

/** A text; one longer than `most` UTF-16 units is cut. */
export function text(most: number): Check<string> {
	return (input, tally) => {
		if (typeof input !== 'string') return refuse();
		if (input.length <= most) return input;
		tally.cutTexts++;
		return input.slice(0, most);
	};
}

/** A safe integer within bounds. */
export function integer(least: number, most: number = Number.MAX_SAFE_INTEGER): Check<number> {
	return (input) =>
		Number.isSafeInteger(input) && (input as number) >= least && (input as number) <= most
			? (input as number)
			: refuse();
}

/** A finite number that is not negative. */
export const amount: Check<number> = (input) =>
	typeof input === 'number' && Number.isFinite(input) && input >= 0 ? input : refuse();

export const flag: Check<boolean> = (input) => (typeof input === 'boolean' ? input : refuse());

export const yes: Check<true> = (input) => (input === true ? true : refuse());

export function oneOf<const T extends readonly (string | number)[]>(...options: T): Check<T[number]> {
	return (input) => (options.includes(input as T[number]) ? (input as T[number]) : refuse());
}

/** A list; one longer than `most` is refused, since a page that keeps the rules never makes it. */
export function listOf<T>(item: Check<T>, most: number): Check<T[]> {
	return (input, tally) => {
		if (!Array.isArray(input) || input.length > most) return refuse();
		const list: T[] = [];
		for (let i = 0; i < input.length; i++) list.push(item(input[i], tally));
		return list;
	};
}

/** A record by free names; one of more than `most` entries is refused. */
export function recordOf<T>(name: Check<string>, entry: Check<T>, most: number): Check<Record<string, T>> {
	return (input, tally) => {
		if (typeof input !== 'object' || input === null || Array.isArray(input)) return refuse();
		const entries = Object.entries(input);
		if (entries.length > most) return refuse();
		// Defined, not assigned: an entry named __proto__ is an entry like any other.
		return Object.fromEntries(entries.map(([key, value]) => [name(key, tally), entry(value, tally)]));
	};
}

export function pairOf<A, B>(first: Check<A>, second: Check<B>): Check<[A, B]> {
	return (input, tally) =>
		Array.isArray(input) && input.length === 2 ? [first(input[0], tally), second(input[1], tally)] : refuse();
}

/**
 * An object with all of `required` and any of `optional`; other fields are left out and counted. Or the same as a row:
 * an array of the fields' values in the order in which they are declared here, null for an optional one that is absent.
 * Hooks write rows, since names that are said once a field and event would be most of what travels.
 */
export function shape<R extends Fields, O extends Fields = Record<never, never>>(
	required: R,
	optional?: O,
): Check<Shape<R, O>> {
	const musts = Object.entries(required);
	const mays = Object.entries(optional ?? {});
	const all = [...musts, ...mays];
	const fromRow = (row: unknown[], tally: Tally): Shape<R, O> => {
		const made: Record<string, unknown> = {};
		if (row.length < musts.length) return refuse();
		for (let i = 0; i < row.length; i++) {
			const field = all[i];
			if (i >= musts.length && row[i] === null) continue;
			if (field) made[field[0]] = field[1](row[i], tally);
			else tally.unknownFields++;
		}
		return made as Shape<R, O>;
	};
	return (input, tally) => {
		if (typeof input !== 'object' || input === null) return refuse();
		if (Array.isArray(input)) return fromRow(input, tally);
		const from = input as Record<string, unknown>;
		const made: Record<string, unknown> = {};
		let known = musts.length;
		for (const [name, check] of musts) {
			if (!Object.hasOwn(from, name)) return refuse();
			made[name] = check(from[name], tally);
		}
		for (const [name, check] of mays) {
			if (!Object.hasOwn(from, name)) continue;
			made[name] = check(from[name], tally);
			known++;
		}
		for (const _ in from) known--;
		if (known < 0) tally.unknownFields -= known;
		return made as Shape<R, O>;
	};
}
