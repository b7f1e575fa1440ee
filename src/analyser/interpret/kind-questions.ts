import { constant, type Term, type Value } from '../value/value.ts';

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
	if (!/^(global|import|property)$/.test(callee.symbol?.kind ?? '')) return undefined;
	const bare = name.replaceAll(/[_-]/g, '').toLowerCase();
	for (const [names, answer] of ANSWERS) {
		if (!names.test(bare)) continue;
		const told = answer(only.op);
		return told === undefined ? undefined : constant(told);
	}
	return undefined;
}
