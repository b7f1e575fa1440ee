import { ATTACKER, DATA, type Value } from './value.ts';

/** Settings that have their values from one another are followed so far, among so many values. */
const MOST_SETTINGS = 4;
const MOST_VALUES = 300;

/** Working out what one value may be asks the same of others, so often within each other: they may be made of each other. */
const MOST_ASKED = 2;
let asked = 0;

/** What the script gives a named unknown. */
export function possibleOf(value: Value): readonly Value[] {
	if (value.t !== 'term' || !value.symbol?.possible || asked >= MOST_ASKED) return [];
	asked++;
	try {
		return value.symbol.possible();
	} finally {
		asked--;
	}
}

/** Whether a value is, or is made of, what a sender or embedder chooses: of a parameter that is given such, too. */
export function isMadeOfChosen(made: Value, choosing = ATTACKER | DATA): boolean {
	/** Each is looked into once, unless it is met again nearer to the top. */
	const seen = new Map<string, number>();
	let visited = 0;
	const visit = (value: Value, depth: number): boolean => {
		if (value.t !== 'term' || depth > MOST_SETTINGS) return false;
		if (value.deps & choosing) return true;
		const before = seen.get(value.key);
		if ((before !== undefined && before <= depth) || ++visited > MOST_VALUES) return false;
		seen.set(value.key, depth);
		// What is made of it is no further away than what it is made of.
		if (value.args.some((one) => visit(one, depth))) return true;
		return value !== made && possibleOf(value).some((one) => visit(one, depth + 1));
	};
	return visit(made, 0);
}
