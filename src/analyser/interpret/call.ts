import { onlyCalls } from '../syntax/callback-use.ts';
import { isFunction, type Node } from '../syntax/node.ts';
import {
	ATTACKER,
	constant,
	DATA,
	depsOf,
	EVENT,
	type FunctionValue,
	isNullish,
	OPAQUE,
	ORIGIN,
	SELF,
	SOURCE,
	type Term,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import { builtinMethod } from './builtin-methods.ts';
import { callBack } from './called-back.ts';
import {
	asMade,
	bound,
	callTaken,
	chosenMethods,
	flatten,
	functionsAmong,
	hasOnlyBuiltIns,
	isFollowed,
	isOneOther,
	isOwnApply,
	meant,
	partial,
} from './callees.ts';
import { oneOf } from './choice.ts';
import { callOfEvent } from './event-member.ts';
import { exportedFunction, ofModule, ofOwnNamespace } from './exports.ts';
import { callGlobal } from './globals.ts';
import { ITERATORS } from './iteration.ts';
import { driven } from './iterators.ts';
import { listFunctionOf } from './list-functions.ts';
import type { Fate, Machine } from './machine.ts';
import { isSettledBefore } from './promises.ts';
import { callWrapped } from './rate-limited.ts';
import { isMergedInto, isOpenObject, isOpenUnder, isPlaceholder, isReplaceable } from './stand-ins.ts';
import { subscribersTo } from './subjects.ts';
import { isOfBrowser } from './tasks.ts';
import { callHelper, knownHelper } from './tslib.ts';
import { isLog } from './unresolved.ts';

/** Calls a value. */
export function call(
	m: Machine,
	callee: Value,
	thisValue: Value | undefined,
	args: Value[],
	site: Node,
	fate: Fate,
): Value {
	m.run.step();
	if (callee.t === 'function')
		return knownHelper(m, callee, args, site) ?? callKnown(m, callee, thisValue, args, site, fate);
	if (callee.t !== 'term') return UNDEFINED;
	const { symbol } = callee;
	if (symbol?.native) return symbol.native(args, thisValue, site);
	if (isSettledBefore(m, callee)) return UNDEFINED;
	const helped = callHelper(m, callee, args, site, fate);
	if (helped) return helped;
	if (symbol?.wraps?.length && symbol.kind === 'result')
		return callWrapped(m, callee, thisValue, args, site, fate);
	if (symbol?.kind === 'global') {
		const answer = callGlobal(m, symbol.name, args, site, fate);
		if (answer) return answer;
		const exported = exportedFunction(m, symbol.name);
		return exported && !isPlaceholder(exported)
			? m.invoke(exported, undefined, args, site, fate)
			: m.unresolved(callee, thisValue, args, site, fate);
	}
	// A table of functions by origin lets in those that have one.
	const isEntry = callee.op === 'lookup' || callee.op === 'call';
	if (!m.run.static && isEntry && callee.deps & ORIGIN && !m.test(callee, site)) return UNDEFINED;
	const unseen = () => m.unresolved(callee, thisValue, args, site, fate);
	if (symbol?.possible && args.length > 0 && args.some((one) => depsOf(one) & (DATA | EVENT | ORIGIN))) {
		const values = flatten(symbol.possible());
		const held = functionsAmong(values);
		const functions = symbol.kind === 'property' ? meant(m, callee, held, args) : held;
		const isOpen = symbol.openTo?.() || values.some((one) => one.t === 'term');
		// One that does nothing among others is what a property holds that nobody gave another.
		const isDefault = symbol.kind === 'property' && functions.some(isPlaceholder);
		const isReplaced = isDefault || (isOpen && functions.every(isPlaceholder));
		const other = isReplaced ? unseen : undefined;
		if (functions.length > 0) return anyOf(m, functions, thisValue, args, site, fate, other);
	}
	const own = chosenMethods(m, callee, args);
	return own.length > 0 ? anyOf(m, own, thisValue, args, site, fate, unseen) : unseen();
}

/** Calls a function of the script; callbacks it only puts aside are taken to be called later. */
function callKnown(
	m: Machine,
	fn: FunctionValue,
	thisValue: Value | undefined,
	args: Value[],
	site: Node,
	fate: Fate,
): Value {
	const callbacks = m.run.static ? [] : args.filter((one) => one.t === 'function');
	for (const one of callbacks) m.run.invoked.delete(one.node);
	const result = m.invoke(fn, thisValue, args, site, fate);
	let deps = 0;
	for (const one of args) if (one.t !== 'function') deps |= depsOf(one);
	for (const one of callbacks) {
		const inline = one.node.start >= site.start && one.node.end <= site.end;
		const kept = !isFunction(fn.node) || !onlyCalls(fn.node, args.indexOf(one));
		if (inline && kept && !m.run.invoked.has(one.node))
			callBack(m, one, deps & ~(ORIGIN | SOURCE | EVENT), site, args);
	}
	return result;
}

/** Calls each of several functions, on paths of their own. */
function anyOf(
	m: Machine,
	functions: readonly FunctionValue[],
	thisValue: Value | undefined,
	args: Value[],
	site: Node,
	fate: Fate,
	/** What else may be called. */
	other?: () => Value,
): Value {
	const one = oneOf(m, other ? [...functions, undefined] : functions, site);
	if (one) return m.invoke(one, thisValue && asInstance(m, thisValue, one), args, site, fate);
	return other?.() ?? UNDEFINED;
}

/** An object of which nothing is known, as what has this very method. */
function asInstance(m: Machine, object: Value, { node }: FunctionValue): Value {
	if (object.t !== 'term' || !object.symbol || object.symbol.owner) return object;
	const self = m.thisOf(m.scopeOf(node));
	const owner = self.t === 'term' ? self.symbol?.owner : undefined;
	return owner ? { ...object, symbol: { ...object.symbol, owner } } : object;
}

/** Calls a method. */
export function callMethod(
	m: Machine,
	receiver: Value,
	name: string,
	args: Value[],
	site: Node,
	fate: Fate,
): Value {
	m.run.step();
	if (isNullish(receiver)) return UNDEFINED;
	if (receiver.t === 'function') {
		const own = receiver.props?.get(name);
		if (own) return m.call(own, receiver, args, site, fate);
		return functionMethod(m, receiver, name, args, site, fate);
	}
	const taken = name === 'call' && callTaken(m, receiver, args, site, fate);
	const listed = taken || (receiver.t === 'term' && listFunctionOf(m, receiver, name, args, site, fate));
	if (listed) return listed;
	const orAnother = (functions: readonly FunctionValue[]): Value => {
		const given = m.values.symbol({ name, kind: 'property', node: site }, OPAQUE);
		const other = () => m.unresolved(given, receiver, args, site, fate);
		return anyOf(m, functions, receiver, args, site, fate, other);
	};
	const applied =
		receiver.t === 'term' &&
		receiver.symbol &&
		(name === 'call' || name === 'apply' || name === 'bind') &&
		receiver.symbol.name !== 'Reflect';
	const text =
		receiver.t === 'term' && receiver.deps & (SELF | ATTACKER) && receiver.symbol?.name !== 'location';
	const global = receiver.t === 'term' && (receiver.op === 'window' || receiver.symbol?.kind === 'global');
	if (global && !text && !(applied && !/\.prototype\./.test(receiver.symbol?.name ?? ''))) {
		const value = m.get(receiver, constant(name), site);
		const made = value.t === 'function' ? value : ofOwnNamespace(m, receiver, name);
		if (made) return isPlaceholder(made) ? orAnother([made]) : m.invoke(made, receiver, args, site, fate);
		const asked = isLookUp(receiver, name, args) && builtinMethod(m, receiver, name, args, site, fate);
		return asked || m.call(value, receiver, args, site, fate);
	}
	if (receiver.t === 'term' && receiver.op === 'event')
		return callOfEvent(m, receiver, name, args, site, fate);
	if (
		receiver.t === 'term' &&
		(name === 'call' || name === 'apply') &&
		receiver.symbol &&
		(receiver.symbol.native || !isOwnApply(args))
	) {
		const list = name === 'call' ? args.slice(1) : spread(m, args[1], site);
		return m.call(receiver, args[0], list, site, fate);
	}
	if (receiver.t === 'term' && name === 'bind' && receiver.symbol) return partial(m, receiver, args, site);
	const own = receiver.t === 'object' ? receiver.props.get(name) : undefined;
	if (receiver.t === 'object' && own?.t === 'function' && isPlaceholder(own)) {
		if (isOpenObject(m, receiver) || isOpenUnder(m, own, name) || isMergedInto(m, receiver))
			return orAnother([own]);
	}
	if (own && (own.t === 'function' || own.t === 'term')) return m.call(own, receiver, args, site, fate);
	if (/^(add|remove)EventListener$/.test(name) && isOfBrowser(receiver))
		return m.unresolved(m.get(receiver, constant(name), site), receiver, args, site, fate);
	if (receiver.t === 'object' && receiver.kind === 'array' && /^\d+$/.test(name))
		return m.call(m.get(receiver, constant(name), site), receiver, args, site, fate);
	const builtin = builtinMethod(m, receiver, name, args, site, fate);
	if (builtin) return builtin;
	if (hasOnlyBuiltIns(receiver)) {
		const method = m.values.term('get', [receiver, constant(name)]);
		return m.unresolved(method, receiver, args, site, fate);
	}
	const named = m.methodNamed(receiver, name);
	if (isLog(name) && receiver.t === 'term' && !isOneOther(m, named)) return UNDEFINED;
	const functions = meant(m, receiver, ofModule(m, receiver, named), args);
	const made = functions.length > 1 && fate !== 'dropped' ? asMade(receiver, args) : receiver;
	if (made !== receiver && m.methodNamed(made, name).length === 1)
		return callMethod(m, made, name, args, site, fate);
	if (functions.length === 1 && functions[0]) {
		return isReplaceable(m, functions[0], name, receiver)
			? orAnother(functions)
			: m.invoke(functions[0], receiver, args, site, fate);
	}
	if (
		functions.length > 1 &&
		functions.length <= 4 &&
		args.some((one) => depsOf(one) & (EVENT | ORIGIN | DATA))
	) {
		return functions.every((one) => isReplaceable(m, one, name, receiver))
			? orAnother(functions)
			: anyOf(m, functions, receiver, args, site, fate);
	}
	const member = m.get(receiver, constant(name), site);
	const tell = name === 'next' && subscribersTo(m, receiver, args, site);
	if (tell) {
		const answer = m.unresolved(member, receiver, args, site, fate);
		tell();
		return answer;
	}
	if (member.t === 'function') return m.invoke(member, receiver, args, site, fate);
	if (member.t === 'term' && isFollowed(member, name)) return m.call(member, receiver, args, site, fate);
	return m.unresolved(member, receiver, args, site, fate);
}

/** A global collection or pattern that is asked about the origin, by a method that the language defines. */
function isLookUp(receiver: Term, name: string, args: readonly Value[]): boolean {
	const [first] = args;
	if (first?.t === 'function') return ITERATORS.has(name);
	return (
		receiver.symbol !== undefined &&
		args.length === 1 &&
		first?.t === 'term' &&
		(first.deps & ORIGIN) !== 0 &&
		(first.deps & EVENT) === 0 &&
		/^(includes|indexOf|lastIndexOf|has|get|test|hasOwnProperty|startsWith|endsWith|search|match|exec)$/.test(
			name,
		)
	);
}

function functionMethod(
	m: Machine,
	fn: FunctionValue,
	name: string,
	args: Value[],
	site: Node,
	fate: Fate,
): Value {
	switch (name) {
		case 'call':
			return m.invoke(fn, args[0], args.slice(1), site, fate);
		case 'apply':
			return driven(m.invoke(fn, args[0], spread(m, args[1], site), site, fate));
		case 'bind':
			return bound(fn, args);
		default: {
			const found = m.methodNamed(fn, name);
			const [only, ...more] = found;
			const unseen = () => m.unresolved(m.get(fn, constant(name), site), fn, args, site, fate);
			if (!only || more.length > 0) return unseen();
			return isOpenUnder(m, only, name, fn.node)
				? anyOf(m, found, fn, args, site, fate, unseen)
				: m.invoke(only, fn, args, site, fate);
		}
	}
}

function spread(m: Machine, list: Value | undefined, site: Node): Value[] {
	if (!list || isNullish(list)) return [];
	if (list.t === 'object' && list.kind === 'array') return list.items;
	return [m.get(list, constant('*element'), site)];
}
