import type { TemplateLiteral } from 'acorn';
import { LONGEST_LIST } from '../pure/concrete.ts';
import { keyName, type Node } from '../syntax/node.ts';
import {
	constant,
	depsOf,
	type Frame,
	NULL,
	type ObjectValue,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import type { Machine } from './machine.ts';
import { leaveOpen, overlay } from './object-globals.ts';
import { binary } from './operators.ts';

/** Evaluates a template literal: text and values joined. */
export function template(
	m: Machine,
	node: TemplateLiteral,
	frame: Frame,
	read: 'cooked' | 'raw' = 'cooked',
): Value {
	let text: Value = constant(node.quasis[0]?.value[read] ?? '');
	node.expressions.forEach((one, index) => {
		text = binary(m, '+', text, m.evaluate(one, frame), node);
		text = binary(m, '+', text, constant(node.quasis[index + 1]?.value[read] ?? ''), node);
	});
	return text;
}

/** Adds the elements of a value to an array, as `...value` does. */
export function spreadInto(array: ObjectValue, value: Value, m: Machine, site: Node): void {
	if (value.t === 'object' && (value.kind === 'array' || value.kind === 'set')) {
		addItems(array, value.items);
		array.open ||= value.open;
		array.deps |= value.deps;
		return;
	}
	if (value.t === 'object' && value.yields) {
		addItems(array, value.yields);
		return;
	}
	if (value.t === 'constant' && typeof value.value === 'string') {
		addItems(array, [...value.value].map(constant));
		return;
	}
	array.items.push(m.get(value, constant('*element'), site));
	array.open = true;
	array.deps |= depsOf(value);
}

/** Adds elements to an array or set; of more than can be kept only what they depend on is known. */
export function addItems(array: ObjectValue, items: readonly Value[]): void {
	for (const one of items) {
		if (array.items.length < LONGEST_LIST) array.items.push(one);
		else {
			array.open = true;
			array.deps |= depsOf(one);
		}
	}
}

/** Evaluates an object literal. */
export function objectLiteral(m: Machine, node: Node & { type: 'ObjectExpression' }, frame: Frame): Value {
	const object = m.values.object('object', !m.run.static);
	object.open = m.run.static && node.properties.length === 0;
	object.made = node;
	for (const one of node.properties) {
		if (one.type === 'SpreadElement') {
			const value = m.evaluate(one.argument, frame);
			if (value.t === 'object') {
				for (const [key, item] of value.props) object.props.set(key, item);
				object.open ||= value.open;
			} else if (value !== NULL && value !== UNDEFINED) {
				leaveOpen(m, object, one);
				overlay(m, object, value, one);
				object.deps |= depsOf(value);
			}
			continue;
		}
		const name = keyName(one.key, one.computed);
		const key = name ?? plainKey(m.evaluate(one.key, frame));
		const value = m.evaluate(one.value, frame);
		if (one.kind === 'set') continue;
		if (key === undefined) object.open = true;
		else if (one.kind === 'init') object.props.set(key, value);
		else if (value.t === 'function') {
			object.getters ??= new Map();
			object.getters.set(key, value);
		}
	}
	return object;
}

function plainKey(value: Value): string | undefined {
	return value.t === 'constant' ? String(value.value) : undefined;
}
