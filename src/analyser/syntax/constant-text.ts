import { assignmentsTo } from './by-binding.ts';
import { givenAtOnce } from './immediate.ts';
import { isWithin, keyName, type Node, unwrap } from './node.ts';
import type { Definition, Scope } from './scope.ts';
import type { PropertyValue, ScriptIndex } from './script-index.ts';

const DEEPEST = 6;
/** An expression that may be more texts than this is not spelled out. */
const MOST = 12;

/** The texts that an expression may be, as far as the script spells them out; empty where it does not. */
export function textsOf(index: ScriptIndex, node: Node, scope: Scope, depth = 0): string[] {
	if (depth > DEEPEST) return [];
	const inner = unwrap(node);
	const of = (one: Node, its = scope) => textsOf(index, one, its, depth + 1);
	switch (inner.type) {
		case 'Literal':
			return typeof inner.value === 'string' ? [inner.value] : [];
		case 'TemplateLiteral':
			return inner.expressions.length === 0 ? [inner.quasis[0]?.value.cooked ?? ''] : [];
		case 'BinaryExpression': {
			if (inner.operator !== '+' || inner.left.type === 'PrivateIdentifier') return [];
			const right = of(inner.right);
			return of(inner.left)
				.flatMap((one) => right.map((other) => one + other))
				.slice(0, MOST);
		}
		case 'ConditionalExpression':
			return [...of(inner.consequent), ...of(inner.alternate)].slice(0, MOST);
		case 'LogicalExpression':
			return [...of(inner.left), ...of(inner.right)].slice(0, MOST);
		case 'MemberExpression': {
			const name = keyName(inner.property, inner.computed);
			const all = name === undefined ? [] : (index.propertyValues.get(name) ?? []);
			const own = all.length > 3 ? all.filter((one) => isOf(index, one, inner.object, scope)) : all;
			return own.length > 3 ? [] : own.flatMap((one) => of(one.node, one.scope)).slice(0, MOST);
		}
		case 'Identifier': {
			const binding = scope.lookup(inner.name);
			const assignments = assignmentsTo(index, inner.name, binding);
			if (!binding || assignments.length > 3) return [];
			const assigned = assignments.flatMap((one) =>
				one.node.type === 'AssignmentExpression' ? of(one.node.right, one.scope) : [],
			);
			return [...binding.definitions.flatMap((one) => defined(index, one, depth)), ...assigned].slice(
				0,
				MOST,
			);
		}
		default:
			return [];
	}
}

/** Whether a property is given to the object that a variable holds, also by a function that is called with it at once. */
function isOf(
	index: ScriptIndex,
	{ object, scope: at, node }: PropertyValue,
	holder: Node,
	scope: Scope,
): boolean {
	const held = unwrap(holder);
	if (held.type !== 'Identifier') return false;
	const binding = scope.lookup(held.name);
	if (!binding) return false;
	// The same variable has the object before and after such a function: `(function (e) { … })(E || (E = {}))`.
	const isIt = (one: Node, its: Scope): boolean => {
		const inner = unwrap(one);
		if (inner.type === 'LogicalExpression') return isIt(inner.left, its);
		return inner.type === 'Identifier' && its.lookup(inner.name) === binding;
	};
	if (!object) return binding.definitions.some(({ value }) => value && isWithin(node, value));
	if (isIt(object, at)) return true;
	const param = object.type === 'Identifier' ? at.definition(object.name) : undefined;
	const given = param && givenAtOnce(index, param);
	return given !== undefined && isIt(given.node, given.scope);
}

function defined(index: ScriptIndex, { kind, pattern, value, scope }: Definition, depth: number): string[] {
	if (kind !== 'init' || !value || pattern.type !== 'Identifier') return [];
	return textsOf(index, value, scope, depth + 1);
}

/** Whether a text names the message event, alone or among others. */
export function isMessageName(text: string): boolean {
	return text.split(/\s+/).some((one) => /^(on)?message(\.|$)/.test(one));
}
