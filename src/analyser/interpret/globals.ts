import { UNKNOWN, WouldThrow } from '../pure/concrete.ts';
import { applyFunction, isOfNumbers } from '../pure/functions.ts';
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
	isPromise,
	OPAQUE,
	ORIGIN,
	RANDOM,
	SELF,
	TRUE,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import { regex, url } from './construct.ts';
import { newLink } from './links.ts';
import { withoutWindow } from './live.ts';
import { type Fate, type Machine, Thrown } from './machine.ts';
import { isMadeText } from './made-texts.ts';
import {
	arrayFrom,
	created,
	defineProperties,
	defineProperty,
	descriptorOf,
	descriptorsOf,
	fromEntries,
	listOf,
	objectAssign,
} from './object-globals.ts';
import { binary } from './operators.ts';
import { gathered, rejection } from './promises.ts';
import { sentTo, storageCall } from './storage.ts';
import { mayThrow } from './throwing.ts';

const WINDOWS = new Set(['window', 'self', 'globalThis', 'frames', 'global']);

/** Where a global's value comes from, beyond being unknown. */
const SOURCES = new Map<string, number>([
	['location.search', ATTACKER],
	['location.hash', ATTACKER],
	['location.ancestorOrigins', ATTACKER],
	['document.referrer', ATTACKER],
	['document.cookie', ATTACKER],
	['document.scripts', ATTACKER],
	['name', ATTACKER],
	['location', SELF],
	['location.href', SELF],
	['location.origin', SELF],
	['location.host', SELF],
	['location.hostname', SELF],
	['location.protocol', SELF],
	['location.port', SELF],
	['location.pathname', SELF],
	['origin', SELF],
	['document.domain', SELF],
	['document.URL', SELF],
	['document.documentURI', SELF],
	['document.baseURI', SELF],
]);

/** The value of a global, by its dotted name. */
export function globalValue(m: Machine, dotted: string): Value {
	const name = withoutWindow(dotted);
	if (WINDOWS.has(name)) return m.values.term('window', []);
	if (name === 'event')
		return m.run.static
			? m.values.symbol({ name: 'event', kind: 'global' }, OPAQUE)
			: m.values.term('event', [], EVENT);
	// Bundlers put in what the code is built for.
	if (name === 'process.env.NODE_ENV') return constant('production');
	const href = name === 'document.URL' || name === 'document.documentURI' ? 'location.href' : name;
	let deps = SOURCES.get(href) ?? 0;
	for (let dot = href.lastIndexOf('.'); dot > 0; dot = href.lastIndexOf('.', dot - 1))
		deps |= (SOURCES.get(href.slice(0, dot)) ?? 0) & ATTACKER;
	const live = deps === 0 ? m.live(name) : undefined;
	if (live) return live;
	const dot = name.lastIndexOf('.');
	const holder = (): Value =>
		dot < 0 ? UNDEFINED : m.values.symbol({ name: name.slice(0, dot), kind: 'global' }, OPAQUE);
	const sent = () => (dot < 0 ? sentTo(m, name) : []);
	const possible = () => [
		...m.propertyValues(holder(), name.slice(dot + 1)),
		...sent().map((one) => m.evaluateStatic(one.node, one.scope)),
	];
	const givenAt = () => [...m.propertyNodes(holder(), name.slice(dot + 1)), ...sent().map((one) => one.node)];
	return m.values.symbol({ name: href, kind: 'global', possible, givenAt }, deps | OPAQUE);
}

/** Calls a global function; undefined when it is none the interpreter knows. */
export function callGlobal(
	m: Machine,
	name: string,
	args: Value[],
	site: Node,
	fate: Fate,
): Value | undefined {
	const first = args[0] ?? UNDEFINED;
	const deps = args.reduce((all, one) => all | depsOf(one), 0);
	const term = () =>
		m.values.term(
			`fn:${name}`,
			args.filter((one) => one.t !== 'function'),
		);
	const answer = known(m, name, args) ?? storageCall(m, name, args, site);
	if (answer) return answer;
	if (deps & ORIGIN && isOfNumbers(name)) return term();
	switch (name) {
		case 'Math.random':
		case 'crypto.randomUUID':
			return m.values.term(name, [], RANDOM | OPAQUE);
		case 'crypto.getRandomValues':
			if (first.t !== 'object') return m.values.term(name, [], RANDOM | OPAQUE);
			first.deps |= RANDOM;
			return first;
		case 'JSON.parse':
			if (deps & DATA) mayThrow(m, 'JSON.parse', [first], site);
			return deps & DATA ? m.values.term('json', [first]) : term();
		case 'structuredClone':
			// Of what the script knows, the copy is as good.
			if (first.t === 'object' && first.kind !== 'instance') return first;
			return deps ? term() : m.values.symbol({ name: `${name}()`, kind: 'result' }, OPAQUE);
		case 'JSON.stringify':
		case 'parseInt':
		case 'parseFloat':
		case 'isNaN':
		case 'isFinite':
		case 'Symbol':
		case 'BigInt':
		case 'atob':
		case 'btoa':
		case 'escape':
		case 'unescape':
		case 'Date.now':
		case 'performance.now':
		case 'Object.getPrototypeOf':
		case 'Object.getOwnPropertyNames':
		case 'Number.isInteger':
		case 'Number.isFinite':
		case 'Number.isNaN':
		case 'Date.parse':
		case 'RegExp.escape':
			return deps ? term() : m.values.symbol({ name: `${name}()`, kind: 'result' }, OPAQUE);
		case 'String':
		case 'Number':
		case 'decodeURIComponent':
		case 'decodeURI':
		case 'encodeURIComponent':
		case 'encodeURI':
			return first.t === 'term' && name === 'String' && first.op === 'origin' ? first : term();
		case 'Boolean':
			return first.t === 'term' ? m.values.term('fn:Boolean', [first]) : TRUE;
		case 'Array.isArray':
			if (first.t === 'object' && first.kind === 'array') return TRUE;
			return first.t === 'term' && !isMadeText(first) ? term() : FALSE;
		case 'Array.from':
		case 'Array.of':
			return arrayFrom(m, first, args, site);
		case 'Object.setPrototypeOf':
		case 'Object.freeze':
		case 'Object.seal':
		case 'Object':
		case 'queueMicrotask':
		case 'requestAnimationFrame':
		case 'requestIdleCallback':
		case 'setTimeout':
		case 'setInterval':
		case 'setImmediate':
			return timer(m, name, args, site);
		case 'Object.keys':
		case 'Object.values':
		case 'Object.entries':
		case 'Reflect.ownKeys':
			return listOf(m, name, first, site);
		case 'Object.getOwnPropertyDescriptor':
			return descriptorOf(m, first, args[1] ?? UNDEFINED, site);
		case 'Object.assign':
			return objectAssign(m, args, site);
		case 'Object.is':
			return binary(m, '===', first, args[1] ?? UNDEFINED, site);
		case 'Object.getOwnPropertySymbols':
			return m.values.object('array', true);
		case 'Object.defineProperty':
			return defineProperty(m, args, site);
		case 'Object.getOwnPropertyDescriptors':
			return first.t === 'object' && !first.getters ? descriptorsOf(m, first) : undefined;
		case 'Object.defineProperties':
			return defineProperties(m, first, args[1] ?? UNDEFINED, site);
		case 'Object.fromEntries':
		case 'Object.create':
			if (name === 'Object.fromEntries') {
				const made = fromEntries(m, first);
				if (made) return made;
			}
			if (name === 'Object.create' && !m.run.static) return created(m, first);
			return first.t === 'object'
				? first
				: m.values.symbol({ name: `${name}()`, kind: 'result' }, deps | OPAQUE);
		case 'Object.prototype.hasOwnProperty.call':
		case 'Object.hasOwn':
		case 'Reflect.has':
			return m.hasOwn(first, args[1] ?? UNDEFINED, site);
		case 'Array.prototype.slice.call':
			return args.length > 1 && first.t === 'object'
				? m.callMethod(first, 'slice', args.slice(1), site, fate)
				: first;
		case 'Array.prototype.slice.apply':
			return first;
		case 'Reflect.get':
			return m.get(first, args[1] ?? UNDEFINED, site);
		case 'Reflect.apply':
			return m.call(first, args[1], args[2]?.t === 'object' ? args[2].items : [], site, fate);
		case 'Promise.resolve':
			return isPromise(first) ? first : m.values.object('promise', true, [first]);
		case 'Promise.reject':
			return rejection(m, first);
		case 'Promise.all':
		case 'Promise.allSettled':
			return first.t === 'object' ? gathered(m, first.items, name === 'Promise.all') : undefined;
		case 'document.createElement':
			return newLink(m, args[0], site);
		case 'URL.canParse':
			return m.values.term('canParse', [first]);
		case 'URL.parse':
			return url(m, args, site);
		case 'RegExp':
			return regex(m, args);
		case 'Error':
		case 'TypeError':
			return m.run.static
				? m.values.symbol({ name: `new ${name}()`, kind: 'result' }, (deps & ~DATA) | OPAQUE)
				: m.construct(m.global(name), args, site, fate);
		case 'addEventListener':
		case 'attachEvent':
			if (args[1]?.t === 'function') m.run.use('call', site, { registers: true });
			return UNDEFINED;
		case 'removeEventListener':
			return UNDEFINED;
		default:
			if (/^[A-Z]\w*\.prototype\.\w+\.(call|apply)$/.test(name)) {
				const method = name.split('.').at(-2) ?? '';
				const list = name.endsWith('apply') && args[1]?.t === 'object' ? args[1].items : args.slice(1);
				return m.callMethod(first, method, list, site, fate);
			}
			return undefined;
	}
}

/** The answer of a function of the language on what is known for certain; undefined for any other. */
function known(m: Machine, name: string, args: readonly Value[]): Value | undefined {
	if (args.length === 0 || args.some((one) => one.t === 'term' || one.t === 'function')) return undefined;
	try {
		const result = applyFunction(
			name,
			args.map((one) => toConcrete(one)),
		);
		return result === UNKNOWN ? undefined : fromConcrete(m.values, result, !m.run.static);
	} catch (error) {
		if (!(error instanceof WouldThrow)) throw error;
		throw new Thrown(m.values.symbol({ name: 'Error', kind: 'result' }, OPAQUE));
	}
}

function timer(m: Machine, name: string, args: Value[], site: Node): Value | undefined {
	const [first] = args;
	if (/^Object/.test(name)) return first ?? UNDEFINED;
	if (first?.t === 'function' || (first?.t === 'term' && first.symbol?.native)) {
		const act = () => m.call(first, undefined, args.slice(2), site, 'dropped');
		if (m.run.static) act();
		else m.run.later.push(act);
		return m.values.symbol({ name: 'timer', kind: 'result' }, OPAQUE);
	}
	return first && depsOf(first) & DATA
		? undefined
		: m.unresolved(first ?? UNDEFINED, undefined, args.slice(2), site, 'dropped');
}
