import { type Concrete, isRegex, toBoolean, toText, UNKNOWN, WouldThrow } from '../pure/concrete.ts';
import { applyFunction } from '../pure/functions.ts';
import { memberOf } from '../pure/members.ts';
import { applyMethod } from '../pure/methods.ts';
import { applyBinary, applyUnary } from '../pure/operators.ts';
import { type ParsedUrl, parseUrl, resolveUrl } from '../pure/origin.ts';
import { execRegex } from '../pure/regex-methods.ts';
import { toConcrete } from '../value/concrete-value.ts';
import {
	ATTACKER,
	DATA,
	depsOf,
	EVENT,
	FROM_OUTSIDE,
	ORIGIN,
	type Term,
	type Value,
} from '../value/value.ts';
import { isGivenNothing } from './given-nothing.ts';
import { lengthBeside } from './length-beside.ts';
import { symbolValue } from './symbol-value.ts';

/** An assumed message and page: what the unknowns of a predicate are taken to be. */
export interface World {
	origin: string;
	/** Value of everything the sender or embedder chooses. */
	chosen: Concrete;
	/** Value of named unknowns, by key; the others are `trusted`. */
	symbols: ReadonlyMap<string, Concrete>;
	/** What an unknown setting holds. */
	trusted: string;
	/** Origin of the page, as location.origin and as window.origin. */
	self: string;
	selfSerialised: string;
	/** Address of the page. */
	href: string;
	/** Values of larger terms that were worked out before, by key: of those made of what comes from outside … */
	values: Map<string, Concrete> | undefined;
	/** … and of the others, which are the same whoever sends. */
	fixed: Map<string, Concrete>;
}

/** Operations that make no text: windows, and answers that are taken either way. */
const NOT_VALUES = new Set(['window', 'source', 'event', 'stale', 'is', 'regex']);

/** Terms of fewer operations are worked out again sooner than looked up, but for calls. */
const WORTH_KEEPING = 4;

const BOOLEAN_METHODS =
	/^(includes|contains|startsWith|endsWith|test|has|hasOwnProperty|indexOf|lastIndexOf|search|some|every|localeCompare)$/;
const COMPARISONS = new Set([
	'===',
	'==',
	'<',
	'>',
	'<=',
	'>=',
	'in',
	'!',
	'~',
	'instanceof',
	'typeof',
	'fn:Boolean',
	'canParse',
	'fn:Array.isArray',
	'fn:Object.is',
	'fn:isNaN',
]);

/** Whether a condition holds in a world; UNKNOWN where that depends on more, 'throws' where the code gets no answer. */
export function holds(term: Term, world: World): boolean | typeof UNKNOWN | 'throws' {
	if (term.op.startsWith('throws:')) return throws(term, world);
	try {
		return toBoolean(evaluateTerm(term, world));
	} catch (error) {
		if (error instanceof WouldThrow) return 'throws';
		throw error;
	}
}

function throws(term: Term, world: World): boolean | typeof UNKNOWN {
	if (term.op !== 'throws:URL' || !(term.deps & ORIGIN)) return UNKNOWN;
	const url = urlOf(term.args, world);
	return url === UNKNOWN ? UNKNOWN : url === undefined;
}

/** Value of an operand in a world. */
export function operand(value: Value | undefined, world: World): Concrete {
	if (value === undefined) return undefined;
	// Most are this, millions of times.
	if (value.t === 'constant') return value.value;
	if (value.t === 'term') return settled(value, world);
	const key = value.t === 'object' && !(depsOf(value) & FROM_OUTSIDE) ? `@${value.id}` : '';
	const before = world.fixed.get(key);
	if (before !== undefined) return before;
	// What is put into a list at run time is, as an unknown setting is, what the trusted side put there.
	const made = toConcrete(value, (term) => settled(term, world), { kind: 'opaque', text: world.trusted });
	if (key) world.fixed.set(key, made);
	return made;
}

/** What the script makes of its settings by ways that are not followed is taken to be what the trusted side means. */
function settled(term: Term, world: World): Concrete {
	const value = evaluateTerm(term, world);
	if (value !== UNKNOWN || term.deps & FROM_OUTSIDE || decides(term) || NOT_VALUES.has(term.op)) return value;
	return { kind: 'opaque', text: world.trusted };
}

function evaluateTerm(term: Term, world: World): Concrete {
	const known = world.symbols.get(term.key);
	if (known !== undefined || world.symbols.has(term.key)) return known;
	if (term.size < WORTH_KEEPING && term.op !== 'call') return freshValue(term, world);
	if (term.deps & FROM_OUTSIDE) world.values ??= new Map();
	const values = (term.deps & FROM_OUTSIDE && world.values) || world.fixed;
	const before = values.get(term.key);
	if (before !== undefined) return before;
	const value = freshValue(term, world);
	values.set(term.key, value);
	return value;
}

function freshValue(term: Term, world: World): Concrete {
	const [first, second] = term.args;
	const method = methodOf(term);
	if (term.deps & (DATA | ATTACKER) && !(term.deps & ORIGIN) && !decides(term)) return world.chosen;
	switch (term.op) {
		case 'origin':
			return world.origin;
		case 'symbol':
			return term.deps & (ORIGIN | EVENT) ? UNKNOWN : symbolValue(term, world);
		case 'call':
			return callMethod(term, method, world);
		case 'get':
			return namedGroups(term, world) ?? memberOf(operand(first, world), operand(second, world));
		case 'text': {
			const value = operand(first, world);
			return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'opaque'
				? value.text
				: value;
		}
		case 'lookup':
			return lookUp(operand(first, world), operand(second, world), second, world);
		case 'url':
			return madeUrl(urlOf(term.args, world));
		case 'link-url': {
			const text = toText(operand(first, world));
			return madeUrl(text === UNKNOWN ? UNKNOWN : resolveUrl(text, `${world.self}/`));
		}
		case 'canParse': {
			const text = toText(operand(first, world));
			return text === UNKNOWN ? UNKNOWN : parseUrl(text) !== undefined;
		}
		case 'regex': {
			const source = toText(operand(first, world));
			const flags = toText(operand(second, world));
			return source === UNKNOWN || flags === UNKNOWN
				? UNKNOWN
				: { kind: 'regex', source, flags, lastIndex: 0 };
		}
		case '!':
		case '~':
		case 'typeof':
			return applyUnary(term.op, operand(first, world));
		case 'negative':
			return applyUnary('-', operand(first, world));
		case 'number':
			return applyUnary('+', operand(first, world));
		case 'result':
			if (term.deps & (ORIGIN | EVENT) || isGivenNothing(term, world)) return UNKNOWN;
			return { kind: 'opaque', text: world.trusted };
		case 'task':
			return { kind: 'opaque', text: world.trusted };
		case 'window':
		case 'source':
		case 'event':
		case 'stale':
		case 'is':
			return UNKNOWN;
		default:
			if (term.op.startsWith('fn:')) return functionOf(term, world);
			if (term.args.length !== 2) return UNKNOWN;
			return applyBinary(
				term.op,
				lengthBeside(second, first, world) ?? operand(first, world),
				lengthBeside(first, second, world) ?? operand(second, world),
			);
	}
}

function callMethod({ args }: Term, method: string, world: World): Concrete {
	const receiver = operand(args[0], world);
	const [, , key, ...more] = args;
	// A setting by its name is what the trusted side put into the store of settings, as its members are.
	const isNamed = method === 'get' && key !== undefined && !(depsOf(key) & FROM_OUTSIDE);
	if (isNamed && typeof receiver === 'object' && receiver && 'kind' in receiver && receiver.kind === 'opaque')
		return receiver;
	const given = key === undefined ? [] : [key, ...more];
	return applyMethod(
		receiver,
		method,
		given.map((one) => operand(one, world)),
	);
}

/** A setting that is decoded or read from JSON still is what the trusted side put there. */
function functionOf({ op, args }: Term, world: World): Concrete {
	const name = op.slice('fn:'.length);
	const given = args.map((one) => operand(one, world));
	const [first] = given;
	const opaque = typeof first === 'object' && first !== null && 'kind' in first && first.kind === 'opaque';
	return opaque && given.length === 1 && /^(JSON|atob|decode|unescape|structuredClone)/.test(name)
		? first
		: applyFunction(name, given);
}

function methodOf(term: Term): string {
	const second = term.args[1];
	return term.op === 'call' && second?.t === 'constant' ? String(second.value) : '';
}

/** Whether the operation answers a question rather than making a value. */
export function decides(term: Term): boolean {
	return COMPARISONS.has(term.op) || BOOLEAN_METHODS.test(methodOf(term));
}

/** `groups` of a match; undefined for any other member. */
function namedGroups({ args: [match, key] }: Term, world: World): Concrete {
	if (match?.t !== 'term' || key?.t !== 'constant' || key.value !== 'groups') return undefined;
	const receiver = operand(match.args[0], world);
	const given = operand(match.args[2], world);
	const regex = methodOf(match) === 'exec' ? receiver : given;
	const subject = methodOf(match) === 'exec' ? given : receiver;
	const text = toText(subject);
	if (!isRegex(regex) || text === UNKNOWN) return UNKNOWN;
	const found = execRegex(regex, text, 0);
	if (found === UNKNOWN) return UNKNOWN;
	if (!found) throw new WouldThrow('groups of nothing');
	const props = new Map<string, Concrete>();
	for (const [name, at] of found.names) props.set(name, found.groups[at]);
	return { kind: 'object', props, open: false };
}

function lookUp(object: Concrete, key: Concrete, given: Value | undefined, world: World): Concrete {
	const byOrigin = given?.t === 'term' && (given.deps & ORIGIN) !== 0;
	const name = toText(key);
	const filled = typeof object === 'object' && object !== null && 'kind' in object;
	const unknown =
		object === UNKNOWN || (filled && (object.kind === 'opaque' || (object.kind === 'object' && object.open)));
	if (unknown) {
		// A table that is filled at run time: the trusted origin is in it, and any other key may be.
		if (byOrigin && name !== UNKNOWN && name !== world.trusted) return undefined;
		return { kind: 'opaque', text: world.trusted };
	}
	if (name === UNKNOWN) return UNKNOWN;
	return memberOf(object, name);
}

type MaybeUrl = Readonly<ParsedUrl> | undefined | typeof UNKNOWN;

/** What `new URL(text, base)` gives; a base matters where the text is no whole address alone. */
function urlOf([text, base]: readonly Value[], world: World): MaybeUrl {
	const whole = toText(operand(text, world));
	if (whole === UNKNOWN) return UNKNOWN;
	const from = operand(base, world);
	if (from === undefined || parseUrl(whole)) return parseUrl(whole);
	const at = toText(from);
	return at === UNKNOWN ? UNKNOWN : resolveUrl(whole, at);
}

/** An origin that does not parse makes the real code throw: it gets no further. */
function madeUrl(url: MaybeUrl): Concrete {
	if (url === undefined) throw new WouldThrow('invalid URL');
	return url === UNKNOWN ? UNKNOWN : { kind: 'url', url };
}
