import type { CallExpression, NewExpression } from 'acorn';
import { isFunction, keyName, type Node, unwrap } from './node.ts';
import type { Scope } from './scope.ts';
import type { Placed, ScriptIndex } from './script-index.ts';

type Call = Placed<CallExpression | NewExpression>;

/**
 * Whether the script uses an object as a port or worker: it posts to it without a target origin, or with a list of what
 * to transfer, and never as to a window.
 */
export function isUsedAsChannel(index: ScriptIndex, object: Node, scope: Scope): boolean {
	const target = unwrap(object);
	const same = (one: Call) => {
		const callee = unwrap(one.node.callee);
		return callee.type === 'MemberExpression' && isSame(target, scope, unwrap(callee.object), one.scope);
	};
	const posts = (index.callsByProperty.get('postMessage') ?? []).slice(0, 200).filter(same);
	return posts.length > 0 && posts.every(({ node }) => isToChannel(node));
}

/**
 * Whether code runs in a worker: the nearest whole it belongs to (an outermost function, or the script) posts to its own
 * global without a target origin, or imports scripts.
 */
export function isWorkerScope(index: ScriptIndex, scope: Scope): boolean {
	const whole = outermost(scope);
	const within = (one: Call) => {
		const own = outermost(one.scope);
		// At the top of a script its functions belong to it, unless they listen themselves: a worker's source in a bundle.
		return own === whole || (!isFunction(whole) && !index.suspects.some(({ node }) => isInside(node, own)));
	};
	const free = (name: string) => (index.callsByName.get(name) ?? []).filter((one) => !one.scope.lookup(name));
	if (free('importScripts').some(within)) return true;
	const own = [
		...free('postMessage'),
		...(index.callsByProperty.get('postMessage') ?? []).slice(0, 200).filter(isToSelf),
	].filter(within);
	return own.length > 0 && own.every(({ node }) => isToChannel(node));
}

function isToSelf({ node, scope }: Call): boolean {
	const callee = unwrap(node.callee);
	if (callee.type !== 'MemberExpression') return false;
	const object = unwrap(callee.object);
	return object.type === 'Identifier' && object.name === 'self' && !scope.lookup('self');
}

function isToChannel({ arguments: [, second, ...more] }: CallExpression | NewExpression): boolean {
	return second === undefined || (second.type === 'ArrayExpression' && more.length === 0);
}

/** Whether two expressions name the same variable, or the same property of `this` in one class. */
function isSame(a: Node, scopeA: Scope, b: Node, scopeB: Scope): boolean {
	if (a.type === 'Identifier' && b.type === 'Identifier') {
		const binding = scopeA.lookup(a.name);
		return a.name === b.name && binding !== undefined && binding === scopeB.lookup(b.name);
	}
	if (a.type !== 'MemberExpression' || b.type !== 'MemberExpression') return false;
	if (a.object.type !== 'ThisExpression' || b.object.type !== 'ThisExpression') return false;
	const name = keyName(a.property, a.computed);
	return (
		name !== undefined && name === keyName(b.property, b.computed) && classOf(scopeA) === classOf(scopeB)
	);
}

function classOf(scope: Scope): unknown {
	for (let one: Scope | undefined = scope; one; one = one.parent) if (one.ownerClass) return one.ownerClass;
	return undefined;
}

function isInside(node: Node, outer: Node): boolean {
	return outer.start <= node.start && node.end <= outer.end;
}

/** The outermost function around a scope; the script where there is none. */
function outermost(scope: Scope): Node {
	let found: Node | undefined;
	let root: Node = scope.node;
	for (let one: Scope | undefined = scope; one; one = one.parent) {
		if (isFunction(one.node)) found = one.node;
		root = one.node;
	}
	return found ?? root;
}
