import { type Node, unwrap } from '../syntax/node.ts';

/** `x = x || y` and `x = void 0 === x ? y : x` only fill in a default. */
export function isDefaulting(node: Node, name: string): boolean {
	if (node.type !== 'AssignmentExpression') return false;
	const right = unwrap(node.right);
	if (node.operator !== '=') return node.operator === '||=' || node.operator === '??=';
	if (right.type === 'LogicalExpression') return right.left.type === 'Identifier' && right.left.name === name;
	if (right.type === 'ConditionalExpression') {
		return [right.consequent, right.alternate].some((one) => one.type === 'Identifier' && one.name === name);
	}
	return false;
}

/** `x = x.split('/')[0]`: who gives nothing gets nothing more by it. */
export function isOfItself(node: Node, name: string): boolean {
	if (node.type !== 'AssignmentExpression' || node.operator !== '=') return false;
	let made = unwrap(node.right);
	while (made.type === 'MemberExpression' || made.type === 'CallExpression')
		made = unwrap(made.type === 'CallExpression' ? made.callee : made.object);
	return made.type === 'Identifier' && made.name === name && made !== unwrap(node.right);
}

/** The value that such an assignment fills in. */
export function defaultOf(node: Node): Node {
	const inner = unwrap(node);
	if (inner.type === 'LogicalExpression') return inner.right;
	if (inner.type === 'ConditionalExpression')
		return inner.consequent.type === 'Identifier' ? inner.alternate : inner.consequent;
	return inner;
}
