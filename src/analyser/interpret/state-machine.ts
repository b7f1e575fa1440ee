import { RETURN, type Shape, shapeOf } from '../syntax/generator-body.ts';
import type { Node } from '../syntax/node.ts';
import { constant, type FunctionValue, UNDEFINED, type Value } from '../value/value.ts';
import type { Machine } from './machine.ts';
import { settled } from './promises.ts';

/** States a transpiled generator may go through before it counts as endless. */
const MOST_STATES = 60;

/** Runs such a function from its first state to its end; awaited values are taken as they are. */
export function runStateMachine(m: Machine, fn: FunctionValue, site: Node): Value {
	const shape = shapeOf(
		fn.node.type === 'ClassDeclaration' || fn.node.type === 'ClassExpression' ? neverFunction() : fn.node,
	);
	if (!shape) return onlyState(m, fn, site);
	const context = m.values.object('object', true);
	for (const name of ['prev', 'next', 'label', 'n', 'p', shape.state]) context.props.set(name, constant(0));
	context.props.set('trys', m.values.object('array', true));
	context.props.set('ops', m.values.object('array', true));
	let sent: Value = UNDEFINED;
	const yields: Value[] = [];
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
	for (const name of ['finish', 'f'])
		context.props.set(
			name,
			m.values.native(name, ([state], _, end) => {
				markClosing(m, shape, state, end);
				return UNDEFINED;
			}),
		);
	native('catch', () => m.values.symbol({ name: 'error', kind: 'result' }, 32));
	for (let round = 0; round < MOST_STATES && finished === undefined; round++) {
		const before = context.props.get(shape.state);
		const result = m.invoke({ ...fn, thisValue: fn.thisValue }, undefined, [context], site, 'used');
		if (finished !== undefined) break;
		const [operation, value] = result.t === 'object' && result.kind === 'array' ? result.items : [];
		if (operation?.t === 'constant' && typeof operation.value === 'number' && shape.state === 'label') {
			if (operation.value === RETURN) finish(value ?? UNDEFINED);
			else if (operation.value === 3) context.props.set('label', value ?? UNDEFINED);
			else {
				yields.push(value ?? UNDEFINED);
				sent = settled(value ?? UNDEFINED, m);
				const label = context.props.get('label');
				if (label?.t === 'constant' && label === before)
					context.props.set('label', constant(Number(label.value) + 1));
			}
			continue;
		}
		yields.push(result);
		sent = settled(result, m);
		if (shape.state !== 'label') context.props.set('sent', sent);
		context.props.set('v', sent);
		if (context.props.get(shape.state) === before) break;
	}
	const done = m.values.object('promise', true, [finished ?? UNDEFINED]);
	done.yields = yields;
	return done;
}

/** What a compiled `finally` did, from the state it begins with to its end. */
function markClosing(m: Machine, { cases }: Shape, state: Value | undefined, end: Node): void {
	if (state?.t !== 'constant') return;
	const start = cases.find(({ test }) => test?.type === 'Literal' && test.value === state.value)?.start;
	if (start === undefined) return;
	for (const use of m.run.uses) if (use.node.start >= start && use.node.end <= end.end) use.closing = true;
}

function onlyState(m: Machine, fn: FunctionValue, site: Node): Value {
	const result = m.invoke(fn, undefined, [UNDEFINED], site, 'used');
	const done = m.values.object('promise', true, [
		(result.t === 'object' ? result.items[1] : undefined) ?? UNDEFINED,
	]);
	done.yields = [];
	return done;
}

function neverFunction(): never {
	throw new TypeError('a class is no state machine');
}
