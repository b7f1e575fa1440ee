import type { Literal } from '../interpret/run.ts';
import type { FunctionValue, Term, Value } from '../value/value.ts';
import { pathOf } from './path.ts';
import { partAt, type Wish } from './wish.ts';

/**
 * Chooses the key by which the data picks an entry of a table of functions (`actions[data.type](event)`): the one whose
 * function the way runs through. Where the way does not say, the first entry is as good as any.
 */
export function chooseEntries(wish: Wish, literals: readonly Literal[], ofData: readonly Term[]): void {
	const chosen = chosenIndex(literals);
	for (const term of ofData) {
		const [table, key] = tableOf(term);
		const path = pathOf(key);
		if (!path || table?.t !== 'object') continue;
		const functions = entriesOf(table);
		const part = partAt(wish, path, false);
		if (!part || part.equals || functions.length === 0) continue;
		const name = functions[Math.min(chosen, functions.length - 1)]?.[0];
		if (name !== undefined) part.equals = { value: name };
	}
}

/** Table and key of `table[key]` and `map.get(key)`. */
function tableOf({ op, args: [first, second, third] }: Term): [Value | undefined, Value | undefined] {
	if (op === 'lookup') return [first, second];
	const isGet = op === 'call' && second?.t === 'constant' && second.value === 'get';
	return isGet ? [first, third] : [undefined, undefined];
}

/** Functions of a table by their keys, each function once, as a call of one of them tries them. */
function entriesOf(table: Value & { t: 'object' }): [string, FunctionValue][] {
	const named: [string, Value][] = [...table.props];
	for (const [key, value] of table.entries) if (key.t === 'constant') named.push([String(key.value), value]);
	const seen = new Set<object>();
	return named.filter((one): one is [string, FunctionValue] => {
		const [, value] = one;
		if (value.t !== 'function' || seen.has(value.node)) return false;
		seen.add(value.node);
		return true;
	});
}

/** Which of several functions the way runs through: the one said yes to, or the one after all those said no to. */
function chosenIndex(literals: readonly Literal[]): number {
	let index = 0;
	for (const { term, truth } of literals) {
		const at = term.op === 'is' ? term.args[1] : undefined;
		if (at?.t !== 'constant' || typeof at.value !== 'number') continue;
		if (truth) return at.value;
		index = at.value + 1;
	}
	return index;
}
