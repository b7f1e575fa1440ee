import { constant, OPAQUE, type Term, type Value } from '../value/value.ts';

const ANSWERS = new Map<RegExp, (op: string) => boolean | undefined>([
	[
		/^is(nil|null|undefined|nullish|null(ish)?orundefined|number|boolean|function|array|regexp)$/,
		() => false,
	],
	[/^(is)?(not|non)(nil|null|undefined|nullish)$|^is(defined|present)$/, () => true],
	[/^is(empty|blank)(string|text)?$/, (op) => (op === 'origin' ? false : undefined)],
	[/^(is)?(not|non)(empty|blank)(string|text)?$/, (op) => (op === 'origin' ? true : undefined)],
	[/^is(string|text)$/, (op) => op === 'origin'],
	[/^is(object|objectlike)$/, (op) => op === 'event'],
]);

/** The answer of what only asks whether there is something, and of which kind, about a message's origin or the message. */
export function answerOnKind(name: string, callee: Term, args: readonly Value[]): Value | undefined {
	const [only, ...more] = args;
	if (only?.t !== 'term' || more.length > 0 || (only.op !== 'origin' && only.op !== 'event'))
		return undefined;
	if (!isOfOthers(callee)) return undefined;
	const bare = bareName(name);
	for (const [names, answer] of ANSWERS) {
		if (!names.test(bare)) continue;
		const told = answer(only.op);
		return told === undefined ? undefined : constant(told);
	}
	return undefined;
}

/** What sort of value is asked of a setting of the page by what only asks whether it is of that sort. */
export function kindAsked(name: string, callee: Term, args: readonly Value[]): string | undefined {
	const [only, ...more] = args;
	if (only?.t !== 'term' || only.op !== 'symbol' || more.length > 0 || only.deps & ~OPAQUE) return undefined;
	return isOfOthers(callee) ? /^is(function|string)$/.exec(bareName(name))?.[1] : undefined;
}

const isOfOthers = ({ symbol }: Term): boolean => /^(global|import|property)$/.test(symbol?.kind ?? '');

const bareName = (name: string): string => name.replaceAll(/[_-]/g, '').toLowerCase();
