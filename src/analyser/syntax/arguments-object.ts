import { eachChild, type FunctionNode, isFunction, type Node } from './node.ts';

const known = new WeakMap<FunctionNode, boolean>();

/** Whether a function may have more of what it is given than its parameters: by its `arguments`. */
export function usesArguments(node: FunctionNode): boolean {
	const found = known.get(node) ?? mentions(node.body);
	known.set(node, found);
	return found;
}

function mentions(node: Node): boolean {
	if (node.type === 'Identifier') return node.name === 'arguments';
	// Other functions have their own, all but arrow functions.
	if (isFunction(node) && node.type !== 'ArrowFunctionExpression') return false;
	let found = false;
	eachChild(node, (child) => {
		found ||= mentions(child);
	});
	return found;
}
