import type { Node } from '../syntax/node.ts';
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
	RANDOM,
	SELF,
	SOURCE,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import { builtinMethod } from './builtin-methods.ts';
import { callGlobal } from './globals.ts';
import type { Fate, Machine } from './machine.ts';
import { sinkOfGlobal, sinkOfMethod } from './sinks.ts';
import { mayThrow } from './statement.ts';

/** Methods that only write to a log, as consoles and logger objects have them. */
const LOG =
	/^_?(log|debug|info|warn|error|trace|verbose|group|groupCollapsed|groupEnd|table|assert|count|time|timeEnd|dir)$/;
/** Calls that change nothing worth guarding. */
const HARMLESS =
	/^(preventDefault|stopPropagation|stopImmediatePropagation|removeEventListener|detachEvent|clearTimeout|clearInterval|cancelAnimationFrame|composedPath|waitUntil|off|removeListener|now|hasFocus|getItem|getComputedStyle|matchMedia|querySelector|querySelectorAll|getElementById|getElementsByTagName|getElementsByClassName|getElementsByName|getAttribute|hasAttribute|getBoundingClientRect|contains|closest|matches|createElement|createTextNode|createDocumentFragment)$/;

/** Calls that only put a function aside for other events. */
const REGISTERS = /^(addEventListener|attachEvent)$/;

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
	if (callee.t === 'function') return callKnown(m, callee, thisValue, args, site, fate);
	if (callee.t !== 'term') return UNDEFINED;
	const { symbol } = callee;
	if (symbol?.native) return symbol.native(args);
	if (symbol?.wraps?.length && symbol.kind === 'result') {
		let last: Value = UNDEFINED;
		for (const one of symbol.wraps) last = m.invoke(one, thisValue, args, site, fate);
		return last;
	}
	if (symbol?.kind === 'global')
		return callGlobal(m, symbol.name, args, site, fate) ?? m.unresolved(callee, thisValue, args, site, fate);
	if (symbol?.possible && args.length > 0 && args.some((one) => depsOf(one) & (DATA | EVENT | ORIGIN))) {
		const functions = functionsAmong(flatten(symbol.possible()));
		if (functions.length > 0) return anyOf(m, functions, thisValue, args, site, fate);
	}
	return m.unresolved(callee, thisValue, args, site, fate);
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
		if (inline && !m.run.invoked.has(one.node))
			callBack(m, one, deps & ~(ORIGIN | SOURCE | EVENT), site, args);
	}
	return result;
}

/** The values a setting may have, where it may have another's. */
function flatten(values: readonly Value[], depth = 0): Value[] {
	return values.flatMap((one) =>
		one.t === 'term' && one.symbol?.possible && depth < 3 ? flatten(one.symbol.possible(), depth + 1) : [one],
	);
}

function functionsAmong(values: readonly Value[]): FunctionValue[] {
	const seen = new Set<object>();
	const found: FunctionValue[] = [];
	for (const one of values) {
		if (one.t !== 'function' || seen.has(one.node)) continue;
		seen.add(one.node);
		found.push(one);
	}
	return found.slice(0, 10);
}

/** Calls each of several functions, on paths of their own. */
function anyOf(
	m: Machine,
	functions: FunctionValue[],
	thisValue: Value | undefined,
	args: Value[],
	site: Node,
	fate: Fate,
): Value {
	for (const [index, one] of functions.entries()) {
		const last = index === functions.length - 1;
		const term = m.values.term('is', [
			m.values.symbol({ name: `choice@${site.start}`, kind: 'result' }, OPAQUE),
			constant(index),
		]);
		if (last || m.run.decide(term, site)) return m.invoke(one, thisValue, args, site, fate);
	}
	return UNDEFINED;
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
	const applied =
		receiver.t === 'term' && receiver.symbol && (name === 'call' || name === 'apply' || name === 'bind');
	const text =
		receiver.t === 'term' && receiver.deps & (SELF | ATTACKER) && receiver.symbol?.name !== 'location';
	const global = receiver.t === 'term' && (receiver.op === 'window' || receiver.symbol?.kind === 'global');
	if (global && !text && !(applied && !/\.prototype\./.test(receiver.symbol?.name ?? ''))) {
		const value = m.get(receiver, constant(name), site);
		if (value.t === 'function') return m.invoke(value, receiver, args, site, fate);
		return m.call(value, receiver, args, site, fate);
	}
	if (receiver.t === 'term' && receiver.op === 'event') return UNDEFINED;
	if (receiver.t === 'term' && (name === 'call' || name === 'apply') && receiver.symbol) {
		const list = name === 'call' ? args.slice(1) : spread(m, args[1], site);
		return m.call(receiver, args[0], list, site, fate);
	}
	if (receiver.t === 'term' && name === 'bind' && receiver.symbol) return receiver;
	const own = receiver.t === 'object' ? receiver.props.get(name) : undefined;
	if (own && (own.t === 'function' || own.t === 'term')) return m.call(own, receiver, args, site, fate);
	const builtin = builtinMethod(m, receiver, name, args, site, fate);
	if (builtin) return builtin;
	if (LOG.test(name) && receiver.t === 'term' && m.methodNamed(receiver, name).length !== 1) return UNDEFINED;
	const functions = m.methodNamed(receiver, name);
	if (functions.length === 1 && functions[0]) return m.invoke(functions[0], receiver, args, site, fate);
	if (
		functions.length > 1 &&
		functions.length <= 4 &&
		args.some((one) => depsOf(one) & (EVENT | ORIGIN | DATA))
	) {
		return anyOf(m, functions, receiver, args, site, fate);
	}
	const member = m.get(receiver, constant(name), site);
	if (member.t === 'function') return m.invoke(member, receiver, args, site, fate);
	if (member.t === 'term' && member.symbol?.wraps) return m.call(member, receiver, args, site, fate);
	return m.unresolved(member, receiver, args, site, fate);
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
			return m.invoke(fn, args[0], spread(m, args[1], site), site, fate);
		case 'bind': {
			const bound: FunctionValue = { ...fn, bound: [...(fn.bound ?? []), ...args.slice(1)] };
			if (!fn.thisValue && args[0]) bound.thisValue = args[0];
			return bound;
		}
		default: {
			const found = m.methodNamed(fn, name);
			if (found.length === 1 && found[0]) return m.invoke(found[0], fn, args, site, fate);
			return m.unresolved(m.get(fn, constant(name), site), fn, args, site, fate);
		}
	}
}

function spread(m: Machine, list: Value | undefined, site: Node): Value[] {
	if (!list || isNullish(list)) return [];
	if (list.t === 'object' && list.kind === 'array') return list.items;
	return [m.get(list, constant('*element'), site)];
}

function calleeName(callee: Value): string {
	if (callee.t !== 'term') return '';
	const key = callee.op === 'get' ? callee.args[1] : undefined;
	return callee.symbol?.name ?? (key?.t === 'constant' ? String(key.value) : callee.op);
}

/** A call whose code is not known: what is given to it may be used by it. */
export function unresolved(
	m: Machine,
	callee: Value,
	receiver: Value | undefined,
	args: Value[],
	site: Node,
	fate: Fate,
): Value {
	const name = calleeName(callee);
	const method = name.split('.').at(-1) ?? name;
	let deps =
		receiver && receiver.t === 'term' && receiver.op !== 'source'
			? receiver.deps & (DATA | ORIGIN | EVENT)
			: 0;
	let given = 0;
	for (const one of args) given |= depsOf(one);
	deps |= given;
	const callbacks = args.filter((one) => one.t === 'function');
	if (LOG.test(method)) return UNDEFINED;
	if (!HARMLESS.test(method) && !REGISTERS.test(method))
		note(m, { callee, receiver, name, method, args, given, site, fate });
	if (callee.t === 'term' && callee.op !== 'symbol' && callee.deps & DATA && !(callee.deps & OPAQUE)) {
		// Data is never a function: structured cloning carries none.
		deps |= DATA;
	}
	if (!m.run.static && !REGISTERS.test(method))
		for (const one of callbacks) callBack(m, one, deps, site, args);
	else if (callee.t === 'term' && /^(Math\.random|crypto\.|uuid|nanoid)/.test(name)) deps |= RANDOM;
	mayThrow(m, name.slice(0, 40), args.slice(0, 1), site);
	const wraps = callbacks.length > 0 ? { wraps: callbacks.filter((one) => one.t === 'function') } : {};
	const symbol = { name: `${name}()`, kind: 'result' as const, node: site, ...wraps };
	return m.values.term(
		'result',
		[callee, ...args.filter((one) => one.t !== 'function')],
		deps | OPAQUE,
		symbol,
	);
}

function callBack(m: Machine, fn: FunctionValue, deps: number, site: Node, given: readonly Value[]): void {
	const length = 'params' in fn.node ? fn.node.params.length : 0;
	const args = Array.from({ length: Math.min(length, 4) }, (_, index) =>
		m.values.symbol(
			{ name: `argument ${index + 1}@${fn.node.start}`, kind: 'parameter', node: site },
			deps | OPAQUE,
		),
	);
	// A function handed over together with an object runs on it, as a rule.
	const self = given.find((one) => one.t === 'term' && one.symbol?.kind === 'this');
	m.invoke(fn, self, args, site, 'dropped');
}

interface UnknownCall {
	callee: Value;
	receiver: Value | undefined;
	name: string;
	method: string;
	args: Value[];
	given: number;
	site: Node;
	fate: Fate;
}

function note(m: Machine, { callee, receiver, name, method, args, given, site, fate }: UnknownCall): void {
	const kind =
		receiver && (receiver.t !== 'term' || receiver.symbol?.kind !== 'global')
			? sinkOfMethod(receiver, method, args)
			: sinkOfGlobal(name, args);
	const tainted =
		(given & (DATA | EVENT)) !== 0 ||
		(callee.t === 'term' && (callee.deps & DATA) !== 0 && !isReply(receiver));
	const hands = (given & (EVENT | ORIGIN)) !== 0;
	if (kind === 'relay' && args[1]?.t === 'constant' && args[1].value === '*') m.run.notes.sentToAny ??= site;
	if (hands && kind !== 'relay') m.run.notes.handedOut ??= site;
	const plainCall = kind === 'call' || kind === 'relay' || kind === 'socket-send';
	if (tainted) {
		const ownFate = plainCall && fate !== 'dropped';
		m.run.use(kind, site, { tainted: true, soft: ownFate, delegated: hands && kind === 'call' });
	} else if (given & (ORIGIN | SOURCE)) {
		m.run.use(kind, site, { tainted: true, soft: true, delegated: hands && kind === 'call' });
	} else if (fate === 'dropped' || !plainCall) {
		m.run.use(kind, site, { tainted: false, soft: kind === 'relay', task: isTask(m, callee, args) });
	}
}

function isReply(receiver: Value | undefined): boolean {
	return receiver?.t === 'term' && receiver.op === 'source';
}

/** A function taken out of a queue or table of its own and called with nothing: work queued before, only woken. */
function isTask(m: Machine, callee: Value, args: readonly Value[]): boolean {
	if (args.length > 0 || callee.t !== 'term') return false;
	if (callee.op === 'task') return true;
	return m.run.deleted.has(callee.key);
}
