import { isFunction, type Node } from '../syntax/node.ts';
import { isSelector } from '../syntax/selectors.ts';
import {
	constant,
	DATA,
	depsOf,
	EVENT,
	type FunctionValue,
	isOrigin,
	isText,
	OPAQUE,
	ORIGIN,
	PICKED,
	RANDOM,
	SOURCE,
	type Term,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import { callBack, callsLater, givenBack } from './called-back.ts';
import { isGivenAround } from './given-out.ts';
import { answerOnKind, kindAsked } from './kind-questions.ts';
import { type Fate, type Machine, Thrown } from './machine.ts';
import { isRejected } from './promises.ts';
import { madeUnseen } from './randomness.ts';
import { sinkOfGlobal, sinkOfMethod } from './sinks.ts';
import { isTask } from './tasks.ts';
import { mayThrow } from './throwing.ts';
import { importedName } from './tslib.ts';
import { fromPorts } from './written-objects.ts';

const LOGS = new Set(
	'log debug info warn error trace verbose group groupCollapsed groupEnd table assert count time timeEnd dir'.split(
		' ',
	),
);

/** Whether a method only writes to a log, as consoles and logger objects have them. */
export const isLog = (name: string): boolean => LOGS.has(name.startsWith('_') ? name.slice(1) : name);

/** Whether a function is called as those are that log one kind of thing: `logError`; who logs in or out does more. */
const logsKind = (name: string): boolean =>
	/^_?log(?!In|Out|On|Off)[A-Z]/.test(name) && !/And|Then/.test(name);

/** Calls that change nothing worth guarding; `return` ends an iterator. */
const HARMLESS = new Set(
	'preventDefault return stopPropagation stopImmediatePropagation removeEventListener detachEvent clearTimeout clearInterval cancelAnimationFrame composedPath waitUntil off removeListener now hasFocus getItem getComputedStyle matchMedia querySelector querySelectorAll getElementById getElementsByTagName getElementsByClassName getElementsByName getAttribute hasAttribute getBoundingClientRect contains closest matches createElement createTextNode createDocumentFragment'.split(
		' ',
	),
);

/** Methods by which collections that came with a message change or go through themselves. */
const COLLECTING = new Set('add set delete clear next push unshift splice fill'.split(' '));

/** Calls that only put a function aside for other events. */
const REGISTERS = new Set(['addEventListener', 'attachEvent']);
/** Calls that only take a function away. */
const UNREGISTERS = new Set(['removeEventListener', 'detachEvent', 'off', 'removeListener']);

/** Whether a value is part of the message's data, of which cloning made objects of its own. */
export function isOfData(value: Value): boolean {
	return value.t === 'term' && !value.symbol && (value.deps & DATA) !== 0 && !(value.deps & OPAQUE);
}

function calleeName(callee: Value): string {
	if (callee.t !== 'term') return '';
	const key = callee.op === 'get' ? callee.args[1] : undefined;
	return callee.symbol?.name ?? (key?.t === 'constant' ? String(key.value) : callee.op);
}

/** The last name of a dotted path, without the mark that keeps equal names apart. */
function lastPart(path: string): string {
	const name = path.slice(path.lastIndexOf('.') + 1);
	return name.includes('@') ? name.replace(/@\d+$/, '') : name;
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
	const method = lastPart(name);
	let deps =
		receiver && receiver.t === 'term' && receiver.op !== 'source'
			? receiver.deps & (DATA | ORIGIN | EVENT)
			: 0;
	let given = 0;
	for (const one of args) given |= depsOf(one);
	deps |= given;
	const callbacks = args.filter((one) => one.t === 'function');
	if (isLog(method) || (fate === 'dropped' && logsKind(method))) return UNDEFINED;
	if (callee.t === 'term') {
		const asked = importedName(callee) ?? method;
		const told = answerOnKind(asked, callee, args);
		if (told) return told;
		const kind = kindAsked(asked, callee, args);
		if (kind) return m.values.term('===', [m.values.term('typeof', args), constant(kind)]);
	}
	const isWithin = COLLECTING.has(method) && receiver !== undefined && isOfData(receiver);
	if (!isWithin && !HARMLESS.has(method) && !REGISTERS.has(method))
		note(m, { callee, receiver, name, method, args, given, site, fate });
	if (callee.t === 'term' && callee.op !== 'symbol' && callee.deps & DATA && !(callee.deps & OPAQUE)) {
		// Data is never a function: structured cloning carries none.
		deps |= DATA;
	}
	if (!m.run.static && !REGISTERS.has(method) && !UNREGISTERS.has(method)) {
		// Who is given the message and calls back may have looked at it before.
		const decides =
			isAnswerAwaited(receiver, method) ||
			args.some((one) => one.t !== 'function' && depsOf(one) & (EVENT | ORIGIN));
		if (decides) m.run.deciding++;
		try {
			for (const one of callbacks) {
				const made = callBack(m, one, deps, site, args);
				// Whatever it waits for first, what is chained to it does not run.
				if (method === 'then' && callbacks.length === 1 && isRejected(made)) return made;
				if (fate === 'dropped' && !callsLater(method)) givenBack(m, made, site);
			}
		} finally {
			if (decides) m.run.deciding--;
		}
	}
	if (m.run.static) deps |= randomnessOfCall(callee, method, args);
	// Code that is asked about the sender says no by its answer.
	if (fate !== 'tested' || !(given & (EVENT | ORIGIN)))
		mayThrow(m, name.slice(0, 40), args.slice(0, 1), site);
	if (isParser(callee, args)) return m.values.term('parsed', args);
	if (fate === 'dropped') mayRefuse(m, callee, args, given, site);
	const wrapped = args.flatMap(wrappedIn);
	const wraps = wrapped.length > 0 ? { wraps: wrapped } : {};
	const symbol = { name: `${name}()`, kind: 'result' as const, node: site, ...wraps };
	return m.values.term(
		'result',
		[callee, ...args.filter((one) => one.t !== 'function')],
		deps | OPAQUE,
		symbol,
	);
}

/**
 * What another module is told of the sender alone, and is asked for nothing by it, it may refuse by throwing:
 * `assertTrusted(event.origin)`, `invariant(event.origin === partner, 'not ours')`.
 */
function mayRefuse(m: Machine, callee: Value, args: readonly Value[], given: number, site: Node): void {
	const { kind = '', isOfImport = false, name = '' } = (callee.t === 'term' && callee.symbol) || {};
	if (m.run.static || (kind !== 'import' && !isOfImport) || given & (DATA | EVENT)) return;
	const [first, second] = args;
	const isCondition = first?.t === 'term' && /^([!=]=?=?|call|in)$/.test(first.op) && isText(second);
	if (!isOrigin(first) && !(isCondition && first.deps & ORIGIN)) return;
	const symbol = { name: `${name}()`, kind: 'result' as const, node: site };
	const answer = m.values.term('result', [callee, ...args], given | OPAQUE, symbol);
	if (!m.run.decide(answer, site)) throw new Thrown(m.values.symbol({ name: 'error', kind: 'result' }, 0));
}

/** Whether unseen code that was given the event or origin calls back with its answer, or refuses: `validate(e).then(use)`. */
function isAnswerAwaited(receiver: Value | undefined, method: string): boolean {
	if (receiver?.t !== 'term' || receiver.op !== 'result' || !/^(then|catch|finally)$/.test(method))
		return false;
	const [callee, ...args] = receiver.args;
	const isCall = callee !== undefined && sinkOfGlobal(calleeName(callee), args) === 'call';
	return isCall && (receiver.deps & (EVENT | ORIGIN)) !== 0;
}

/** What the platform's own functions make at random, or imported code makes of nothing. */
function randomnessOfCall(callee: Value, method: string, args: readonly Value[]): number {
	const { kind, isOfImport = false } = (callee.t === 'term' && callee.symbol) || {};
	if (kind !== 'global' && kind !== 'import' && kind !== 'property') return 0;
	if (/^(randomUUID|randomBytes|getRandomValues)$/.test(method)) return RANDOM;
	return kind === 'import' || isOfImport ? madeUnseen(method, args) : 0;
}

/** A function given to unknown code, or what other unknown code made of one. */
function wrappedIn(value: Value): FunctionValue[] {
	if (value.t === 'function') return isFunction(value.node) && isSelector(value.node) ? [] : [value];
	return value.t === 'term' && value.symbol?.kind === 'result' ? (value.symbol.wraps ?? []) : [];
}

/**
 * Whether all that is sent is given to a schema of another module: its answer is of what was sent, and nothing of
 * the page's own.
 */
function isParser(callee: Value, [first, ...more]: readonly Value[]): boolean {
	if (first?.t !== 'term' || first.op !== 'data' || more.length > 0) return false;
	return callee.t === 'term' && /^(safeParse|parse)(Async)?$/.test(lastPart(calleeName(callee)));
}

/** Methods that keep what they are given or pass it on, whatever they answer: `const saved = await api.saveProfile(data)`. */
const KEEPS = /^(save|persist|submit|upload|publish|dispatch|insert|delete|purchase|transfer)(?![a-z])/;

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
	const kind = receiver ? sinkOfMethod(receiver, method, args) : sinkOfGlobal(name, args);
	// A sentence and what belongs to it, said to something that answers nothing: a report.
	if (kind === 'call' && fate === 'dropped' && (isSentence(args[0]) || args.some(announces))) return;
	if (method === 'push' && isRecord(args)) return;
	const tainted =
		(given & (DATA | EVENT)) !== 0 ||
		(callee.t === 'term' && ((callee.deps & DATA) !== 0 || isPickedGlobal(callee)) && !isReply(receiver));
	const hands = (given & (EVENT | ORIGIN)) !== 0;
	if (kind === 'relay' && args[1]?.t === 'constant' && args[1].value === '*') m.run.notes.sentToAny ??= site;
	if (hands && kind !== 'relay') m.run.notes.handedOut ??= site;
	const plainCall = kind === 'call' || kind === 'relay' || kind === 'socket-send';
	// The sender gets something of the page's own, wherever that is said to go.
	const isAnswer = isReply(receiver) && args[0] !== undefined && (depsOf(args[0]) & OPAQUE) !== 0;
	const gives = kind === 'relay' && receiver !== undefined && (isAnswer || isGivenAround(receiver, args));
	if (tainted) {
		// What sends gives no answer, whatever is done with that.
		const ownFate = plainCall && kind !== 'relay' && fate !== 'dropped' && !KEEPS.test(method);
		const empty = kind === 'relay' && isEcho(receiver, args);
		const soft = ownFate || empty;
		m.run.use(kind, site, {
			tainted: true,
			soft,
			empty,
			delegated: (hands && kind === 'call') || madeOfEvent(given),
			meets: (given & SOURCE) !== 0,
		});
	} else if (given & (ORIGIN | SOURCE)) {
		m.run.use(kind, site, {
			tainted: true,
			soft: true,
			delegated: hands && kind === 'call',
			gives,
			meets: (given & SOURCE) !== 0,
			tells: (given & ORIGIN) !== 0,
		});
	} else if (fate === 'dropped' || kind !== 'call') {
		const empty = kind === 'relay' && isEcho(receiver, args);
		const soft = kind === 'relay';
		m.run.use(kind, site, { tainted: false, soft, task: isTask(m, callee, args), empty, gives });
	}
}

/** Whether what comes of the message was made of the whole event, by code that may have looked at the sender. */
export const madeOfEvent = (deps: number): boolean =>
	(deps & EVENT) !== 0 && (deps & (DATA | OPAQUE)) === OPAQUE;

/** The `arguments` of a call with the whole event among them, kept: a record, of no use without who sent it. */
export function isRecord([first, ...more]: readonly Value[]): boolean {
	if (first?.t !== 'object' || !first.ofCall || more.length > 0) return false;
	const deps = depsOf(first);
	return (deps & EVENT) !== 0 && (deps & DATA) === 0;
}

/** A text that begins with four words or more, without the signs of markup or code. */
function isSentence(value: Value | undefined): boolean {
	if (value?.t === 'term' && value.op === '+') return isSentence(value.args[0]);
	if (value?.t !== 'constant' || typeof value.value !== 'string') return false;
	return /^[^<>{}=;]*$/.test(value.value) && value.value.split(/\s+/).length >= 4;
}

/** Words and a colon, as reports have them before what they are of: two or more, or with room behind the colon. */
const announces = (value: Value): boolean =>
	value.t === 'constant' &&
	typeof value.value === 'string' &&
	/^([A-Z]\w*( \w+)+:\s*|\w+( \w+)*:\s+)$/.test(value.value);

/** Whether the message names what it is of all that the page has. A table of the script's own may be a queue. */
function isPickedGlobal({ deps, args: [table] }: Term): boolean {
	if (!(deps & PICKED) || table?.t !== 'term') return false;
	return table.op === 'window' || table.symbol?.kind === 'global';
}

/** Whether it is the sending window, or a port that came with the message. */
function isReply(receiver: Value | undefined): boolean {
	return receiver?.t === 'term' && (receiver.op === 'source' || fromPorts(receiver));
}

/** Whether the sender, or a page of its origin, gets back what it sent and nothing of the page's own: as refusals do. */
function isEcho(receiver: Value | undefined, [message, target]: readonly Value[]): boolean {
	const toSender = isReply(receiver) || (target?.t === 'term' && target.op === 'origin');
	return toSender && message !== undefined && (depsOf(message) & (OPAQUE | PICKED)) === 0;
}
