import type { CallExpression, NewExpression } from 'acorn';
import { callsByBinding, onlyValue } from './by-binding.ts';
import { isEvent, isToChannel, isToWindow } from './channels.ts';
import { eachNode } from './each-node.ts';
import {
	eachChild,
	type FunctionNode,
	isClass,
	isFunction,
	isWithin,
	keyName,
	type Node,
	unwrap,
} from './node.ts';
import { resolveFunction } from './resolve-function.ts';
import { isGlobal, type Scope } from './scope.ts';
import type { Placed, ScriptIndex } from './script-index.ts';
import { isForWorkers } from './worker-guards.ts';

type Call = Placed<CallExpression | NewExpression>;

/** Events that only service and shared workers get. */
const EVENTS = /^(install|activate|fetch|push|notificationclick|sync|periodicsync|connect)$/;
const GLOBALS = new Set(['self', 'globalThis']);

/** Whether an expression is the global by a name that it has in workers too, also through a variable, and never by `window`. */
export function isOwnGlobal(index: ScriptIndex, node: Node, scope: Scope, depth = 0): boolean {
	const inner = unwrap(node);
	const again = (one: Node, its = scope) => isOwnGlobal(index, one, its, depth + 1);
	if (depth > 3) return false;
	if (inner.type === 'ConditionalExpression' || inner.type === 'LogicalExpression') {
		const sides =
			inner.type === 'LogicalExpression' ? [inner.left, inner.right] : [inner.consequent, inner.alternate];
		return sides.some((one) => again(one)) && !sides.some((one) => isGlobal(one, 'window', scope));
	}
	if (inner.type !== 'Identifier') return false;
	if (!scope.lookup(inner.name)) return GLOBALS.has(inner.name);
	const only = onlyValue(index, inner.name, scope);
	return only !== undefined && again(only.node, only.scope);
}

/**
 * Whether code runs in a worker: the nearest whole it belongs to (an outermost function or class, one whose text is taken
 * for a worker, or the script) posts to its own global without a target origin, imports scripts, or does what only
 * service workers can.
 */
export function isWorkerScope(index: ScriptIndex, scope: Scope): boolean {
	const whole = wholeOf(index, scope);
	if (isFunction(whole) && textsTaken(index).has(whole)) return true;
	// At the top of a script its functions belong to it, unless they listen themselves: a worker's source in a bundle.
	const within = (one: Call) =>
		wholeOf(index, one.scope) === whole ||
		(!isFunction(whole) && !isClass(whole) && !listensItself(index, one.scope));
	const { workersOwn, posts } = signsOf(index);
	if (workersOwn.some(within)) return true;
	const own = posts.filter(within);
	return (
		(own.some((one) => isToChannel(index, one)) && !own.some((one) => isToWindow(index, one))) ||
		isWorkerFile(index)
	);
}

/** Whether it stands in a function that has listeners of its own, and that nobody calls but where it is a worker. */
function listensItself(index: ScriptIndex, scope: Scope): boolean {
	const own = wholeOf(index, scope);
	if (!index.suspects.some(({ node }) => isWithin(node, own))) return false;
	const { variableName, parent } = index.scopes.get(own) ?? {};
	if (variableName === undefined) return true;
	const calls = callsByBinding(index, variableName).get(parent?.lookup(variableName)) ?? [];
	return !calls.some((one) => !isWithin(one.node, own) && !isForWorkers(index, one));
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
	const toSelf = (name: string) =>
		(index.callsByProperty.get(name) ?? []).filter(({ node, scope }) => {
			const callee = unwrap(node.callee);
			return callee.type === 'MemberExpression' && isOwnGlobal(index, callee.object, scope);
		});
	const both = (name: string) => [...free(name), ...toSelf(name)];
	const ofClients = ['claim', 'matchAll'].flatMap((name) =>
		(index.callsByProperty.get(name) ?? []).filter(({ node, scope }) => isClients(index, node.callee, scope)),
	);
	const onlyThere: Call[] = [
		...free('importScripts'),
		...toSelf('importScripts'),
		...both('skipWaiting'),
		...free('registerProcessor'),
		...free('FileReaderSync'),
		...ofClients,
		...both('addEventListener').filter(({ node }) => isEvent(node.arguments[0], EVENTS)),
	];
	// What is done only where a test says that it is a worker is code of both.
	const isUnasked = (one: Call) => !isForWorkers(index, one);
	const found: Signs = {
		workersOwn: onlyThere.filter(isUnasked),
		posts: both('postMessage').filter(isUnasked),
	};
	signs.set(index, found);
	return found;
}

/** Whether it is a method of the clients of a service worker. */
function isClients(index: ScriptIndex, callee: Node, scope: Scope): boolean {
	const method = unwrap(callee);
	const object = method.type === 'MemberExpression' ? unwrap(method.object) : undefined;
	if (object?.type === 'Identifier') return object.name === 'clients' && !scope.lookup('clients');
	if (object?.type !== 'MemberExpression') return false;
	return keyName(object.property, object.computed) === 'clients' && isOwnGlobal(index, object.object, scope);
}

const files = new WeakMap<ScriptIndex, boolean>();

/**
 * Whether a whole script is one for workers: at its top it does what only workers can, or somewhere in it, and it never
 * asks for what pages have.
 */
export function isWorkerFile(index: ScriptIndex): boolean {
	const known = files.get(index);
	if (known !== undefined) return known;
	files.set(index, false);
	const { workersOwn, posts } = signsOf(index);
	const channels = posts.some((one) => isToWindow(index, one))
		? []
		: posts.filter((one) => isToChannel(index, one));
	const isOwn = ({ scope }: Call) => isAtTop(scope) || !listensItself(index, scope);
	const answer =
		workersOwn.some(({ scope }) => isAtTop(scope)) ||
		([...workersOwn, ...channels].some(isOwn) && !isOfPages(index) && textsTaken(index).size === 0);
	files.set(index, answer);
	return answer;
}

/** Whether code runs with the script itself: in no function, or in one that is called where it stands. */
function isAtTop(scope: Scope): boolean {
	for (let one: Scope | undefined = scope; one; one = one.parent)
		if (isClass(one.node) || (isFunction(one.node) && !one.immediate)) return false;
	return true;
}

const PAGES = new Set([
	'window',
	'document',
	'parent',
	'opener',
	'localStorage',
	'sessionStorage',
	'HTMLElement',
	'customElements',
	'alert',
	'Worker',
]);

/** Whether a script uses a global that pages have and workers do not, be it only to ask whether it is there. */
function isOfPages(index: ScriptIndex): boolean {
	const names = new Set<Node>();
	let found = false;
	eachNode(index, (node, scope) => {
		if (node.type === 'MemberExpression' && !node.computed) names.add(node.property);
		else if (node.type === 'MethodDefinition' || node.type === 'PropertyDefinition') names.add(node.key);
		else if (node.type === 'Property' && !node.shorthand && !node.computed) names.add(node.key);
		eachChild(node, (one) => {
			if (one.type === 'Identifier' && PAGES.has(one.name) && !names.has(one))
				found ||= !scope.lookup(one.name);
		});
		if (node.type === 'MemberExpression' && PAGES.has(keyName(node.property, node.computed) ?? ''))
			found ||= isOwnGlobal(index, node.object, scope);
	});
	return found;
}

/** The outermost function around a scope, or the one of which the text is taken; the script where there is none. */
function wholeOf(index: ScriptIndex, scope: Scope): Node {
	const taken = textsTaken(index);
	let found: Node | undefined;
	let root: Node = scope.node;
	for (let one: Scope | undefined = scope; one; one = one.parent) {
		const { node } = one;
		if (isFunction(node) && taken.has(node)) return node;
		if (isFunction(node) || isClass(node)) found = node;
		root = node;
	}
	return found ?? root;
}

const texts = new WeakMap<ScriptIndex, ReadonlySet<FunctionNode>>();

/** Functions of which a script that makes workers takes the text. */
function textsTaken(index: ScriptIndex): ReadonlySet<FunctionNode> {
	const known = texts.get(index);
	if (known) return known;
	const found = new Set<FunctionNode>();
	texts.set(index, found);
	const isMade = ['Worker', 'SharedWorker'].some((name) =>
		[...(index.callsByName.get(name) ?? []), ...(index.callsByProperty.get(name) ?? [])].some(
			({ node }) => node.type === 'NewExpression',
		),
	);
	if (!isMade) return found;
	const add = (node: Node | undefined, scope: Scope) => {
		const inner = node && unwrap(node);
		const fn = inner && (functionOfProperty(index, inner) ?? resolveFunction(index, inner, scope));
		if (fn) found.add(fn);
	};
	for (const { node, scope } of index.callsByProperty.get('toString') ?? []) {
		const callee = unwrap(node.callee);
		if (callee.type === 'MemberExpression' && node.arguments.length === 0) add(callee.object, scope);
	}
	for (const { node, scope } of callsByBinding(index, 'String').get(undefined) ?? [])
		add(node.arguments[0], scope);
	return found;
}

/** The function that the one property of a name holds. */
function functionOfProperty(index: ScriptIndex, node: Node): FunctionNode | undefined {
	const name = node.type === 'MemberExpression' ? keyName(node.property, node.computed) : undefined;
	const [only, ...more] = name === undefined ? [] : (index.propertyValues.get(name) ?? []);
	const value = only && more.length === 0 ? unwrap(only.node) : undefined;
	return isFunction(value) ? value : undefined;
}
