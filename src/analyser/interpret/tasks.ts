import { isFunction, isWithin, type Node, unwrap } from '../syntax/node.ts';
import type { Scope } from '../syntax/scope.ts';
import type { Term, Value } from '../value/value.ts';
import type { Machine } from './machine.ts';

/** Calls of `postMessage` that are looked at. */
const MOST_SENDS = 40;

/** A function taken out of a queue or table of its own and called with nothing: work queued before, only woken. */
export function isTask(m: Machine, callee: Value, args: readonly Value[]): boolean {
	if (args.length > 0 || callee.t !== 'term') return false;
	if (callee.op === 'task') return true;
	return m.run.deleted.has(callee.key) || isWoken(m, callee);
}

/** Whether it is what a function was given that itself sends the text that the message is compared with: `nextTick(act)`. */
function isWoken(m: Machine, { symbol }: Term): boolean {
	if (symbol?.kind !== 'parameter' || !symbol.node) return false;
	const given = symbol.node;
	const texts = m.run.literals.flatMap(({ term, truth }) => (truth ? comparedWithData(term) : []));
	if (texts.length === 0) return false;
	return (m.index.callsByProperty.get('postMessage') ?? []).slice(0, MOST_SENDS).some(({ node, scope }) => {
		const callee = unwrap(node.callee);
		const [message] = node.arguments;
		if (callee.type !== 'MemberExpression' || !message || message.type === 'SpreadElement') return false;
		if (!isWithinOwner(given, scope)) return false;
		const sent = m.values.key(m.evaluateStatic(message, scope));
		return (
			texts.some((one) => m.values.key(one) === sent) && mayBeWindow(m.evaluateStatic(callee.object, scope))
		);
	});
}

/** What the data is equal to where a condition holds. */
function comparedWithData({ op, args }: Term): Value[] {
	const [left, right] = args;
	if ((op !== '===' && op !== '==') || !left || !right) return [];
	if (left.t === 'term' && left.op === 'data') return [right];
	return right.t === 'term' && right.op === 'data' ? [left] : [];
}

/** Whether code is a function's own whose parameter it is, not that of a function in it. */
function isWithinOwner(parameter: Node, scope: Scope): boolean {
	const owner = scope.variableScope.node;
	return isFunction(owner) && owner.params.some((one) => isWithin(parameter, one));
}

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
