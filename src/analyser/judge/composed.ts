import type { Literal } from '../interpret/run.ts';
import { ATTACKER, DATA, EVENT, isOrigin, OPAQUE, ORIGIN, type Term, type Value } from '../value/value.ts';
import type { RuntimeContext } from '../verdict.ts';
import { operand } from './evaluate.ts';
import { worldFor } from './worlds.ts';

/** What a setting may hold that is a part of a name: `https://${region}.site.test`. */
export const LABEL = 'app';

/** The rest of a name, with the site in it. */
const REST = /^[a-z\d-]*\.[a-z\d-]+(?:\.|$)/i;

/** What texts in conditions are that are put together of settings and the name of a site after them. */
export function composedTexts(literals: readonly Literal[], context: RuntimeContext): Set<string> {
	const settings = { symbols: new Map(), learned: new Map(), assumed: [] };
	const world = worldFor('', '', settings, LABEL, context);
	const found = new Set<string>();
	const seen = new Set<Value>();
	const visit = (value: Value): void => {
		if (seen.has(value)) return;
		seen.add(value);
		if (value.t === 'object') for (const one of value.items.slice(0, 100)) visit(one);
		if (value.t !== 'term') return;
		const text = isComposed(value) ? operand(value, world) : undefined;
		if (typeof text === 'string') found.add(text);
		else for (const one of value.args) visit(one);
	};
	for (const { term } of literals) if (term.deps & OPAQUE) visit(term);
	return found;
}

/** The text that the origin has to begin with where it is compared letter by letter. */
export function spelledOut(literals: readonly Literal[]): string {
	const letters: string[] = [];
	for (const { term } of literals) {
		const [letter, given] = term.op === '===' || term.op === '==' ? term.args : [];
		const [text, at] = letter?.t === 'term' && letter.op === 'get' ? letter.args : [];
		if (!isOrigin(text) || at?.t !== 'constant' || given?.t !== 'constant') continue;
		if (/^\d{1,2}$/.test(String(at.value))) letters[Number(at.value)] = String(given.value);
	}
	const end = [...letters].indexOf(undefined as never);
	return letters.slice(0, end < 0 ? letters.length : end).join('');
}

function isComposed(term: Term): boolean {
	if (term.op !== '+' || !(term.deps & OPAQUE) || term.deps & (ORIGIN | DATA | ATTACKER | EVENT))
		return false;
	const parts = partsOf(term);
	return parts.some((one, at) => {
		const next = parts[at + 1];
		return one.t === 'term' && next?.t === 'constant' && REST.test(String(next.value));
	});
}

const partsOf = (value: Value): Value[] =>
	value.t === 'term' && value.op === '+' ? value.args.flatMap(partsOf) : [value];
