import { eachChild, type FunctionNode, isFunction, type Node, unwrap } from './node.ts';

/** Functions within functions, as compilers write one that can wait. */
const DEEPEST = 3;

/** Whether a function does nothing with what it is given, but for telling the console. */
export function isIdle({ body }: FunctionNode, depth = 0): boolean {
	if (body.type !== 'BlockStatement') return isIdleValue(unwrap(body), depth);
	return body.body.every((one) => {
		if (one.type === 'ThrowStatement') return true;
		if (one.type !== 'ReturnStatement') return isIdleStatement(one);
		return !one.argument || isIdleValue(unwrap(one.argument), depth);
	});
}

/** What is answered or thrown on a condition is a check's: that does something. */
function isIdleStatement(node: Node): boolean {
	const all = (some: readonly (Node | null | undefined)[]) =>
		some.every((one) => !one || isIdleStatement(one));
	switch (node.type) {
		case 'EmptyStatement':
		case 'DebuggerStatement':
			return true;
		case 'BlockStatement':
			return all(node.body);
		case 'TryStatement':
			return all([node.block, node.handler?.body, node.finalizer]);
		case 'IfStatement':
			return isQuiet(node.test) && all([node.consequent, node.alternate]);
		case 'ExpressionStatement':
			return isIdleExpression(unwrap(node.expression));
		case 'ReturnStatement':
			return !node.argument;
		default:
			return false;
	}
}

/** Whether it only tells the console something, where it is asked to, or only names a value. */
function isIdleExpression(node: Node): boolean {
	if (node.type === 'Literal') return true;
	if (node.type === 'UnaryExpression') return node.operator === 'void' && isQuiet(node.argument);
	if (node.type === 'LogicalExpression') return isQuiet(node.left) && isIdleExpression(unwrap(node.right));
	if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
	const { object } = node.callee;
	return object.type === 'Identifier' && object.name === 'console';
}

/** Whether nothing is called and nothing set. */
function isQuiet(node: Node): boolean {
	if (/^(Call|New|Assignment|Update|Await|Yield|TaggedTemplate|Import)Expression$/.test(node.type))
		return false;
	let quiet = true;
	if (!isFunction(node)) eachChild(node, (child) => (quiet &&= isQuiet(child)));
	return quiet;
}

function isIdleValue(node: Node, depth: number): boolean {
	return isFixed(node) || isIdleExpression(node) || runsIdle(node, depth);
}

/** A constant, or a call of something without arguments, as `Promise.resolve()` is. */
function isFixed(node: Node): boolean {
	switch (node.type) {
		case 'Literal':
			return true;
		case 'UnaryExpression':
			return isFixed(unwrap(node.argument));
		case 'ArrayExpression':
			return node.elements.length === 0;
		case 'ObjectExpression':
			return node.properties.length === 0;
		case 'CallExpression':
			return node.arguments.length === 0 && node.callee.type === 'MemberExpression';
		default:
			return false;
	}
}

/** Whether it is the call of a compiler's helper that runs a function which does nothing: `__async(this, null, function* () {})`. */
function runsIdle(node: Node, depth: number): boolean {
	if (node.type !== 'CallExpression' || depth >= DEEPEST) return false;
	const given = node.arguments.map(unwrap);
	const code = given.filter(isFunction);
	if (code.length !== 1 || given[0]?.type !== 'ThisExpression') return false;
	return given.every((one) => (isFunction(one) ? isIdle(one, depth + 1) || endsAtOnce(one) : isPlain(one)));
}

const isPlain = (node: Node): boolean =>
	node.type === 'ThisExpression' ||
	node.type === 'Identifier' ||
	node.type === 'Literal' ||
	(node.type === 'UnaryExpression' && isQuiet(node));

/** `function (_a) { return [2]; }`, the whole of a compiled generator that has nothing to do. */
function endsAtOnce({ body }: FunctionNode): boolean {
	const [only, ...more] = body.type === 'BlockStatement' ? body.body : [];
	const returned = only?.type === 'ReturnStatement' && only.argument ? unwrap(only.argument) : undefined;
	return (
		more.length === 0 &&
		returned?.type === 'ArrayExpression' &&
		returned.elements.every((one) => one !== null && isFixed(one))
	);
}
