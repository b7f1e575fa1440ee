import type { CallExpression, NewExpression } from 'acorn';
import { assignmentsTo, callsByBinding } from './by-binding.ts';
import { isClass, isFunction, isWithin, keyName, type Node, unwrap } from './node.ts';
import { type Binding, isGlobal, type Scope } from './scope.ts';
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
		return (
			callee.type === 'MemberExpression' &&
			isSame(index, { node: target, scope }, { node: unwrap(callee.object), scope: one.scope })
		);
	};
	const posts = (index.callsByProperty.get('postMessage') ?? []).slice(0, 200).filter(same);
	if (posts.length > 0) return posts.every(({ node }) => isToChannel(node));
	if (NOT_OF_WINDOWS.some((name) => (index.callsByProperty.get(name) ?? []).slice(0, 200).some(same)))
		return true;
	const opens = (one: Call) => isEvent(one.node.arguments[0], /^open$/) && same(one);
	if ((index.callsByProperty.get('addEventListener') ?? []).slice(0, 200).some(opens)) return true;
	return (index.propertyValues.get('binaryType') ?? []).some(
		(one) =>
			one.object && isSame(index, { node: target, scope }, { node: assigned(one.object), scope: one.scope }),
	);
}

/** The variable or property in `(socket = open()).binaryType`. */
function assigned(node: Node): Node {
	const inner = unwrap(node);
	return inner.type === 'AssignmentExpression' ? inner.left : inner;
}

/** Methods of sockets and workers that windows do not have. */
const NOT_OF_WINDOWS = ['send', 'terminate'];

/**
 * Whether code runs in a worker: the nearest whole it belongs to (an outermost function or class, or the script) posts to
 * its own global without a target origin, imports scripts, or listens to what only service workers are told.
 */
export function isWorkerScope(index: ScriptIndex, scope: Scope): boolean {
	const whole = outermost(scope);
	const within = (one: Call) => {
		const own = outermost(one.scope);
		// At the top of a script its functions belong to it, unless they listen themselves: a worker's source in a bundle.
		return (
			own === whole ||
			(!isFunction(whole) && !isClass(whole) && !index.suspects.some(({ node }) => isWithin(node, own)))
		);
	};
	const { workersOwn, posts } = signsOf(index);
	if (workersOwn.some(within)) return true;
	const own = posts.filter(within);
	return own.length > 0 && own.every(({ node }) => isToChannel(node));
}

/** What tells code of workers from others. */
interface Signs {
	/** Calls that are made in workers alone. */
	workersOwn: readonly Call[];
	/** Calls that post to the global itself. */
	posts: readonly Call[];
}

const signs = new WeakMap<ScriptIndex, Signs>();

function signsOf(index: ScriptIndex): Signs {
	const known = signs.get(index);
	if (known) return known;
	const free = (name: string): readonly Call[] => callsByBinding(index, name).get(undefined) ?? [];
	const toSelf = (name: string, most = Number.POSITIVE_INFINITY) =>
		(index.callsByProperty.get(name) ?? []).slice(0, most).filter(isToSelf);
	const listens = [...free('addEventListener'), ...toSelf('addEventListener')];
	const found: Signs = {
		workersOwn: [...free('importScripts'), ...listens.filter(({ node }) => isWorkerEvent(node.arguments[0]))],
		posts: [...free('postMessage'), ...toSelf('postMessage', 200)],
	};
	signs.set(index, found);
	return found;
}

/** Whether it names an event that only service workers get. */
function isWorkerEvent(type: Node | undefined): boolean {
	return isEvent(type, /^(install|activate|fetch|push|notificationclick|sync|periodicsync)$/);
}

function isEvent(type: Node | undefined, names: RegExp): boolean {
	return type?.type === 'Literal' && names.test(String(type.value));
}

function isToSelf({ node, scope }: Call): boolean {
	const callee = unwrap(node.callee);
	if (callee.type !== 'MemberExpression') return false;
	return isGlobal(callee.object, 'self', scope);
}

function isToChannel({ arguments: [, second, ...more] }: CallExpression | NewExpression): boolean {
	if (second === undefined) return true;
	if (second.type === 'ObjectExpression')
		return second.properties.every(
			(one) => one.type === 'Property' && keyName(one.key, one.computed) !== 'targetOrigin',
		);
	return second.type === 'ArrayExpression' && more.length === 0;
}

/** Whether two expressions name the same variable, or the same property or compiled private field of `this` in one class. */
function isSame(index: ScriptIndex, a: Placed, b: Placed): boolean {
	if (a.node.type === 'Identifier' && b.node.type === 'Identifier') {
		const binding = a.scope.lookup(a.node.name);
		return a.node.name === b.node.name && binding !== undefined && binding === b.scope.lookup(b.node.name);
	}
	const one = fieldOf(index, a);
	const other = fieldOf(index, b);
	return one !== undefined && one === other && classOf(a.scope) === classOf(b.scope);
}

/** What tells a field of `this` from others: its name, or the variable that stands for it in `get(this, field)`. */
function fieldOf(index: ScriptIndex, { node, scope }: Placed, depth = 0): string | Binding | undefined {
	const inner = unwrap(node);
	if (inner.type === 'MemberExpression')
		return inner.object.type === 'ThisExpression' ? keyName(inner.property, inner.computed) : undefined;
	if (inner.type === 'CallExpression') {
		if (!inner.arguments.some((one) => one.type === 'ThisExpression')) return undefined;
		const field = inner.arguments.find((one) => one.type === 'Identifier');
		return field?.type === 'Identifier' ? scope.lookup(field.name) : undefined;
	}
	if (inner.type !== 'Identifier' || depth > 0) return undefined;
	// `(t = get(this, field)) == null || t.postMessage(…)`, as compilers write `?.`.
	const binding = scope.lookup(inner.name);
	const [only, ...more] = assignmentsTo(index, inner.name, binding);
	if (!binding || only?.node.type !== 'AssignmentExpression' || more.length > 0) return undefined;
	return fieldOf(index, { node: only.node.right, scope: only.scope }, depth + 1);
}

function classOf(scope: Scope): unknown {
	for (let one: Scope | undefined = scope; one; one = one.parent) if (one.ownerClass) return one.ownerClass;
	return undefined;
}

/** The outermost function around a scope; the script where there is none. */
function outermost(scope: Scope): Node {
	let found: Node | undefined;
	let root: Node = scope.node;
	for (let one: Scope | undefined = scope; one; one = one.parent) {
		if (isFunction(one.node) || isClass(one.node)) found = one.node;
		root = one.node;
	}
	return found ?? root;
}
