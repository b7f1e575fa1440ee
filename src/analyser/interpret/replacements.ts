import { isFunction, type Node, unwrap } from '../syntax/node.ts';
import { constant, type Value } from '../value/value.ts';

/**
 * The arguments of `replace` with a text in place of a function that only puts texts around what was found:
 * `replace(/\W/g, (found) => '\\' + found)` as `replace(/\W/g, '\\$&')`.
 */
export function withTexts(name: string, args: Value[]): Value[] {
	const [found, by, ...more] = args;
	if ((name !== 'replace' && name !== 'replaceAll') || !found || by?.t !== 'function' || more.length > 0)
		return args;
	const text = textOf(by.node);
	return text === undefined ? args : [found, constant(text)];
}

function textOf(fn: Node): string | undefined {
	if (!isFunction(fn) || fn.async || fn.generator) return undefined;
	const [param] = fn.params;
	if (param?.type !== 'Identifier') return undefined;
	const { body } = fn;
	if (body.type !== 'BlockStatement') return written(body, param.name);
	const [only, ...more] = body.body;
	if (only?.type !== 'ReturnStatement' || !only.argument || more.length > 0) return undefined;
	return written(only.argument, param.name);
}

/** The text that an expression puts together, with `$&` for what was found. */
function written(node: Node, found: string): string | undefined {
	const inner = unwrap(node);
	if (inner.type === 'Identifier') return inner.name === found ? '$&' : undefined;
	if (inner.type === 'Literal') return typeof inner.value === 'string' ? plain(inner.value) : undefined;
	if (inner.type === 'BinaryExpression')
		return inner.operator === '+' ? joined([inner.left, inner.right], found) : undefined;
	if (inner.type !== 'TemplateLiteral') return undefined;
	const { quasis, expressions } = inner;
	const parts = expressions.map((one) => written(one, found));
	if (parts.includes(undefined)) return undefined;
	return quasis.map(({ value }, at) => plain(value.cooked ?? '') + (parts[at] ?? '')).join('');
}

function joined(nodes: readonly Node[], found: string): string | undefined {
	const parts = nodes.map((one) => written(one, found));
	return parts.includes(undefined) ? undefined : parts.join('');
}

const plain = (text: string): string => text.replaceAll('$', '$$$$');
