import { type FunctionNode, isFunction, keyName, type Node, unwrap } from './node.ts';

/** Positions of what a compiler's helper for async functions is given. */
export interface Awaiter {
	self: number;
	args: number;
	body: number;
}

const known = new WeakMap<Node, Awaiter | null>();

/**
 * Reads `(self, args, body) => new Promise((resolve, reject) => { … step((body = body.apply(self, args)).next()); })`,
 * which runs a generator as the async function that it was compiled from.
 */
export function awaiterIn(node: FunctionNode): Awaiter | undefined {
	if (node.params.length < 3 || node.params.length > 4) return undefined;
	const before = known.get(node);
	if (before !== undefined) return before ?? undefined;
	const found = find(node);
	known.set(node, found ?? null);
	return found;
}

function find({ params, body }: FunctionNode): Awaiter | undefined {
	const returned = body.type === 'BlockStatement' ? body.body.at(-1) : undefined;
	const made = returned?.type === 'ReturnStatement' ? returned.argument : body;
	const promise = made ? unwrap(made) : undefined;
	if (promise?.type !== 'NewExpression') return undefined;
	const [executor] = promise.arguments;
	if (!executor || !isFunction(executor) || executor.body.type !== 'BlockStatement') return undefined;
	const last = executor.body.body.at(-1);
	// Minifiers put several steps into one.
	const step = last?.type === 'ExpressionStatement' ? unwrap(last.expression) : undefined;
	const first = step?.type === 'CallExpression' && step.arguments[0] ? unwrap(step.arguments[0]) : undefined;
	const started = first && startedBy(first);
	if (!started) return undefined;
	const positions = started.map((name) =>
		params.findIndex((one) => one.type === 'Identifier' && one.name === name),
	);
	const [generator = -1, self = -1, args = -1] = positions;
	return positions.includes(-1) ? undefined : { self, args, body: generator };
}

/** The names in `(body = body.apply(self, args || [])).next()`. */
function startedBy(node: Node): string[] | undefined {
	const [assigned] = methodCall(node, 'next') ?? [];
	if (assigned?.type !== 'AssignmentExpression' || assigned.left.type !== 'Identifier') return undefined;
	const [generator, self, given] = methodCall(unwrap(assigned.right), 'apply') ?? [];
	const args = given?.type === 'LogicalExpression' ? unwrap(given.left) : given;
	if (generator?.type !== 'Identifier' || self?.type !== 'Identifier' || args?.type !== 'Identifier')
		return undefined;
	return generator.name === assigned.left.name ? [generator.name, self.name, args.name] : undefined;
}

/** The object of a method's call and what it is given. */
function methodCall(node: Node, name: string): Node[] | undefined {
	if (node.type !== 'CallExpression') return undefined;
	const callee = unwrap(node.callee);
	if (callee.type !== 'MemberExpression' || keyName(callee.property, callee.computed) !== name)
		return undefined;
	return [callee.object, ...node.arguments].map(unwrap);
}
