import type { CallExpression, SwitchCase } from 'acorn';
import { type FunctionNode, isFunction, keyName, type Node, unwrap } from './node.ts';
import type { Scope } from './scope.ts';

/** What such a function returns with a value to end the generator. */
export const RETURN = 2;

export interface Shape {
	/** Property of the context that holds the state. */
	state: string;
	cases: readonly SwitchCase[];
}

/** Whether the function is the body of a generator that was compiled to a switch over its context's state. */
export function isStateMachine(node: FunctionNode): boolean {
	return shapeOf(node) !== undefined;
}

/** Whether it is such a body with nothing to wait for: `generator(this, function (_a) { return [2, value]; })`. */
export function isSingleState(call: CallExpression, node: FunctionNode): boolean {
	return call.arguments[0]?.type === 'ThisExpression' && endsAtOnce(node);
}

/** Whether it is the body of a compiled generator, whose variables are those of the function around it. */
function isGeneratorBody(node: Node): boolean {
	return isFunction(node) && (isStateMachine(node) || endsAtOnce(node));
}

function endsAtOnce(node: FunctionNode): boolean {
	const only = node.body.type === 'BlockStatement' ? node.body.body.at(-1) : undefined;
	if (node.params.length !== 1) return false;
	const returned = only?.type === 'ReturnStatement' && only.argument ? unwrap(only.argument) : undefined;
	if (returned?.type !== 'ArrayExpression') return false;
	const [operation] = returned.elements;
	return operation?.type === 'Literal' && operation.value === RETURN;
}

/** The switch of such a function, if it is one. */
export function shapeOf(node: FunctionNode): Shape | undefined {
	const param = node.params[0];
	if (param?.type !== 'Identifier' || node.body.type !== 'BlockStatement') return undefined;
	for (const statement of node.body.body.slice(0, 3)) {
		const inner = loopBody(statement);
		if (inner.type !== 'SwitchStatement') continue;
		const subject = unwrap(inner.discriminant);
		const member = subject.type === 'AssignmentExpression' ? unwrap(subject.right) : subject;
		if (member.type !== 'MemberExpression' || member.object.type !== 'Identifier') continue;
		const state = keyName(member.property, member.computed);
		const numbered = inner.cases[0]?.test?.type === 'Literal' && inner.cases[0].test.value === 0;
		if (member.object.name === param.name && state !== undefined && numbered)
			return { state, cases: inner.cases };
	}
	return undefined;
}

function loopBody(statement: Node): Node {
	let inner = statement;
	if (inner.type === 'WhileStatement' || inner.type === 'ForStatement' || inner.type === 'LabeledStatement')
		inner = inner.body;
	if (inner.type === 'BlockStatement' && inner.body.length === 1 && inner.body[0]) inner = inner.body[0];
	return inner;
}

/** Whether code is of the function that has a variable, also where a compiler made a function of its own of that code. */
export function isCodeOf({ variableScope: code }: Scope, { variableScope: owner }: Scope): boolean {
	return code === owner || isHoistedFrom(code, owner);
}

/** Whether code is a compiled generator's, whose variables were moved out of it into the function around. */
export function isHoistedFrom({ variableScope: code }: Scope, { variableScope: owner }: Scope): boolean {
	return isGeneratorBody(code.node) && code.parent?.variableScope === owner;
}
