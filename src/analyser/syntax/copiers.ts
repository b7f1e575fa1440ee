import { eachChild, type FunctionNode, keyName, type Node, unwrap } from './node.ts';

const known = new WeakMap<FunctionNode, boolean>();

/**
 * Whether a function copies all that an object has itself into another and returns that, as compilers spread objects:
 * `(a, b) => { for (var name in b) if (has.call(b, name)) put(a, name, b[name]); return a; }`.
 */
export function isCopier(node: FunctionNode): boolean {
	const found = known.get(node) ?? copies(node);
	known.set(node, found);
	return found;
}

function copies({ params: [to, from, ...more], body }: FunctionNode): boolean {
	if (to?.type !== 'Identifier' || from?.type !== 'Identifier' || more.length > 0) return false;
	if (body.type !== 'BlockStatement') return false;
	const last = body.body.at(-1);
	if (last?.type !== 'ReturnStatement' || !isNamed(last.argument, to.name)) return false;
	return body.body.some((one) => {
		if (one.type !== 'ForInStatement' || one.left.type !== 'VariableDeclaration') return false;
		const [variable] = one.left.declarations;
		if (variable?.id.type !== 'Identifier' || !isOrNew(one.right, from.name)) return false;
		return putsOwn(one.body, to.name, from.name, variable.id.name);
	});
}

/** `b`, or `b || (b = {})`, `b ||= {}`. */
function isOrNew(node: Node, name: string): boolean {
	const inner = unwrap(node);
	return isNamed(
		inner.type === 'LogicalExpression' || inner.type === 'AssignmentExpression' ? inner.left : inner,
		name,
	);
}

/** `if (has.call(b, name)) …`, where that puts `b[name]` into `a`. */
function putsOwn(statement: Node, to: string, from: string, key: string): boolean {
	const one =
		statement.type === 'BlockStatement' && statement.body.length === 1 ? statement.body[0] : statement;
	const inner = one?.type === 'ExpressionStatement' ? unwrap(one.expression) : one;
	const [test, then] =
		inner?.type === 'IfStatement' && !inner.alternate
			? [unwrap(inner.test), inner.consequent]
			: inner?.type === 'LogicalExpression' && inner.operator === '&&'
				? [unwrap(inner.left), inner.right]
				: [];
	if (test?.type !== 'CallExpression' || test.callee.type !== 'MemberExpression' || !then) return false;
	const isOwn =
		keyName(test.callee.property, test.callee.computed) === 'call' &&
		test.arguments.length === 2 &&
		isNamed(test.arguments[0], from) &&
		isNamed(test.arguments[1], key);
	return (
		isOwn && mentions(then, (one) => isNamed(one, to)) && mentions(then, (one) => isPart(one, from, key))
	);
}

const isNamed = (node: Node | null | undefined, name: string): boolean =>
	node?.type === 'Identifier' && node.name === name;

const isPart = (node: Node, object: string, key: string): boolean =>
	node.type === 'MemberExpression' &&
	node.computed &&
	isNamed(node.object, object) &&
	isNamed(node.property, key);

function mentions(node: Node, is: (one: Node) => boolean): boolean {
	if (is(node)) return true;
	let found = false;
	eachChild(node, (child) => {
		found ||= mentions(child, is);
	});
	return found;
}
