import type { AssignmentExpression, UpdateExpression } from 'acorn';
import { keyName, type Node, unwrap } from '../syntax/node.ts';
import {
	constant,
	DATA,
	depsOf,
	type Frame,
	isConstant,
	ORIGIN,
	SOURCE,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import type { Fate, Machine } from './machine.ts';
import { binary, compoundOperator, test, testNullish } from './operators.ts';
import { declare, write } from './variables.ts';

/** Evaluates `=` and the compound assignments. */
export function assign(m: Machine, node: AssignmentExpression, frame: Frame, fate: Fate): Value {
	const operator = compoundOperator(node.operator);
	const right = m.evaluate(node.right, frame);
	const value = operator ? binary(m, operator, m.evaluate(node.left, frame), right, node) : right;
	if (fate === 'tested' && !operator && right.t === 'constant') {
		// An assignment where a comparison was meant.
		const before = m.evaluate(node.left, frame);
		if (depsOf(before) & ORIGIN) m.run.compares(m.values.term('===', [before, right]), node);
	}
	store(m, node.left, value, frame, node);
	return value;
}

/** Evaluates `&&=`, `||=` and `??=`. */
export function logicalAssign(m: Machine, node: AssignmentExpression, frame: Frame): Value {
	const before = m.evaluate(node.left, frame);
	const goes =
		node.operator === '??='
			? testNullish(m, before, node.left)
			: test(m, before, node.left) === (node.operator === '&&=');
	if (!goes) return before;
	const value = m.evaluate(node.right, frame);
	store(m, node.left, value, frame, node);
	return value;
}

/** Evaluates `++` and `--`; of something unknown the result is unknown. */
export function update(m: Machine, node: UpdateExpression, frame: Frame): Value {
	const before = m.evaluate(node.argument, frame);
	const after = binary(m, node.operator === '++' ? '+' : '-', before, constant(1), node);
	store(m, node.argument, after, frame, node);
	return node.prefix ? after : before;
}

function store(m: Machine, target: Node, value: Value, frame: Frame, site: Node): void {
	const left = unwrap(target);
	if (left.type === 'Identifier') write(m, left.name, value, frame, site);
	else if (left.type === 'MemberExpression') {
		const object = m.evaluate(left.object, frame);
		const name = keyName(left.property, left.computed);
		m.set(object, name === undefined ? m.evaluate(left.property, frame) : constant(name), value, site);
	} else m.bind(left, value, frame, false);
}

/** Binds the names of a pattern. */
export function bind(m: Machine, pattern: Node, value: Value, frame: Frame, declares: boolean): void {
	switch (pattern.type) {
		case 'Identifier':
			if (declares) declare(pattern.name, value, frame);
			else write(m, pattern.name, value, frame, pattern);
			break;
		case 'MemberExpression':
			store(m, pattern, value, frame, pattern);
			break;
		case 'AssignmentPattern': {
			m.bind(pattern.left, withDefault(m, value, pattern, frame), frame, declares);
			break;
		}
		case 'ObjectPattern':
			bindObject(m, pattern, value, frame, declares);
			break;
		case 'ArrayPattern':
			pattern.elements.forEach((one, index) => {
				if (!one) return;
				if (one.type === 'RestElement') m.bind(one.argument, restOfList(m, value, index), frame, declares);
				else m.bind(one, m.get(value, constant(String(index)), one), frame, declares);
			});
			break;
		case 'RestElement':
			m.bind(pattern.argument, value, frame, declares);
			break;
		default:
	}
}

/** A missing value takes the default; a setting that is not known may have it. */
function withDefault(
	m: Machine,
	value: Value,
	pattern: Node & { type: 'AssignmentPattern' },
	frame: Frame,
): Value {
	if (isConstant(value, undefined)) return m.evaluate(pattern.right, frame);
	const { symbol } = value.t === 'term' ? value : {};
	if (value.t !== 'term' || !symbol || value.deps & (DATA | ORIGIN | SOURCE)) return value;
	const fallback = m.evaluate(pattern.right, frame);
	const possible = () => [...(symbol.possible?.() ?? []), fallback];
	return m.values.symbol({ ...symbol, name: `${symbol.name}`, possible, byOthers: undefined }, value.deps);
}

function bindObject(
	m: Machine,
	pattern: Node & { type: 'ObjectPattern' },
	value: Value,
	frame: Frame,
	declares: boolean,
): void {
	const taken = new Set<string>();
	for (const one of pattern.properties) {
		if (one.type === 'RestElement') {
			m.bind(one.argument, restOfObject(m, value, taken), frame, declares);
			continue;
		}
		const name = keyName(one.key, one.computed);
		const key = name === undefined ? m.evaluate(one.key, frame) : constant(name);
		if (key.t === 'constant') taken.add(String(key.value));
		m.bind(one.value, m.get(value, key, one), frame, declares);
	}
}

/** The elements from a position on. */
function restOfList(m: Machine, value: Value, from: number): Value {
	if (value.t === 'term' || value === UNDEFINED) return value;
	const isList = value.t === 'object' && value.kind === 'array';
	const copy = m.values.object('array', true, isList ? value.items.slice(from) : []);
	copy.open = !isList || value.open;
	copy.deps = isList ? value.deps : depsOf(value);
	return copy;
}

/** The properties that were not taken out by name. */
function restOfObject(m: Machine, value: Value, taken: ReadonlySet<string>): Value {
	if (value.t === 'term' || value === UNDEFINED) return value;
	const copy = m.values.object('object', true);
	copy.open = true;
	copy.deps = value.t === 'object' ? value.deps : depsOf(value);
	if (value.t !== 'object') return copy;
	for (const [name, one] of value.props) if (!taken.has(name)) copy.props.set(name, one);
	copy.entries = [...value.entries];
	return copy;
}
