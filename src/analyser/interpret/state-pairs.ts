import type { CallExpression } from 'acorn';
import { callsByBinding } from '../syntax/by-binding.ts';
import { isFunction, keyName, type Node, unwrap } from '../syntax/node.ts';
import type { Binding, Definition, Scope } from '../syntax/scope.ts';
import type { Placed, ScriptIndex } from '../syntax/script-index.ts';
import { depsOf, OPAQUE, ORIGIN, UNDEFINED, type Value } from '../value/value.ts';
import type { Machine } from './machine.ts';
import { keep } from './variables.ts';

const MOST = 20;

/** A component's state that keeps origins of senders, `const [value, set] = useState(first)`, or what sets it. */
export function ofState(m: Machine, binding: Binding, definition: Definition): Value | undefined {
	const fixed = firstOfUnset(definition);
	if (fixed) return m.evaluateStatic(fixed.node, fixed.scope);
	const given = givenToState(m.index, definition);
	const possible = () => given.map((one) => m.evaluateStatic(one.node, one.scope));
	if (given.length === 0 || !possible().some((one) => depsOf(one) & ORIGIN)) return undefined;
	const [, setter] = definition.pattern.type === 'ArrayPattern' ? definition.pattern.elements : [];
	if (setter?.type === 'Identifier' && setter.name === binding.name)
		return m.values.native(binding.name, ([value = UNDEFINED], _, site) => {
			keep(m, value, site);
			return UNDEFINED;
		});
	const node = definition.pattern;
	const givenAt = () => given.map((one) => one.node);
	const name = `${binding.name}@${node.start}`;
	return m.values.symbol({ name, kind: 'variable', node, possible, givenAt }, OPAQUE);
}

/** What a component's state is first, and always where nothing is taken that sets it: `const [value] = useState(first)`. */
function firstOfUnset({ pattern, value, scope }: Definition): { node: Node; scope: Scope } | undefined {
	const made = madeState(value);
	if (!made || pattern.type !== 'ArrayPattern' || pattern.elements.length !== 1) return undefined;
	const first = made.arguments[0];
	if (!first || first.type === 'SpreadElement') return undefined;
	if (!isFunction(first)) return { node: first, scope };
	return first.body.type === 'BlockStatement' || first.params.length > 0
		? undefined
		: { node: first.body, scope };
}

function madeState(value: Node | undefined): CallExpression | undefined {
	const made = value && unwrap(value);
	if (made?.type !== 'CallExpression') return undefined;
	const callee = unwrap(made.callee);
	const name =
		callee.type === 'MemberExpression'
			? keyName(callee.property, callee.computed)
			: callee.type === 'Identifier' && callee.name;
	return name === 'useState' ? made : undefined;
}

/** What a component's state is first, and what it is set to. */
function givenToState(index: ScriptIndex, { pattern, value, scope }: Definition): Placed[] {
	const made = madeState(value);
	if (pattern.type !== 'ArrayPattern' || !made) return [];
	const [held, setter] = pattern.elements;
	if (held?.type !== 'Identifier' || setter?.type !== 'Identifier') return [];
	const calls = callsByBinding(index, setter.name).get(scope.lookup(setter.name)) ?? [];
	return [{ node: made, scope }, ...calls.slice(0, MOST)].flatMap(({ node, scope: at }) => {
		const [first] = node.arguments;
		return first && first.type !== 'SpreadElement' && !isFunction(first) ? [{ node: first, scope: at }] : [];
	});
}
