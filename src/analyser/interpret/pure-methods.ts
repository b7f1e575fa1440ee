import { UNKNOWN, WouldThrow } from '../pure/concrete.ts';
import { applyMethod } from '../pure/methods.ts';
import { execRegex } from '../pure/regex-methods.ts';
import type { Node } from '../syntax/node.ts';
import { toConcrete } from '../value/concrete-value.ts';
import { fromConcrete } from '../value/from-concrete.ts';
import { ATTACKER, constant, DATA, depsOf, OPAQUE, SELF, UNDEFINED, type Value } from '../value/value.ts';
import { type Machine, Thrown } from './machine.ts';
import { randomnessOfReplaced } from './randomness.ts';

/** Calls a method that only looks at what it is called on and given; a term where that is not known. */
export function pure(m: Machine, receiver: Value, name: string, args: Value[], site: Node): Value {
	const unknown =
		receiver.t === 'term' || args.some((one) => one.t === 'function' || hasTerms(one)) || hasTerms(receiver);
	if (!unknown) {
		try {
			const result = applyMethod(
				toConcrete(receiver),
				name,
				args.map((one) => toConcrete(one)),
			);
			if (result !== UNKNOWN) {
				const value = entryOf(receiver, name, args, m) ?? fromConcrete(m.values, result, !m.run.static);
				return name === 'exec' || name === 'match' ? located(value, receiver, args[0]) : value;
			}
		} catch (error) {
			if (error instanceof WouldThrow)
				throw new Thrown(m.values.symbol({ name: 'TypeError', kind: 'result' }, OPAQUE));
			throw error;
		}
	}
	const more = selfPart(receiver, name, args) | replacedBy(m, name, args);
	const term = m.values.term('call', [receiver, constant(name), ...args], more);
	if (receiver.t === 'object' && receiver.kind === 'map' && name === 'get' && receiver.entries.length > 0) {
		const values = receiver.entries.map(([, value]) => value);
		// What only chooses among the script's own values makes none of them.
		const deps = term.deps & ~(depsOf(args[0] ?? UNDEFINED) & (DATA | ATTACKER));
		return {
			...term,
			deps: deps | OPAQUE,
			symbol: { name: 'entry', kind: 'element', possible: () => values },
		};
	}
	if (
		/^(includes|contains|indexOf|lastIndexOf|startsWith|endsWith|search|match|test|exec|has|localeCompare)$/.test(
			name,
		)
	)
		m.run.compares(term, site);
	return term;
}

export const replacedBy = (m: Machine, name: string, args: readonly Value[]): number =>
	randomnessOfReplaced(name, args, (one) => m.fullText(one));

/** A match of a known text, with where it is in it. */
function located(match: Value, receiver: Value, given: Value | undefined): Value {
	const [regex, text] = receiver.t === 'regex' ? [receiver, given] : [given, receiver];
	if (match.t !== 'object' || regex?.t !== 'regex' || /[gy]/.test(regex.flags)) return match;
	if (text?.t !== 'constant') return match;
	const { source, flags } = regex;
	const found = execRegex({ kind: 'regex', source, flags, lastIndex: 0 }, String(text.value), 0);
	if (found !== undefined && found !== UNKNOWN) match.props.set('index', constant(found.index));
	return match;
}

function entryOf(receiver: Value, name: string, args: readonly Value[], m: Machine): Value | undefined {
	if (receiver.t !== 'object' || receiver.kind !== 'map' || name !== 'get' || !args[0]) return undefined;
	const key = m.values.key(args[0]);
	return receiver.entries.find(([one]) => m.values.key(one) === key)?.[1];
}

function hasTerms(value: Value, depth = 2): boolean {
	if (value.t === 'term') return true;
	if (value.t !== 'object') return false;
	if (depth === 0) return value.items.length > 0;
	return (
		value.items.some((one) => hasTerms(one, depth - 1)) ||
		value.entries.some(([key]) => hasTerms(key, depth - 1))
	);
}

/** Taking the own address apart at anything but slashes leaves what a link put into it. */
function selfPart(receiver: Value, name: string, args: readonly Value[]): number {
	if (receiver.t !== 'term' || !(receiver.deps & SELF) || receiver.symbol?.name !== 'location.href') return 0;
	if (name !== 'split' && name !== 'match' && name !== 'slice' && name !== 'substring' && name !== 'replace')
		return 0;
	const by = args[0];
	return by?.t === 'constant' && String(by.value).startsWith('/')
		? 0
		: name === 'split' || name === 'match'
			? 8
			: 0;
}
