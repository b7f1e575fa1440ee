import type {
	CallExpression,
	ImportExpression,
	MemberExpression,
	NewExpression,
	YieldExpression,
} from 'acorn';
import { awaitedBefore } from '../syntax/awaited.ts';
import { isSingleState, isStateMachine } from '../syntax/generator-body.ts';
import { isFunction, keyName, type Node, unwrap } from '../syntax/node.ts';
import {
	constant,
	DATA,
	depsOf,
	type Frame,
	isNullish,
	TRUE,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import { assign, logicalAssign, update } from './assign.ts';
import { binaryChain, conditional, logicalChain } from './branching.ts';
import { giveErrorText } from './errors.ts';
import { elementsOf } from './iterators.ts';
import { objectLiteral, spreadInto, template } from './literals.ts';
import type { Fate, Machine } from './machine.ts';
import { lettersIn } from './made-texts.ts';
import { isMissed, unary } from './operators.ts';
import { settled } from './promises.ts';
import { runStateMachine } from './state-machine.ts';
import { inheritedMethod, isSuperCall } from './super-call.ts';
import { read } from './variables.ts';

const MOST_ARGUMENTS = 500;

/** Evaluates an expression; `fate` says what becomes of the value. */
export function evaluate(m: Machine, node: Node, frame: Frame, fate: Fate): Value {
	m.run.step();
	switch (node.type) {
		case 'Literal':
			if ('regex' in node && node.regex) {
				return {
					t: 'regex',
					source: node.regex.pattern,
					flags: node.regex.flags,
					node,
					shared: m.run.static,
				};
			}
			return node.value instanceof RegExp ? UNDEFINED : constant(node.value);
		case 'TemplateLiteral':
			return template(m, node, frame);
		case 'Identifier':
			return read(m, node.name, frame);
		case 'ThisExpression':
			return thisValue(m, frame);
		case 'ParenthesizedExpression':
		case 'ChainExpression':
			return m.evaluate(node.expression, frame, fate);
		case 'SequenceExpression': {
			let last: Value = UNDEFINED;
			node.expressions.forEach((one, index) => {
				last = m.evaluate(one, frame, index === node.expressions.length - 1 ? fate : 'dropped');
			});
			return last;
		}
		case 'FunctionExpression':
		case 'ArrowFunctionExpression':
			return {
				t: 'function',
				node,
				frame,
				thisValue: node.type === 'ArrowFunctionExpression' ? lexicalThis(m, frame) : undefined,
			};
		case 'ClassExpression':
			return { t: 'function', node, frame };
		case 'UnaryExpression':
			if (node.operator === 'delete') return deleteMember(m, node.argument, frame);
			return unary(
				m,
				node.operator,
				m.evaluate(
					node.argument,
					frame,
					node.operator === 'void' ? 'dropped' : node.operator === '!' ? 'tested' : 'used',
				),
			);
		case 'UpdateExpression':
			return update(m, node, frame);
		case 'BinaryExpression':
			return binaryChain(m, node, frame);
		case 'LogicalExpression':
			return logicalChain(m, node, frame, fate);
		case 'ConditionalExpression':
			return conditional(m, node, frame, fate);
		case 'AssignmentExpression':
			if (node.operator === '&&=' || node.operator === '||=' || node.operator === '??=')
				return logicalAssign(m, node, frame);
			return assign(m, node, frame, fate);
		case 'MemberExpression':
			return member(m, node, frame);
		case 'CallExpression':
			return call(m, node, frame, fate);
		case 'NewExpression':
			return construct(m, node, frame, fate);
		case 'ImportExpression':
			return dynamicImport(m, node, frame);
		case 'ObjectExpression':
			return objectLiteral(m, node, frame);
		case 'ArrayExpression': {
			const array = m.values.object('array', !m.run.static);
			// An empty list of the script's own is one to be filled later.
			array.open = m.run.static && node.elements.length === 0;
			for (const one of node.elements) {
				if (!one) array.items.push(UNDEFINED);
				else if (one.type === 'SpreadElement') {
					const value = m.evaluate(one.argument, frame);
					const letters = node.elements.length === 1 && lettersIn(m, value);
					if (letters) return letters;
					spreadInto(array, value, m, one);
				} else array.items.push(m.evaluate(one, frame));
			}
			return array;
		}
		case 'AwaitExpression':
			return settled(m.evaluate(node.argument, frame, fate), m, fate);
		case 'YieldExpression':
			return yielded(m, node, frame, fate);
		case 'TaggedTemplateExpression': {
			const raw =
				node.tag.type === 'MemberExpression' && keyName(node.tag.property, node.tag.computed) === 'raw';
			if (raw) return template(m, node.quasi, frame, 'raw');
			const texts = node.quasi.quasis.map((one) => constant(one.value.cooked ?? undefined));
			const args = node.quasi.expressions.map((one) => m.evaluate(one, frame));
			const strings = m.values.object('array', true, texts);
			return m.call(m.evaluate(node.tag, frame), undefined, [strings, ...args], node, fate);
		}
		case 'Super':
		case 'MetaProperty':
			return m.values.symbol({ name: m.text(node), kind: 'variable', node }, 32);
		default:
			return m.values.symbol({ name: node.type, kind: 'variable', node }, 32);
	}
}

/** What is sent back for what a generator gives: as a rule it is a promise that is waited for. */
function yielded(m: Machine, node: YieldExpression, frame: Frame, fate: Fate): Value {
	const value = node.argument ? m.evaluate(node.argument, frame, fate) : UNDEFINED;
	const given = m.run.yields.at(-1) ?? [];
	if (given.length < MOST_ARGUMENTS) given.push(...(node.delegate ? elementsOf(m, value, node) : [value]));
	return settled(value, m, fate);
}

function thisValue(m: Machine, frame: Frame): Value {
	for (let one: Frame | undefined = frame; one; one = one.parent) if (one.thisValue) return one.thisValue;
	return m.thisOf(outermost(frame).scope?.thisScope());
}

function lexicalThis(m: Machine, frame: Frame): Value | undefined {
	for (let one: Frame | undefined = frame; one; one = one.parent) if (one.thisValue) return one.thisValue;
	return m.run.static ? undefined : thisValue(m, frame);
}

function outermost(frame: Frame): Frame {
	let one = frame;
	while (one.parent) one = one.parent;
	return one;
}

function member(m: Machine, node: Node & { type: 'MemberExpression' }, frame: Frame): Value {
	if (node.object.type === 'Super') return m.get(thisValue(m, frame), keyOf(m, node, frame), node);
	const awaited = answerIn(m, node, frame);
	if (awaited) return awaited;
	const object = m.evaluate(node.object, frame);
	return m.get(object, keyOf(m, node, frame), node);
}

/** What compiled asynchronous code that has not run yet reads as the answer that it waited for. */
function answerIn(
	m: Machine,
	{ object, property, computed }: MemberExpression,
	frame: Frame,
): Value | undefined {
	if (!m.run.static || !frame.scope || keyName(property, computed) !== 'sent') return undefined;
	const awaited = awaitedBefore(property, object, frame.scope);
	return awaited && settled(m.evaluate(awaited, frame), m);
}

/** The key of a member expression as a value. */
function keyOf(m: Machine, node: Node & { type: 'MemberExpression' }, frame: Frame): Value {
	const name = keyName(node.property, node.computed);
	return name === undefined ? m.evaluate(node.property, frame) : constant(name);
}

function argumentsOf(m: Machine, node: CallExpression | NewExpression, frame: Frame): Value[] {
	const args: Value[] = [];
	for (const one of node.arguments) {
		if (one.type !== 'SpreadElement') {
			args.push(m.evaluate(one, frame));
			continue;
		}
		const list = m.evaluate(one.argument, frame);
		const isKnown = list.t === 'object' && list.kind === 'array' && !(list.open && list.items.length === 0);
		if (isKnown) args.push(...list.items.slice(0, MOST_ARGUMENTS));
		else args.push(m.get(list, constant('*element'), one));
	}
	return args;
}

function call(m: Machine, node: CallExpression, frame: Frame, fate: Fate): Value {
	const callee = unwrap(node.callee);
	if (callee.type === 'Super') {
		giveErrorText(m, thisValue(m, frame), argumentsOf(m, node, frame));
		return UNDEFINED;
	}
	if (isSuperCall(node, frame.scope)) return thisValue(m, frame);
	if (callee.type !== 'MemberExpression') {
		const direct = isFunction(callee) && m.evaluate(callee, frame);
		const fn = direct || m.evaluate(node.callee, frame);
		if (node.optional && isMissed(m, fn, node)) return UNDEFINED;
		const args = argumentsOf(m, node, frame);
		return machineIn(m, args, node) ?? m.call(fn, undefined, args, node, fate);
	}
	const awaited = answerIn(m, callee, frame);
	if (awaited) return awaited;
	if (node.callee !== callee && node.callee.type === 'ParenthesizedExpression')
		m.evaluate(node.callee, frame, 'dropped');
	const receiver = callee.object.type === 'Super' ? thisValue(m, frame) : m.evaluate(callee.object, frame);
	const key = keyOf(m, callee, frame);
	if (callee.optional && isMissed(m, receiver, node)) return UNDEFINED;
	if (node.optional && (isNullish(receiver) || isMissed(m, m.get(receiver, key, callee), node)))
		return UNDEFINED;
	const args = argumentsOf(m, node, frame);
	const machine = machineIn(m, args, node);
	if (machine) return machine;
	const inherited =
		callee.object.type === 'Super' && key.t === 'constant' && inheritedMethod(m, receiver, key);
	if (inherited) return m.invoke(inherited, receiver, args, node, fate);
	if (key.t === 'constant') return m.callMethod(receiver, String(key.value), args, node, fate);
	return m.call(m.get(receiver, key, callee), receiver, args, node, fate);
}

function machineIn(m: Machine, args: readonly Value[], node: CallExpression): Value | undefined {
	for (const one of args) {
		if (
			one.t === 'function' &&
			isFunction(one.node) &&
			(isStateMachine(one.node) || isSingleState(node, one.node))
		)
			return runStateMachine(m, one, node);
	}
	return undefined;
}

function construct(m: Machine, node: NewExpression, frame: Frame, fate: Fate): Value {
	const callee = m.evaluate(node.callee, frame);
	return m.construct(callee, argumentsOf(m, node, frame), node, fate);
}

function dynamicImport(m: Machine, node: ImportExpression, frame: Frame): Value {
	const what = m.evaluate(node.source, frame);
	if (depsOf(what) & DATA) m.run.use('script', node, { tainted: true });
	return m.values.symbol({ name: m.text(node), kind: 'import', node }, 32);
}

function deleteMember(m: Machine, node: Node, frame: Frame): Value {
	const target = unwrap(node);
	if (target.type === 'MemberExpression') {
		const object = m.evaluate(target.object, frame);
		const key = keyOf(m, target, frame);
		if (object.t === 'object' && key.t === 'constant') object.props.delete(String(key.value));
		m.run.deleted.add(m.values.key(m.values.term('lookup', [object, key])));
	}
	return TRUE;
}
