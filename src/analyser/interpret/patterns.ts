import type { Node } from '../syntax/node.ts';
import {
	constant,
	depsOf,
	FALSE,
	isNullish,
	OPAQUE,
	ORIGIN,
	type RegexValue,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import { flatten } from './callees.ts';
import { oneOf } from './choice.ts';
import type { Machine } from './machine.ts';
import { pure } from './pure-methods.ts';

/** Patterns that are asked in turn. */
const MOST_PATTERNS = 8;

/** Asks a pattern, or each of those that the script gives a named unknown, on paths of their own. */
export function asPattern(
	m: Machine,
	receiver: Value,
	name: string,
	[first, ...more]: Value[],
	site: Node,
): Value | undefined {
	if (receiver.t === 'regex') return regexMethod(m, receiver, name, first ? [first, ...more] : [], site);
	if (!first || !(depsOf(first) & ORIGIN) || (name !== 'test' && name !== 'exec')) return undefined;
	const regex = oneOf(m, patternsIn(receiver), site);
	return regex && regexMethod(m, regex, name, [first, ...more], site);
}

/**
 * The patterns that the script gives a named unknown, and an undefined one where others may give it more; none where it
 * may be something else.
 */
function patternsIn(value: Value): (RegexValue | undefined)[] {
	if (value.t !== 'term' || !value.symbol?.possible) return [];
	const given = flatten([value]).filter((one) => !isNullish(one));
	const patterns = given.filter((one) => one.t === 'regex');
	const others = given.filter((one) => one.t !== 'regex');
	if (patterns.length === 0 || patterns.length > MOST_PATTERNS || others.some(({ t }) => t !== 'term'))
		return [];
	return others.length > 0 ? [...patterns, undefined] : patterns;
}

function regexMethod(
	m: Machine,
	regex: RegexValue,
	name: string,
	args: Value[],
	site: Node,
): Value | undefined {
	if (name !== 'test' && name !== 'exec') return undefined;
	if (regex.shared && /[gy]/.test(regex.flags) && depsOf(args[0] ?? UNDEFINED) & ORIGIN) {
		// The second test goes on where the first one stopped: whether it holds is anyone's guess.
		const state = m.values.symbol(
			{ name: `lastIndex of /${regex.source}/`, kind: 'variable', node: site },
			OPAQUE,
		);
		const fails = m.run.decide(m.values.term('stale', [state]), site);
		if (fails) return name === 'test' ? FALSE : constant(null);
	}
	return pure(m, regex, name, args.length === 0 ? [UNDEFINED] : args, site);
}
