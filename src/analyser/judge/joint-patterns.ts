/**
 * Conditions on one path that are weak each, such as a scheme and the end of a host name, as patterns of the whole
 * origin: who meets all of them is none of those that look like one of their constants.
 */
import type { Literal } from '../interpret/run.ts';
import type { Term, Value } from '../value/value.ts';
import { type WholePattern, wholeTextPattern } from './regex-language.ts';

/** So many conditions are put together. */
const MOST = 5;
const ANY = '[^]*';

/** A part of the origin that is asked for, with what may stand around it. */
interface Part {
	before: string;
	after: string;
}

const WHOLE: Part = { before: '', after: '' };
const PARTS: Readonly<Record<string, Part>> = {
	origin: WHOLE,
	protocol: { before: '', after: `\\/\\/${ANY}` },
	host: { before: 'https?:\\/\\/', after: '' },
	hostname: { before: 'https?:\\/\\/', after: '(?::\\d+)?' },
};

/** The patterns that a path requires the origin to match; none where there are fewer than two. */
export function jointPatterns(literals: readonly Literal[]): readonly WholePattern[] {
	const found: WholePattern[] = [];
	for (const { term, truth } of literals) {
		const pattern = found.length < MOST ? patternOf(term, truth) : undefined;
		if (pattern) found.push(pattern);
	}
	return found.length > 1 ? found : [];
}

function patternOf(term: Term, truth: boolean): WholePattern | undefined {
	const { op, args } = term;
	const [left, right] = args;
	if (!left) return undefined;
	if (op === 'call') return truth ? ofCall(args) : undefined;
	if (op === '~') return truth ? ofPosition(left, 'includes') : undefined;
	if (right?.t !== 'constant') return undefined;
	const { value } = right;
	const isSame = op === '===' || op === '==';
	if (isSame && truth && typeof value === 'string') return ofText(left, value);
	if (typeof value !== 'number') return undefined;
	if (isSame && truth && isLength(left)) return within(left.args[0], `[^]{${value}}`);
	if (isSame) {
		if (value === 0 && truth) return ofPosition(left, 'startsWith');
		return value === -1 && !truth ? ofPosition(left, 'includes') : undefined;
	}
	const isThere = (op === '>' && value === -1) || (op === '>=' && value === 0);
	const isMissing = op === '<' && value === 0;
	return (isThere && truth) || (isMissing && !truth) ? ofPosition(left, 'includes') : undefined;
}

/** `text.method(part)` and `regex.test(text)`. */
function ofCall([receiver, method, given]: readonly Value[]): WholePattern | undefined {
	if (method?.t !== 'constant' || !receiver || !given) return undefined;
	const name = String(method.value);
	if (receiver.t === 'regex')
		return name === 'test' || name === 'exec' ? matching(given, receiver) : undefined;
	if (given.t === 'regex') return name === 'match' ? matching(receiver, given) : undefined;
	return typeof textIn(given) === 'string' ? ofMethod(receiver, name, textIn(given) ?? '') : undefined;
}

function ofMethod(receiver: Value, name: string, text: string): WholePattern | undefined {
	const part = escaped(text);
	if (name === 'startsWith') return within(receiver, `${part}${ANY}`);
	if (name === 'endsWith') return within(receiver, `${ANY}${part}`);
	return name === 'includes' ? within(receiver, `${ANY}${part}${ANY}`) : undefined;
}

/** A comparison with the position of a text. */
function ofPosition(value: Value, meaning: 'startsWith' | 'includes'): WholePattern | undefined {
	if (value.t !== 'term' || value.op !== 'call') return undefined;
	const [receiver, method, given] = value.args;
	const text = textIn(given);
	if (!receiver || method?.t !== 'constant' || method.value !== 'indexOf' || text === undefined)
		return undefined;
	return ofMethod(receiver, meaning, text);
}

/** A part, or a piece cut out of it, that is a text. */
function ofText(left: Value, text: string): WholePattern | undefined {
	if (left.t !== 'term') return undefined;
	const part = partOf(left);
	if (part) return within(left, escaped(text));
	const [cut, key] = left.args;
	if (left.op === 'get' && cut?.t === 'term' && textIn(key) === '0') return ofFirst(cut, text);
	const [receiver, method, from, to] = left.args;
	if (left.op !== 'call' || !receiver || method?.t !== 'constant' || from?.t !== 'constant') return undefined;
	if (!/^(slice|substr|substring)$/.test(String(method.value))) return undefined;
	if (from.value === 0 && to?.t === 'constant' && to.value === text.length)
		return ofMethod(receiver, 'startsWith', text);
	const isEnd = from.value === -text.length && !to && method.value !== 'substring';
	return isEnd ? ofMethod(receiver, 'endsWith', text) : undefined;
}

/** `text.split(separator)[0]`. */
function ofFirst({ op, args }: Term, text: string): WholePattern | undefined {
	const [receiver, method, separator] = args;
	const by = textIn(separator);
	if (op !== 'call' || method?.t !== 'constant' || method.value !== 'split' || !by) return undefined;
	return within(receiver, `${escaped(text)}(?:${escaped(by)}${ANY})?`);
}

function within(value: Value | undefined, inner: string, flags = ''): WholePattern | undefined {
	const part = value && partOf(value);
	return part && { pattern: `${part.before}(?:${inner})${part.after}`, flags };
}

function matching(
	value: Value,
	{ source, flags }: { source: string; flags: string },
): WholePattern | undefined {
	const whole = wholeTextPattern(source, flags);
	return whole === undefined ? undefined : within(value, whole, flags);
}

function partOf(value: Value): Part | undefined {
	if (value.t !== 'term') return undefined;
	const [of, key] = value.args;
	if (value.op === 'origin') return WHOLE;
	if (value.op === 'call' && of && /^(toLowerCase|toString|trim)$/.test(textIn(key) ?? '')) return partOf(of);
	if (value.op !== 'get' || of?.t !== 'term' || of.op !== 'url') return undefined;
	const [address] = of.args;
	return address?.t === 'term' && address.op === 'origin' ? PARTS[textIn(key) ?? ''] : undefined;
}

const isLength = (value: Value): value is Term =>
	value.t === 'term' && value.op === 'get' && textIn(value.args[1]) === 'length';

const textIn = (value: Value | undefined): string | undefined =>
	value?.t === 'constant' && typeof value.value === 'string' ? value.value : undefined;

const escaped = (text: string): string =>
	text.replace(/[$()*+./?[\\\]^{|}-]/g, (one) => (one === '-' ? '\\x2d' : `\\${one}`));
