import type { BinaryExpression, ConditionalExpression } from 'acorn';
import { type Node, unwrap } from '../syntax/node.ts';
import { FALSE, type Frame, UNDEFINED, type Value } from '../value/value.ts';
import { isPlace } from './emptiness.ts';
import type { Machine } from './machine.ts';
import { testNullish } from './operators.ts';

/**
 * What an optional chain gives that is compared with `false`: nothing, where its beginning is missing. Others than
 * `!list?.has(origin)`, such comparisons take that for a yes: `list?.has(origin) === false`.
 */
export function orMissing(
	m: Machine,
	{ operator, left }: BinaryExpression,
	value: Value,
	right: Value,
	frame: Frame,
): Value {
	if (right !== FALSE || !/^[!=]==?$/.test(operator) || m.run.static) return value;
	const begin = optionalPlace(left);
	return begin && testNullish(m, m.evaluate(begin, frame), left) ? UNDEFINED : value;
}

/** The variable or field that an optional chain begins with; evaluating it once more does nothing. */
function optionalPlace(node: Node): Node | undefined {
	let inner = unwrap(node);
	if (inner.type === 'ConditionalExpression') return compiledPlace(inner);
	while (inner.type === 'CallExpression' || inner.type === 'MemberExpression') {
		const object = inner.type === 'CallExpression' ? inner.callee : inner.object;
		if (inner.type === 'MemberExpression' && inner.optional) return isPlace(object) ? object : undefined;
		inner = unwrap(object);
	}
	return undefined;
}

/** As compilers write it: `list == null ? void 0 : list.has(origin)`. */
function compiledPlace({ test, consequent }: ConditionalExpression): Node | undefined {
	const asked = unwrap(test);
	if (consequent.type !== 'UnaryExpression' || consequent.operator !== 'void') return undefined;
	if (asked.type !== 'BinaryExpression' || asked.operator !== '==') return undefined;
	const isNull = asked.right.type === 'Literal' && asked.right.value === null;
	return isNull && isPlace(asked.left) ? asked.left : undefined;
}
