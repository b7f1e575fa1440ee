import { eachChild, isFunction, type Node } from './node.ts';
import type { PropertyValue } from './script-index.ts';

/** Where a function itself, rather than a branch of it, gives a field of its object a value. */
interface Given {
	statements: readonly Node[];
	at: number;
	start: number;
}

/**
 * Those of the values given to a field that last until a message comes: what a function gives its object and replaces
 * before it returns, nobody ever sees.
 */
export function lastingValues(all: readonly PropertyValue[]): readonly PropertyValue[] {
	if (all.length < 2 || all.length > 40) return all;
	const given = all.map(givenPlainly);
	return all.filter((_, index) => {
		const first = given[index];
		return !first || !given.some((one) => one !== undefined && replaces(one, first));
	});
}

function givenPlainly({ node, object, scope }: PropertyValue): Given | undefined {
	if (object?.type !== 'ThisExpression') return undefined;
	const maker = scope.variableScope.node;
	if (!isFunction(maker) || maker.async || maker.generator || maker.body.type !== 'BlockStatement')
		return undefined;
	const statements = maker.body.body;
	const at = statements.findIndex((one) => one.start <= node.start && node.end <= one.end);
	const statement = statements[at];
	if (statement?.type !== 'ExpressionStatement') return undefined;
	const { expression } = statement;
	const parts = expression.type === 'SequenceExpression' ? expression.expressions : [expression];
	const isPlain = parts.some(
		(one) => one.type === 'AssignmentExpression' && one.operator === '=' && one.right === node,
	);
	return isPlain ? { statements, at, start: node.start } : undefined;
}

/** Whether a value is given after another, on every way through the function. */
function replaces(later: Given, first: Given): boolean {
	if (later.statements !== first.statements || later.start <= first.start) return false;
	return !first.statements.slice(first.at, later.at).some(mayLeave);
}

/** Whether a statement may end the function it stands in, other than by an exception of what it calls. */
function mayLeave(statement: Node): boolean {
	const stack = [statement];
	for (let node = stack.pop(); node; node = stack.pop()) {
		if (node.type === 'ReturnStatement' || node.type === 'ThrowStatement') return true;
		if (!isFunction(node)) eachChild(node, (child) => stack.push(child));
	}
	return false;
}
