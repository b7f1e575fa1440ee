import type { AssignmentOperator, BinaryOperator } from 'acorn';
import { UNKNOWN } from '../pure/concrete.ts';
import { applyBinary, applyUnary } from '../pure/operators.ts';
import type { Node } from '../syntax/node.ts';
import { toConcrete } from '../value/concrete-value.ts';
import {
	constant,
	DATA,
	depsOf,
	EVENT,
	FALSE,
	isNullish,
	OPAQUE,
	ORIGIN,
	PICKED,
	SELF,
	SOURCE,
	type Term,
	TRUE,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import { isInEvent } from './event-member.ts';
import { isMadeByNew } from './links.ts';
import type { Machine } from './machine.ts';
import { isFilledText, isMadeText } from './made-texts.ts';
import { askedOfProxy } from './proxies.ts';

/** Applies a binary operator; a term where an operand is not known. */
export function binary(m: Machine, operator: BinaryOperator, left: Value, right: Value, site: Node): Value {
	if (operator === 'instanceof') return instanceOf(m, left, right);
	const isThere = operator === 'in' ? isInEvent(m, left, right) : undefined;
	if (isThere !== undefined) return isThere ? TRUE : FALSE;
	const asked = operator === 'in' ? askedOfProxy(m, right, left, 'has', site) : undefined;
	if (asked) return 'answer' in asked ? asked.answer : binary(m, 'in', left, asked.target, site);
	if (operator === '!==') return negate(m, binary(m, '===', left, right, site));
	if (operator === '!=') return negate(m, binary(m, '==', left, right, site));
	if (operator === '===' || operator === '==') {
		const known = sameValue(m, left, right, operator === '==');
		if (known !== undefined) {
			noteSelf(m, left, right, site);
			return known ? TRUE : FALSE;
		}
		const answer = left.t === 'constant' ? left.value : right.t === 'constant' ? right.value : undefined;
		const other = left.t === 'constant' ? right : left;
		// `switch (true) { case a === b: … }` asks for the answer itself.
		if (typeof answer === 'boolean' && isAnswer(other)) return answer ? other : negate(m, other);
	}
	if (left.t !== 'term' && right.t !== 'term') {
		const result = applyBinary(operator, toConcrete(left), toConcrete(right));
		if (result !== UNKNOWN && (typeof result !== 'object' || result === null)) return constant(result);
	}
	if (operator === '===' || operator === '==') {
		if (isStart(right)) return compared(m, operator, asText(m, left), right, site);
		if (isStart(left)) return compared(m, operator, left, asText(m, right), site);
	}
	return compared(m, operator, left, right, site);
}

const isStart = (value: Value): boolean => value.t === 'constant' && value.value === 0;

/** Where something is asked to be the very beginning, what it is looked for in is a text. */
function asText(m: Machine, position: Value): Value {
	const [asked, method, ...more] = position.t === 'term' && position.op === 'call' ? position.args : [];
	if (
		asked?.t !== 'term' ||
		!asked.symbol ||
		m.texts.isKnown(asked) ||
		method?.t !== 'constant' ||
		method.value !== 'indexOf'
	)
		return position;
	return m.values.term('call', [m.values.term('text', [asked]), method, ...more], OPAQUE);
}

function compared(m: Machine, operator: BinaryOperator, left: Value, right: Value, site: Node): Value {
	const swap = (operator === '===' || operator === '==') && left.t === 'constant';
	const term = m.values.term(operator, swap ? [right, left] : [left, right]);
	if (operator !== '+') m.run.compares(term, site);
	return term;
}

/** Whether a value is true or false, whatever it comes to. */
function isAnswer(value: Value): boolean {
	return value.t === 'term' && /^(===?|!|[<>]=?|in|instanceof)$/.test(value.op);
}

function noteSelf(m: Machine, left: Value, right: Value, site: Node): void {
	if (left.t === 'term' && left.op === 'origin') m.run.compares(m.values.term('===', [left, right]), site);
}

function sameValue(m: Machine, left: Value, right: Value, loose: boolean): boolean | undefined {
	if (left === right && left.t === 'regex') return true;
	if (m.values.key(left) === m.values.key(right) && left.t !== 'constant' && left.t !== 'regex') return true;
	if (isNullish(right) || isNullish(left)) {
		const other = isNullish(right) ? left : right;
		if (isNullish(other))
			return loose || (left.t === 'constant' && right.t === 'constant' && left.value === right.value);
		if (other.t !== 'term') return false;
		if (other.op === 'event' || other.op === 'origin' || other.op === 'window') return false;
		return undefined;
	}
	if (isOtherThanMessage(left, right) || isOtherThanMessage(right, left)) return false;
	const identity = (value: Value) => value.t === 'object' || value.t === 'function' || value.t === 'regex';
	if (identity(left) && identity(right)) return loose ? undefined : false;
	return undefined;
}

/** Whether the event itself is compared with a text, or with what the script sets to something that is no event. */
function isOtherThanMessage(message: Value, other: Value): boolean {
	if (message.t !== 'term' || message.op !== 'event') return false;
	if (other.t === 'constant') return true;
	if (other.t !== 'term' || other.deps & EVENT) return false;
	if (other.deps & SELF && other.op !== 'window') return true;
	const set = other.symbol?.possible?.() ?? [];
	return set.length > 0 && set.every((one) => !(depsOf(one) & EVENT));
}

function instanceOf(m: Machine, left: Value, right: Value): Value {
	if (left.t === 'constant') return FALSE;
	const name = right.t === 'term' ? right.symbol?.name : undefined;
	if (left.t === 'term' && left.op === 'event')
		return constant(/^(MessageEvent|Event|Object)$/.test(name ?? ''));
	if (left.t === 'regex' && name === 'RegExp') return TRUE;
	if (left.t === 'term' && name && isMadeByNew(left)) {
		const made = left.symbol?.name.slice(4, -2) ?? '';
		if (made === name || (name === 'Error' && made.endsWith('Error'))) return TRUE;
	}
	// `if (!(this instanceof Made)) return new Made()`.
	if (left.t === 'object' && left.of && right.t === 'function' && left.of === right.node) return TRUE;
	if (left.t === 'object' && name) {
		if (left.kind === 'array') return constant(name === 'Array' || name === 'Object');
		if (left.kind === 'set') return constant(name === 'Set');
		if (left.kind === 'promise') return constant(name === 'Promise');
	}
	return m.values.term('instanceof', [left, right]);
}

/** The negation of a value. */
function negate(m: Machine, value: Value): Value {
	if (value.t === 'constant') return constant(!value.value);
	if (value.t !== 'term') return FALSE;
	if (value.op === 'event' || value.op === 'window') return FALSE;
	const inner = value.args[0];
	// Two negations only make a boolean of it, and a boolean is all a condition asks for.
	if (value.op === '!' && inner?.t === 'term' && ['===', '==', '!', 'in', '<', '>'].includes(inner.op))
		return inner;
	return m.values.term('!', [value]);
}

const BUILTIN_FUNCTIONS =
	/^(Object|Array|String|Number|Boolean|Symbol|Function|RegExp|Date|Promise|Map|Set|WeakMap|WeakSet|Proxy|URL|Error)$/;
const BUILTIN_OBJECTS = /^(document|location|navigator|console|JSON|Math|Reflect)$/;

/** Applies a unary operator. */
export function unary(m: Machine, operator: string, value: Value): Value {
	if (operator === '!') return negate(m, value);
	if (operator === 'void') return UNDEFINED;
	if (operator === 'typeof') {
		if (value.t === 'function') return constant('function');
		if (value.t === 'object' || value.t === 'regex') return constant('object');
		if (isMadeText(value)) return constant('string');
		if (value.t === 'term' && (value.op === 'event' || value.op === 'window')) return constant('object');
		if (value.t === 'term' && (value.op === 'url' || isMadeByNew(value))) return constant('object');
		const builtin = value.t === 'term' && value.symbol?.kind === 'global' ? value.symbol.name : '';
		if (BUILTIN_FUNCTIONS.test(builtin)) return constant('function');
		if (BUILTIN_OBJECTS.test(builtin)) return constant('object');
	}
	if (value.t !== 'term') {
		const result = applyUnary(operator, toConcrete(value));
		if (result !== UNKNOWN && (typeof result !== 'object' || result === null)) return constant(result);
	}
	return m.values.term(operator === '-' ? 'negative' : operator === '+' ? 'number' : operator, [value]);
}

/** Decides a condition; explores both answers where it is not known. */
export function test(m: Machine, value: Value, site: Node): boolean {
	if (value.t === 'constant') return Boolean(value.value);
	if (value.t !== 'term') return true;
	if (value.op === '!' && value.args[0]) return !test(m, value.args[0], site);
	if (value.op === 'event' || value.op === 'window' || value.op === 'url' || value.op === 'task') return true;
	if (alwaysThere(value) || isFilledText(value)) return true;
	// What the event has is nothing that anybody answers.
	const asked = value.op !== 'in' && value.deps & EVENT && !isSameEvent(value);
	if (asked || (value.op === 'result' && value.deps & (ORIGIN | SOURCE))) m.run.notes.handedOut ??= site;
	if (
		value.deps & (ORIGIN | SOURCE) &&
		value.op !== 'source' &&
		value.op !== 'result' &&
		(value.op !== 'get' || value.deps & ORIGIN)
	)
		m.run.compares(value, site);
	return m.run.decide(value, site);
}

/** That it is the same event again is asked of nobody. */
function isSameEvent({ op, args }: Term): boolean {
	return (op === '===' || op === '==') && args.some((one) => one.t === 'term' && one.op === 'event');
}

function alwaysThere(value: Term): boolean {
	// What `new` gives is an object, whatever made it.
	if (isMadeByNew(value)) return true;
	return (
		value.symbol?.kind === 'global' &&
		(/^(document|location|console|JSON|Object|Array|Promise|URL|Math|navigator)$/.test(value.symbol.name) ||
			/^(Object|Function|Array|String|RegExp|Reflect|Number|Promise)(\.prototype)?\.\w+$/.test(
				value.symbol.name,
			))
	);
}

/** Decides whether a value is null or undefined. */
export function testNullish(m: Machine, value: Value, site: Node): boolean {
	if (value.t === 'constant') return isNullish(value);
	if (value.t !== 'term') return false;
	if (['event', 'origin', 'window', 'url', 'data'].includes(value.op)) return false;
	// What the message holds is the sender's choice; with a foreign sender it is there.
	if (value.deps & DATA && !(value.deps & (ORIGIN | SOURCE)))
		return m.run.decide(m.values.term('==', [value, UNDEFINED]), site);
	return m.run.decide(m.values.term('==', [value, UNDEFINED]), site);
}

/** Whether there is nothing to call: asked of what the message picks, which says whether it picks anything. */
export function isMissed(m: Machine, value: Value, site: Node): boolean {
	if (isNullish(value)) return true;
	const isPicked = value.t === 'term' && (value.op === 'lookup' || value.op === 'call');
	return isPicked && !m.run.static && (value.deps & PICKED) !== 0 && testNullish(m, value, site);
}

/** The binary operator of a compound assignment; undefined for `=` and the logical ones. */
export function compoundOperator(operator: AssignmentOperator): BinaryOperator | undefined {
	if (operator === '=' || operator === '&&=' || operator === '||=' || operator === '??=') return undefined;
	const inner = operator.slice(0, -1);
	const known: BinaryOperator[] = ['+', '-', '*', '/', '%', '**', '<<', '>>', '>>>', '|', '&', '^'];
	return known.find((one) => one === inner);
}
