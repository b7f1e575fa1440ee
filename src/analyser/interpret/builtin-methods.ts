import { UNKNOWN, WouldThrow } from '../pure/concrete.ts';
import { applyMethod } from '../pure/methods.ts';
import { execRegex } from '../pure/regex-methods.ts';
import type { Node } from '../syntax/node.ts';
import { toConcrete } from '../value/concrete-value.ts';
import { fromConcrete } from '../value/from-concrete.ts';
import {
	ATTACKER,
	constant,
	DATA,
	depsOf,
	EVENT,
	FALSE,
	type FunctionValue,
	isPromise,
	OPAQUE,
	ORIGIN,
	SELF,
	type Term,
	TRUE,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import { bySender } from './by-sender.ts';
import { ITERATORS, iterate } from './iteration.ts';
import { nextOf } from './iterators.ts';
import { listMethod } from './lists.ts';
import { type Fate, type Machine, Thrown } from './machine.ts';
import { mutate } from './mutations.ts';
import { promiseMethod } from './promises.ts';
import { randomnessOfReplaced } from './randomness.ts';
import { withTexts } from './replacements.ts';
import { compareSets } from './sets.ts';
import { keep } from './variables.ts';

/** Methods whose result depends on nothing but their receiver and arguments. */
const PURE = new Set(
	'includes contains indexOf lastIndexOf startsWith endsWith search match matchAll slice substring substr split replace replaceAll concat toLowerCase toUpperCase toLocaleLowerCase toLocaleUpperCase trim trimEnd trimStart toString valueOf normalize charAt charCodeAt codePointAt at localeCompare padEnd padStart repeat test exec has get hasOwnProperty join keys values entries flat reverse sort pop shift toJSON getAll isPrototypeOf propertyIsEnumerable toFixed getTime'.split(
		' ',
	),
);

/** Calls a method the language defines; undefined when it is none of those. */
export function builtinMethod(
	m: Machine,
	receiver: Value,
	name: string,
	given: Value[],
	site: Node,
	fate: Fate,
): Value | undefined {
	const args = withTexts(name, given);
	const fn = args.find((one) => one.t === 'function');
	if (receiver.t === 'object' && (name === 'next' || name === 'return')) {
		const steps = receiver.kind === 'iterator' || receiver.yields || receiver.kind === 'array';
		if (steps && receiver.fresh) return nextOf(m, receiver);
	}
	if (isPromise(receiver)) return promiseMethod(m, receiver, name, args, site);
	if (fn?.t === 'function' && ITERATORS.has(name) && iterable(receiver))
		return iterate(m, receiver, name, fn, args, site, fate);
	if (receiver.t === 'object' && (name === 'forEach' || name === 'some' || name === 'every') && fn)
		return iterate(m, receiver, name, fn as FunctionValue, args, site, fate);
	const isSorted = name === 'sort' && receiver.t === 'object' && (depsOf(receiver) & DATA) === 0;
	if (fn && (name === 'replace' || (name === 'sort' && !isSorted)) && depsOf(receiver) & (DATA | ORIGIN))
		return m.values.term('get', [receiver, constant(name)]);
	if (receiver.t === 'object') {
		const found =
			listMethod(m, receiver, name, args, site) ??
			compareSets(m, receiver, name, args[0], site) ??
			mutate(m, receiver, name, args, site);
		if (found) return found;
	}
	const [left, right] = args;
	if (name === 'compare' && left && right && isCollator(receiver))
		return pure(m, left, 'localeCompare', [right], site);
	if (receiver.t === 'regex') return regexMethod(m, receiver, name, args, site);
	if (receiver.t === 'term' && (receiver.op === 'source' || receiver.op === 'event')) return undefined;
	const field = name === 'get' || name === 'set' ? ownField(m, receiver, name, args, site) : undefined;
	if (field) return field;
	if (!PURE.has(name)) return undefined;
	if (receiver.t === 'term' && receiver.symbol) return symbolMethod(m, receiver, name, args, site, fate);
	return pure(m, receiver, name, args, site);
}

/** Whether it is what puts texts in the ordinary order: `new Intl.Collator()`. */
const isCollator = (value: Value): boolean =>
	value.t === 'term' && value.symbol?.name === 'new Intl.Collator()' && value.args.length === 1;

function iterable(receiver: Value): boolean {
	if (receiver.t === 'object')
		return receiver.kind === 'array' || receiver.kind === 'set' || receiver.kind === 'map';
	return receiver.t === 'term';
}

function pure(m: Machine, receiver: Value, name: string, args: Value[], site: Node): Value {
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

const replacedBy = (m: Machine, name: string, args: readonly Value[]): number =>
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

function symbolMethod(
	m: Machine,
	receiver: Value & { t: 'term' },
	name: string,
	args: Value[],
	site: Node,
	fate: Fate,
): Value | undefined {
	const own = m.methodNamed(receiver, name);
	// A method of the script's own by a built-in's name, called with what that built-in does not take.
	if (own.length === 1 && own[0] && args.some((one) => depsOf(one) & EVENT))
		return m.invoke(own[0], receiver, args, site, fate);
	if (args.some((one) => depsOf(one) & EVENT)) return undefined;
	// Who calls a method for nothing that it gives back calls no built-in: `router.replace(url)`, `socket.join(room)`.
	if (fate === 'dropped' && args.some((one) => depsOf(one) & DATA)) return undefined;
	if (name === 'shift' || name === 'pop') {
		return m.values.term('task', [receiver], OPAQUE);
	}
	// One that is just being made has it once it is set.
	const isNew = args[0]?.t === 'object' && args[0].fresh;
	const known = name === 'has' || name === 'get' ? bySender(m, receiver, args[0]) : undefined;
	if (known) return pure(m, known, name, args, site);
	if (name === 'has' && !isNew && isOwnField(receiver, args[0])) return TRUE;
	let deps = 0;
	for (const one of args) deps |= depsOf(one);
	const isAsked = /^(includes|contains|indexOf|lastIndexOf)$/.test(name) && (deps & ORIGIN) !== 0;
	const asked = isAsked && m.texts.isText(receiver) ? m.values.term('text', [receiver]) : receiver;
	const term = m.values.term('call', [asked, constant(name), ...args], OPAQUE | replacedBy(m, name, args));
	if (
		/^(includes|contains|indexOf|lastIndexOf|startsWith|endsWith|search|match|test|exec|has|hasOwnProperty)$/.test(
			name,
		)
	)
		m.run.compares(term, site);
	if (name === 'get' || name === 'at') {
		const collection = /^(Weak)?Map@/.test(receiver.symbol?.name ?? '');
		const under = <Item>(all: readonly Item[]) => putUnder(m, receiver, args[0], all);
		const { possible: values, keyedAt } = receiver.symbol ?? {};
		const possible = () => (collection ? under(values?.() ?? []) : m.propertyValues(receiver, name));
		const givenAt = keyedAt && (() => under(keyedAt()));
		return {
			...term,
			deps: deps & DATA && !(receiver.deps & DATA) ? (term.deps & ~DATA) | 256 : term.deps,
			symbol: {
				name: `${receiver.symbol?.name}.${name}()`,
				kind: 'result',
				node: site,
				possible,
				...(givenAt && { givenAt }),
			},
		};
	}
	return term;
}

/** Those that go with what the script puts into a collection under a key, or under keys that are not known. */
function putUnder<Item>(
	m: Machine,
	{ symbol }: Term,
	key: Value | undefined,
	all: readonly Item[],
): readonly Item[] {
	if (key?.t !== 'constant') return all;
	const keys = symbol?.keys?.() ?? [];
	const isOther = (one: Value | undefined) =>
		one?.t === 'constant' && m.values.key(one) !== m.values.key(key);
	return keys.length === all.length ? all.filter((_, at) => !isOther(keys[at])) : all;
}

/** Whether a WeakMap or WeakSet is asked for `this`, which the script puts into it: a private field, as compilers write it. */
function isOwnField({ symbol }: Term, self: Value | undefined): boolean {
	const owner = self?.t === 'object' ? self.of : self?.t === 'term' ? self.symbol?.owner : undefined;
	if (!owner || !/^Weak(Map|Set)@/.test(symbol?.name ?? '')) return false;
	return (symbol?.keys?.() ?? []).some((one) => one.t === 'term' && one.symbol?.owner === owner);
}

/** Sets a private field as compilers write it, or reads what was set before: it is a property like others. */
function ownField(m: Machine, fields: Value, name: string, args: Value[], site: Node): Value | undefined {
	const [self, value] = args;
	if (fields.t !== 'term' || !self || !isOwnField(fields, self)) return undefined;
	if (name === 'get') {
		const set = m.run.properties.get(m.values, fields, self);
		// A collection outlives the message: what is put into it may be called later.
		return set?.t === 'object' ? undefined : set;
	}
	if (!value || args.length > 2) return undefined;
	m.run.properties.set(m.values, fields, self, value);
	if (!m.run.static) keep(m, value, site);
	return fields;
}

function regexMethod(
	m: Machine,
	regex: Value & { t: 'regex' },
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
