import type { CallExpression } from 'acorn';
import { childAround, eachChild, isFunction, keyName, type Node, unwrap } from './node.ts';
import { resolveFunction } from './resolve-function.ts';
import type { Scope } from './scope.ts';
import type { ScriptIndex } from './script-index.ts';

const LOOKS_UP = /^(includes|has|contains|some|find|findIndex|indexOf)$/;
const MOST_NODES = 600;

/** What holds where a part of an expression or statement runs. */
export function testOf(outer: Node, inner: Node): Node | undefined {
	switch (outer.type) {
		case 'LogicalExpression':
			return outer.operator === '&&' && outer.right === inner ? outer.left : undefined;
		case 'IfStatement':
		case 'ConditionalExpression':
			return outer.consequent === inner ? outer.test : undefined;
		default:
			return undefined;
	}
}

/** Whether a variable is used only where the script found what it holds among its own: `if (list.includes(it)) own = it`. */
export function isFoundBefore(index: ScriptIndex, node: Node, scope: Scope): boolean {
	if (node.type !== 'Identifier') return false;
	const binding = scope.lookup(node.name);
	const isIt = (one: Node) =>
		one.type === 'Identifier' && one.name === node.name && scope.lookup(one.name) === binding;
	const tests: Node[] = [];
	for (let outer: Node | undefined = index.root.node; outer && outer !== node; ) {
		const inner: Node | undefined = childAround(outer, node);
		const test: Node | undefined = inner && testOf(outer, inner);
		if (test) tests.push(test);
		if (inner && (outer.type === 'BlockStatement' || outer.type === 'Program'))
			tests.push(...passedBefore(outer.body, inner));
		outer = inner;
	}
	return tests.some((one) => looksUp(index, one, scope, isIt));
}

/** What holds after `if (!test) return`. */
function passedBefore(statements: readonly Node[], last: Node): Node[] {
	return statements.flatMap((one) => {
		if (one.start >= last.start || one.type !== 'IfStatement' || one.alternate) return [];
		const test = unwrap(one.test);
		return test.type === 'UnaryExpression' && test.operator === '!' && leaves(one.consequent)
			? [test.argument]
			: [];
	});
}

function leaves(node: Node): boolean {
	if (node.type === 'ReturnStatement' || node.type === 'ThrowStatement') return true;
	const last = node.type === 'BlockStatement' ? node.body.at(-1) : undefined;
	return last !== undefined && leaves(last);
}

function looksUp(index: ScriptIndex, test: Node, scope: Scope, isIt: (node: Node) => boolean): boolean {
	const node = unwrap(test);
	if (node.type === 'LogicalExpression' && node.operator === '&&')
		return [node.left, node.right].some((one) => looksUp(index, one, scope, isIt));
	if (node.type !== 'CallExpression' || !node.arguments.some(isIt)) return false;
	const callee = unwrap(node.callee);
	if (callee.type !== 'MemberExpression') return asksList(resolveFunction(index, callee, scope));
	const name = keyName(callee.property, callee.computed);
	if (name === 'includes' || name === 'has') return !isText(callee.object);
	const methods =
		name === undefined ? [] : (index.propertyValues.get(name) ?? []).map((one) => unwrap(one.node));
	return methods.length > 0 && methods.every((one) => asksList(one));
}

/** Whether a function looks something up in a list, or goes through one. */
function asksList(node: Node | undefined): boolean {
	if (!isFunction(node)) return false;
	const stack: Node[] = [node.body];
	for (let one = stack.pop(), count = 0; one && count < MOST_NODES; one = stack.pop(), count++) {
		if (one.type === 'ForOfStatement' || (one.type === 'CallExpression' && isLookUp(one))) return true;
		eachChild(one, (child) => stack.push(child));
	}
	return false;
}

function isLookUp({ callee }: CallExpression): boolean {
	const inner = unwrap(callee);
	const name = inner.type === 'MemberExpression' ? keyName(inner.property, inner.computed) : undefined;
	return inner.type === 'MemberExpression' && LOOKS_UP.test(name ?? '') && !isText(inner.object);
}

function isText(node: Node): boolean {
	const inner = unwrap(node);
	return inner.type === 'TemplateLiteral' || (inner.type === 'Literal' && typeof inner.value === 'string');
}
