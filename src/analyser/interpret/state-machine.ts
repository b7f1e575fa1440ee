import { type FunctionNode, keyName, type Node, unwrap } from '../syntax/node.ts';
import { constant, type FunctionValue, UNDEFINED, type Value } from '../value/value.ts';
import type { Machine } from './machine.ts';

/** States a transpiled generator may go through before it counts as endless. */
const MOST_STATES = 60;

interface Shape {
	/** Property of the context that holds the state. */
	state: string;
}

/** Whether the function is the body of a generator that was compiled to a switch over its context's state. */
export function isStateMachine(node: FunctionNode): boolean {
	return shapeOf(node) !== undefined;
}

function shapeOf(node: FunctionNode): Shape | undefined {
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
		if (member.object.name === param.name && state !== undefined && numbered) return { state };
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

/** Runs such a function from its first state to its end; awaited values are taken as they are. */
export function runStateMachine(m: Machine, fn: FunctionValue, site: Node): Value {
	const shape = shapeOf(
		fn.node.type === 'ClassDeclaration' || fn.node.type === 'ClassExpression' ? neverFunction() : fn.node,
	);
	if (!shape) return UNDEFINED;
	const context = m.values.object('object', true);
	for (const name of ['prev', 'next', 'label', 'n', 'p', shape.state]) context.props.set(name, constant(0));
	context.props.set('trys', m.values.object('array', true));
	context.props.set('ops', m.values.object('array', true));
	let sent: Value = UNDEFINED;
	let finished: Value | undefined;
	const native = (name: string, act: (args: Value[]) => Value) =>
		context.props.set(name, m.values.native(name, act));
	const finish = (value: Value) => {
		finished = value;
		return value;
	};
	context.props.set(
		'sent',
		m.values.native('sent', () => sent),
	);
	native('stop', () => finish(finished ?? UNDEFINED));
	native('abrupt', ([kind, value]) => {
		if (kind?.t === 'constant' && (kind.value === 'break' || kind.value === 'continue') && value) {
			context.props.set(shape.state, value);
			return UNDEFINED;
		}
		return finish(value ?? UNDEFINED);
	});
	native('a', ([, value]) => finish(value ?? UNDEFINED));
	native('finish', () => UNDEFINED);
	native('f', () => UNDEFINED);
	native('catch', () => m.values.symbol({ name: 'error', kind: 'result' }, 32));
	for (let round = 0; round < MOST_STATES && finished === undefined; round++) {
		const before = context.props.get(shape.state);
		const result = m.invoke({ ...fn, thisValue: fn.thisValue }, undefined, [context], site, 'used');
		if (finished !== undefined) break;
		const [operation, value] = result.t === 'object' && result.kind === 'array' ? result.items : [];
		if (operation?.t === 'constant' && typeof operation.value === 'number' && shape.state === 'label') {
			if (operation.value === 2) finish(value ?? UNDEFINED);
			else if (operation.value === 3) context.props.set('label', value ?? UNDEFINED);
			else {
				sent = value ?? UNDEFINED;
				const label = context.props.get('label');
				if (label?.t === 'constant' && label === before)
					context.props.set('label', constant(Number(label.value) + 1));
			}
			continue;
		}
		sent = result;
		if (shape.state !== 'label') context.props.set('sent', result);
		context.props.set('v', result);
		if (context.props.get(shape.state) === before) break;
	}
	return m.values.object('promise', true, [finished ?? UNDEFINED]);
}

function neverFunction(): never {
	throw new TypeError('a class is no state machine');
}
