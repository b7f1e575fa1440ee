import { eachChild, type FunctionNode, keyName, type Node, unwrap } from './node.ts';

const MOST_NODES = 20_000;
const known = new WeakMap<FunctionNode, Map<number, boolean>>();

/** Whether a function does nothing with what it is given at a position but call it or ask whether it is there. */
export function onlyCalls(node: FunctionNode, position: number): boolean {
	const answers = known.get(node) ?? new Map<number, boolean>();
	known.set(node, answers);
	const answer = answers.get(position);
	if (answer !== undefined) return answer;
	const param = node.params[position];
	const found = param?.type === 'Identifier' && !isKept(node, param.name);
	answers.set(position, found);
	return found;
}

function isKept(node: FunctionNode, name: string): boolean {
	const stack: Node[] = [node.body];
	const isIt = (one: Node) => one.type === 'Identifier' && one.name === name;
	for (let one = stack.pop(), count = 0; one; one = stack.pop(), count++) {
		if (count > MOST_NODES || isIt(one)) return true;
		const skipped = new Set(harmless(one).filter(isIt));
		eachChild(one, (child) => {
			if (!skipped.has(child)) stack.push(child);
		});
	}
	return false;
}

/** The children of a node that it only calls or tests, or that are no values at all. */
function harmless(node: Node): Node[] {
	switch (node.type) {
		case 'CallExpression':
			return [node.callee];
		case 'IfStatement':
		case 'ConditionalExpression':
			return [node.test];
		case 'LogicalExpression':
			return node.operator === '&&' ? [node.left] : [];
		case 'UnaryExpression':
			return [node.argument];
		case 'BinaryExpression':
			return node.operator === 'instanceof' ? [] : [node.left, node.right];
		case 'MemberExpression': {
			const name = keyName(node.property, node.computed);
			const property = node.computed ? [] : [node.property];
			return name === 'call' || name === 'apply' ? [unwrap(node.object), ...property] : property;
		}
		case 'Property':
			return node.computed ? [] : [node.key];
		default:
			return [];
	}
}
