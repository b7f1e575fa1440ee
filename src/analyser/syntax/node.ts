import type {
	AnonymousClassDeclaration,
	AnonymousFunctionDeclaration,
	AnyNode,
	ArrowFunctionExpression,
	CallExpression,
	ClassDeclaration,
	ClassExpression,
	FunctionDeclaration,
	FunctionExpression,
	MemberExpression,
} from 'acorn';

export type Node = AnyNode;
export type FunctionNode =
	| FunctionDeclaration
	| AnonymousFunctionDeclaration
	| FunctionExpression
	| ArrowFunctionExpression;
export type ClassNode = ClassDeclaration | AnonymousClassDeclaration | ClassExpression;

/** Whether a value found in a syntax tree is a node of it. */
function isNode(value: unknown): value is Node {
	if (typeof value !== 'object' || value === null) return false;
	const { type, start } = value as Partial<Node>;
	return typeof type === 'string' && start !== undefined;
}

/** Whether a node is a name or a constant, as more than half of them are: it has no children. */
export const isLeaf = (node: Node): boolean => node.type === 'Identifier' || node.type === 'Literal';

/** Calls `visit` for each direct child, in the order of the node's fields. */
export function eachChild(node: Node, visit: (child: Node) => void): void {
	if (isLeaf(node)) return;
	const fields: Record<string, unknown> = node as never;
	// No list of the values is made: this runs for each of a million nodes.
	for (const name in fields) {
		const field = fields[name];
		if (typeof field !== 'object' || field === null) continue;
		if (Array.isArray(field)) {
			for (const item of field) if (isNode(item)) visit(item);
		} else if (isNode(field)) visit(field);
	}
}

/** The direct child in which a node stands. */
export function childAround(outer: Node, node: Node): Node | undefined {
	const fields: Record<string, unknown> = outer as never;
	let found: Node | undefined;
	for (const name in fields) {
		const field = fields[name];
		const child = Array.isArray(field) ? elementAround(field, node) : isNode(field) ? field : undefined;
		if (child && isWithin(node, child)) found = child;
	}
	return found;
}

/** The last element that starts where a node does or before: elements are in the order of the text, some left out. */
function elementAround(list: readonly unknown[], node: Node): Node | undefined {
	let low = 0;
	let high = list.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		let at = middle;
		while (at < high && !isNode(list[at])) at++;
		const one = list[at];
		if (at < high && isNode(one) && one.start <= node.start) low = at + 1;
		else high = middle;
	}
	while (low > 0 && !isNode(list[low - 1])) low--;
	const one = list[low - 1];
	return isNode(one) ? one : undefined;
}

/** Whether the node is a function of any form. */
export function isFunction(node: Node | null | undefined): node is FunctionNode {
	return (
		node?.type === 'FunctionExpression' ||
		node?.type === 'ArrowFunctionExpression' ||
		node?.type === 'FunctionDeclaration'
	);
}

/** Whether the node is a class of either form. */
export function isClass(node: Node | null | undefined): node is ClassNode {
	return node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression';
}

/** Whether the node is `method.bind(…)`. */
export function isBinding(node: Node): node is CallExpression & { callee: MemberExpression } {
	return (
		node.type === 'CallExpression' &&
		node.callee.type === 'MemberExpression' &&
		keyName(node.callee.property, node.callee.computed) === 'bind'
	);
}

/** Whether a node stands in another, or is it. */
export function isWithin(node: Node, outer: Node): boolean {
	return outer.start <= node.start && node.end <= outer.end;
}

/** Name of a property key or member where the text gives it; private names keep their `#`. */
export function keyName(key: Node, computed: boolean): string | undefined {
	if (key.type === 'PrivateIdentifier') return `#${key.name}`;
	if (key.type === 'Identifier' && !computed) return key.name;
	if (key.type === 'Literal' && (typeof key.value === 'string' || typeof key.value === 'number'))
		return String(key.value);
	return undefined;
}

/** The expression without parentheses that only group, `(0, x)` and optional-chain wrappers. */
export function unwrap(node: Node): Node {
	let inner = node;
	for (;;) {
		if (inner.type === 'ParenthesizedExpression' || inner.type === 'ChainExpression')
			inner = inner.expression;
		else if (inner.type === 'SequenceExpression') inner = inner.expressions.at(-1) ?? inner;
		else return inner;
	}
}

/** The function in `helper(function …, 'name')`, as bundlers keep the names of functions: what the call gives, if so. */
export function perhapsNamed(node: Node): FunctionNode | undefined {
	const inner = unwrap(node);
	if (inner.type !== 'CallExpression' || inner.arguments.length !== 2) return undefined;
	const [fn, name] = inner.arguments;
	if (!fn || !isFunction(fn) || name?.type !== 'Literal' || typeof name.value !== 'string') return undefined;
	return unwrap(inner.callee).type === 'Identifier' ? fn : undefined;
}
