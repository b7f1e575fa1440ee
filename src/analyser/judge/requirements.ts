import type { Literal } from '../interpret/run.ts';
import { type Node, unwrap } from '../syntax/node.ts';
import {
	ATTACKER,
	DATA,
	depsOf,
	EVENT,
	isConstant,
	isNullish,
	OPAQUE,
	ORIGIN,
	PICKED,
	RANDOM,
	SELF,
	SOURCE,
	type Term,
	type Value,
} from '../value/value.ts';
import { matchesWholeName } from './whole-names.ts';

/** Whether a term or one of its operands satisfies a condition. */
export function mentions(value: Value, test: (term: Term) => boolean): boolean {
	// Operands are shared: each is looked at once, unless it is met again nearer to the top.
	const seen = new Map<Value, number>();
	const within = (one: Value, depth: number): boolean => {
		if (depth > 10 || (one.t !== 'term' && one.t !== 'object')) return false;
		const before = seen.get(one);
		if (before !== undefined && before <= depth) return false;
		seen.set(one, depth);
		// Lists in lists hold each other many times over: what is deeper inside is no longer looked for.
		if (one.t === 'object') return one.items.slice(0, 50).some((each) => within(each, depth + 4));
		return (before === undefined && test(one)) || one.args.some((each) => within(each, depth + 1));
	};
	return within(value, 0);
}

/** A question about a term that is asked for each use that depends on it, answered once. */
function once<Answer extends boolean | Value | undefined>(
	ask: (term: Term) => Answer,
): (term: Term) => Answer {
	const answers = new WeakMap<Term, Answer>();
	return (term) => {
		const known = answers.get(term);
		if (known !== undefined || answers.has(term)) return known as Answer;
		const answer = ask(term);
		answers.set(term, answer);
		return answer;
	};
}

/** Whether a condition is the answer of code that is not known and was given the origin or event. */
export function isHandedOut(term: Term): boolean {
	return (term.deps & (ORIGIN | EVENT)) !== 0 && mentionsHandedOut(term);
}

const mentionsHandedOut = once((term) =>
	mentions(term, (one) => /^(result|symbol)$/.test(one.op) && (one.deps & (ORIGIN | EVENT)) !== 0),
);

/** Whether a condition is on what unknown code returned that was given the event, not on what it called back with. */
export function isAnswer(term: Term): boolean {
	return isHandedOut(term) && mentions(term, (one) => one.op === 'result' && (one.deps & EVENT) !== 0);
}

/** Whether the path requires the sender to be one particular window, or one that is gone by then. */
export function requiresSource(literals: readonly Literal[]): boolean {
	return literals.some(
		({ term, truth }) => answerForNamed(term) === truth || (term.op === 'source' && !truth),
	);
}

/** What a condition answers for windows that the page knows; undefined where it does not tell windows apart. */
export const answerForNamed = once((term): boolean | undefined => {
	const found = answerWhenFound(term, (call) => (call.deps & SOURCE) !== 0);
	return found ?? (namesSource(term) ? true : undefined);
});

/** What a condition on a position (`list.indexOf(x) === -1`) answers where there is one; undefined for other conditions. */
function answerWhenFound(term: Term, isMeant: (call: Term) => boolean): boolean | undefined {
	const [left, right] = term.args;
	const method = left?.t === 'term' && left.op === 'call' ? left.args[1] : undefined;
	if (left?.t !== 'term' || method?.t !== 'constant' || right?.t !== 'constant') return undefined;
	if (!/^(indexOf|lastIndexOf|findIndex)$/.test(String(method.value)) || !isMeant(left)) return undefined;
	const { value } = right;
	if (value === -1) return term.op === '>' ? true : /^[=]+$/.test(term.op) ? false : undefined;
	if (value === 0) return term.op === '<' ? false : term.op === '>=' ? true : undefined;
	return undefined;
}

function namesSource(term: Term): boolean {
	if (!(term.deps & SOURCE)) return false;
	const [left, right] = term.args;
	if (term.op === '===' || term.op === '==') {
		if (!left || !right) return false;
		const both = [left, right].every((one) => one.t === 'term' && (one.deps & SOURCE) !== 0);
		const typed = [left, right].some((one) => one.t === 'term' && one.op === 'typeof');
		return !both && !typed && (!(term.deps & DATA) || [left, right].some(isFrameWindow));
	}
	// `'postMessage' in event.source` asks what windows have, not which one it is.
	if (term.op === 'in') return left !== undefined && (depsOf(left) & SOURCE) !== 0;
	if (term.op === 'lookup' || term.op === 'result') return true;
	if (term.op === 'call')
		return term.args.slice(2).some((one) => one.t === 'term' && (one.deps & SOURCE) !== 0);
	return false;
}

/** Whether it is the window of a frame that the page itself holds, whichever of them the message picks. */
function isFrameWindow(value: Value): boolean {
	return value.t === 'term' && /\.contentWindow$/.test(value.symbol?.name ?? '');
}

/** Whether the path requires the whole origin to be a text that the page makes of its settings: only one can be it. */
export function requiresMadeText(literals: readonly Literal[]): boolean {
	return literals.some(({ term, truth }) => {
		const [left, right] = term.args;
		if (!truth || (term.op !== '===' && term.op !== '==') || left?.t !== 'term' || right?.t !== 'term')
			return false;
		const [origin, text] = left.op === 'origin' ? [left, right] : [right, left];
		return origin.op === 'origin' && text.op === '+' && (text.deps & ~(OPAQUE | SELF)) === 0;
	});
}

/** Whether the path requires a random secret of this page to be in the data. */
export function requiresSecret(literals: readonly Literal[]): boolean {
	return literals.some(({ term, truth, node }) => {
		if (!(term.deps & (DATA | PICKED))) return truth && isMissed(term, node);
		return whereRandomIs(term) === truth || (truth ? asksForRandom(term) : missesRandom(term));
	});
}

/** Whether what the data lacks is compared with something made at random: `(data == null ? undefined : data.key) === key`. */
function isMissed(term: Term, node: Node): boolean {
	if ((term.op !== '===' && term.op !== '==') || !term.args.some(isNullish)) return false;
	// Where the script spells it out it asks whether there is a secret yet.
	return !asksForNothing(unwrap(node)) && term.args.some((one) => isRandom(one, 2));
}

function asksForNothing(node: Node): boolean {
	if (node.type === 'UnaryExpression' && node.operator === '!') return asksForNothing(unwrap(node.argument));
	if (node.type !== 'BinaryExpression') return true;
	return [node.left, node.right].some((one) => {
		const inner = unwrap(one);
		if (inner.type === 'UnaryExpression') return inner.operator === 'void';
		return inner.type === 'Identifier' ? inner.name === 'undefined' : inner.type === 'Literal';
	});
}

const whereRandomIs = once((term) => answerWhenFound(term, holdsRandom));

const asksForRandom = once((term): boolean => {
	if (term.op !== '===' && term.op !== '==') return isFoundByRandom(term) || holdsRandom(term);
	return !term.args.some(isNullish) && term.args.some((one) => isRandom(one, 2));
});

/** Whether nothing is found where only keys made at random find something: `table[key] === undefined`. */
const missesRandom = once((term): boolean => {
	const [found, nothing] = term.args;
	if (found?.t !== 'term' || !nothing || !isNullish(nothing)) return false;
	return (
		(term.op === '==' || (term.op === '===' && isConstant(nothing, undefined))) && isFoundByRandom(found)
	);
});

/** Whether a text in the data is asked for one that is made at random. */
function holdsRandom({ op, args: [text, method, part] }: Term): boolean {
	if (op !== 'call' || !text || !part || method?.t !== 'constant' || !(depsOf(text) & DATA)) return false;
	return /^(indexOf|includes|startsWith|endsWith)$/.test(String(method.value)) && isRandom(part, 3);
}

/** Whether something is looked up, by what the data says, among what has only keys made at random. */
function isFoundByRandom({ op, args }: Term): boolean {
	const [table, key] = op === 'in' ? [args[1], args[0]] : op === 'call' ? [args[0], args[2]] : args;
	if (op === 'call') {
		const method = args[1]?.t === 'constant' ? String(args[1].value) : '';
		if (!/^(get|has)$/.test(method)) return false;
	} else if (op !== 'in' && op !== 'lookup') return false;
	if (!table || !key || !(depsOf(key) & DATA)) return false;
	const keys = keysOf(table);
	return keys.length > 0 && keys.every((one) => isRandom(one, 3));
}

function keysOf(table: Value): readonly Value[] {
	if (table.t === 'term') {
		const { keys, possible } = table.symbol ?? {};
		if (keys) return keys();
		// A field holds the table that the script gives it: the one, or the same one again.
		const tables = possible?.() ?? [];
		const all = tables.map((one) => (one.t === 'object' ? keysOf(one) : []));
		return all.every((one) => one.length > 0) ? all.flat() : [];
	}
	if (table.t !== 'object' || table.props.size > 0) return [];
	return table.kind === 'set' ? table.items : table.entries.map(([key]) => key);
}

/** Whether a value is made at random, whatever of the script's own values it is. */
function isRandom(value: Value, depth: number): boolean {
	if (value.t !== 'term') return false;
	// What somebody else may choose instead is no secret.
	const isChosen = (value.deps & ATTACKER) !== 0 && value.symbol?.possible !== undefined;
	if (value.deps & RANDOM && !isChosen) return true;
	if (depth === 0 || value.deps & (DATA | ORIGIN | EVENT)) return false;
	if (value.op === '+') return value.args.some((one) => isRandom(one, depth - 1));
	const set = (value.symbol?.possible?.() ?? []).filter((one) => !isNullish(one));
	const others = set.filter((one) => !isRandom(one, depth - 1));
	return others.length < set.length && others.every(isSubstitute);
}

/** What other code that is not seen gives, asked for nothing else, where the browser cannot make it at random. */
function isSubstitute(value: Value): boolean {
	if (value.t !== 'term' || value.op !== 'result' || value.args.length > 1) return false;
	const [callee] = value.args;
	return callee?.t === 'term' && callee.symbol?.kind === 'import';
}

/** Whether the path is one for senders that are refused: a comparison with a window failed. */
export function refusesSource(literals: readonly Literal[]): boolean {
	// That there is a sender at all is asked before it is answered.
	return literals.some(({ term, truth }) => {
		const answer = answerForNamed(term);
		return answer !== undefined && answer !== truth && !term.args.some(isNullish);
	});
}

/** Whether the path is one for patterns alone (`x instanceof RegExp`): who sets an origin as a text is not on it. */
export function isChosenPattern(pattern: Value, literals: readonly Literal[]): boolean {
	if (pattern.t !== 'term') return false;
	return literals.some(({ term, truth }) => {
		const [left] = term.args;
		return truth && term.op === 'instanceof' && left?.t === 'term' && left.key === pattern.key;
	});
}

/**
 * The pattern that the origin must match where its text is not to be had: unlike a name or a list that is not seen, of
 * which the comparison at least is whole, a pattern may let anything through.
 */
export const unseenPattern = once((term): Value | undefined => {
	let found: Value | undefined;
	mentions(term, (one) => {
		if (one.op !== 'call') return false;
		const [owner, method, given] = one.args;
		const name = method?.t === 'constant' ? method.value : undefined;
		if (name === 'test' || name === 'exec') {
			if (isUnseen(owner) && given && depsOf(given) & ORIGIN) found = owner;
		} else if (name === 'match' || name === 'search') {
			if (isUnseen(given) && owner && depsOf(owner) & ORIGIN) found = given;
		}
		return found !== undefined;
	});
	return found;
});

const isUnseen = (value: Value | undefined): boolean =>
	value?.t === 'term' &&
	!(value.deps & (ORIGIN | EVENT | DATA)) &&
	!matchesWholeName(value) &&
	(value.symbol?.possible?.() ?? []).every((one) => one.t === 'term');

/** Whether all that is asked of the sender is a random text. */
export function isByTextAlone(literals: readonly Literal[]): boolean {
	return requiresSecret(literals) && !requiresSource(literals);
}

/** Whether a condition is on what the data says, not on whether there is any or of which type. */
export function asksForContent({ term, truth }: Literal): boolean {
	if (!(term.deps & DATA) || !truth) return false;
	if (term.op !== '===' && term.op !== '==')
		return term.op === 'call' || term.op === 'in' || term.op === 'lookup';
	return term.args.every((one) => one.t !== 'term' || one.op !== 'typeof') && !term.args.some(isNullish);
}
