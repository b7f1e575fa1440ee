import type { Node } from '../syntax/node.ts';
import {
	constant,
	DATA,
	depsOf,
	EVENT,
	type FunctionValue,
	isPromise,
	OPAQUE,
	ORIGIN,
	type Term,
	TRUE,
	type Value,
} from '../value/value.ts';
import { bySender } from './by-sender.ts';
import { ITERATORS, iterate } from './iteration.ts';
import { nextOf } from './iterators.ts';
import { listMethod } from './lists.ts';
import type { Fate, Machine } from './machine.ts';
import { mutate } from './mutations.ts';
import { asPattern } from './patterns.ts';
import { promiseMethod } from './promises.ts';
import { pure, replacedBy } from './pure-methods.ts';
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
	const asked = asPattern(m, receiver, name, args, site);
	if (asked || receiver.t === 'regex') return asked;
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
