import { type FunctionNode, isFunction, isWithin, type Node, unwrap } from '../syntax/node.ts';
import { DATA, depsOf, type Symbolic, type Term, type Value } from '../value/value.ts';
import type { Machine } from './machine.ts';

/** Calls of `postMessage` that are looked at. */
const MOST_SENDS = 40;

/** A function taken out of a queue or table of its own and called with nothing: work queued before, only woken. */
export function isTask(m: Machine, callee: Value, args: readonly Value[]): boolean {
	if (callee.t !== 'term') return false;
	if (args.length > 0) return takesOut(callee, args) && wakers(m).length > 0;
	if (callee.op === 'task') return true;
	return m.run.deleted.has(callee.key) || isWoken(m, callee);
}

/** Whether it is `queue.splice(at, 1)`: what is taken out of a queue of the script's own. */
function takesOut({ symbol, op, args: [, key] }: Term, args: readonly Value[]): boolean {
	const name = op === 'get' && key?.t === 'constant' ? String(key.value) : (symbol?.name ?? '');
	return /(^|\.)splice(@\d+)?$/.test(name) && args.length < 3 && !args.some((one) => depsOf(one) & DATA);
}

/** Whether it is what a function was given, or put aside, that itself sends what the message must be: `nextTick(act)`. */
function isWoken(m: Machine, { symbol }: Term): boolean {
	if (symbol?.kind !== 'parameter' && symbol?.kind !== 'element') return false;
	const all = wakers(m);
	const isGiven = (one: Symbolic | undefined) =>
		one?.kind === 'parameter' && all.some(({ params }) => params.some((each) => isAt(one.node, each)));
	if (symbol.kind === 'parameter') return isGiven(symbol);
	const kept = symbol.possible?.() ?? [];
	if (kept.length > 0) return kept.every((one) => one.t === 'term' && isGiven(one.symbol));
	return all.some((one) => putsAside(m, one, symbol.name));
}

const isAt = (node: Node | undefined, parameter: Node): boolean =>
	node !== undefined && isWithin(node, parameter);

/** Functions of the script that send what the message must be to their own window. */
function wakers(m: Machine): FunctionNode[] {
	const wanted = m.run.literals.flatMap(({ term, truth }) => (truth ? wantedOf(term) : []));
	if (wanted.length === 0) return [];
	const calls = [
		...(m.index.callsByProperty.get('postMessage') ?? []),
		...(m.index.callsByName.get('postMessage') ?? []),
	];
	return calls.slice(0, MOST_SENDS).flatMap(({ node, scope }) => {
		const owner = scope.variableScope.node;
		const callee = unwrap(node.callee);
		const [message] = node.arguments;
		if (!isFunction(owner) || owner.params.length === 0) return [];
		if (!message || message.type === 'SpreadElement') return [];
		const sent = m.evaluateStatic(message, scope);
		if (!wanted.some((one) => isMet(m, one, sent))) return [];
		const isOwn =
			callee.type === 'MemberExpression'
				? mayBeWindow(m.evaluateStatic(callee.object, scope))
				: scope.lookup('postMessage') === undefined;
		return isOwn ? [owner] : [];
	});
}

/** What the data, or a part of it, must be. */
interface Wanted {
	part: string | undefined;
	value: Value;
}

function wantedOf({ op, args }: Term): Wanted[] {
	const [left, right] = args;
	if ((op !== '===' && op !== '==') || !left || !right) return [];
	return [...partOf(left, right), ...partOf(right, left)];
}

function partOf(asked: Value, value: Value): Wanted[] {
	if (asked.t !== 'term' || depsOf(value) & DATA) return [];
	if (asked.op === 'data') return [{ part: undefined, value }];
	const [whole, key] = asked.args;
	if (asked.op !== 'get' || whole?.t !== 'term' || whole.op !== 'data' || key?.t !== 'constant') return [];
	return [{ part: String(key.value), value }];
}

function isMet(m: Machine, { part, value }: Wanted, sent: Value): boolean {
	const own = part === undefined ? sent : sent.t === 'object' ? sent.props.get(part) : undefined;
	if (!own) return false;
	if (m.values.key(own) === m.values.key(value)) return true;
	// The number of a piece of work, which the message names.
	return part !== undefined && own.t === 'term' && value.t === 'term';
}

/** Whether a function puts what it is given into the list of that name. */
function putsAside(m: Machine, owner: FunctionNode, element: string): boolean {
	const list = element.replace(/(@\d+)?\[.*$/s, '');
	return (m.index.callsByProperty.get('push') ?? []).some(({ node, scope }) => {
		const callee = unwrap(node.callee);
		const [given] = node.arguments;
		if (scope.variableScope.node !== owner || callee.type !== 'MemberExpression') return false;
		if (callee.object.type !== 'Identifier' || callee.object.name !== list) return false;
		return given?.type === 'Identifier' && owner.params.some((one) => isNamed(one, given.name));
	});
}

const isNamed = (parameter: Node, name: string): boolean =>
	parameter.type === 'Identifier' && parameter.name === name;

/** Whether a value is the window for certain, or where nobody gives another. */
function mayBeWindow(value: Value): boolean {
	if (value.t !== 'term') return false;
	if (value.op === 'window' || /^(window|self|globalThis)$/.test(value.symbol?.name ?? '')) return true;
	return (value.symbol?.possible?.() ?? []).some((one) => one.t === 'term' && one.op === 'window');
}

/** Whether an object has its methods from the browser: a window, or what a document gives. */
export function isOfBrowser(value: Value): boolean {
	if (mayBeWindow(value)) return true;
	return value.t === 'term' && value.op === 'result' && /^document\./.test(value.symbol?.name ?? '');
}
