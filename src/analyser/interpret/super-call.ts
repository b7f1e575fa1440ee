import type { CallExpression, LogicalExpression } from 'acorn';
import { isFunction, keyName, type Node, unwrap } from '../syntax/node.ts';
import type { Scope } from '../syntax/scope.ts';
import type { Value } from '../value/value.ts';

/** Whether it is `base.call(this) || this`, as TypeScript writes `super()`; `left` is what the call gives. */
export function isSuperOrThis({ operator, right }: LogicalExpression, left: Value): boolean {
	return operator === '||' && right.type === 'ThisExpression' && left.t === 'term' && left.op === 'result';
}

/**
 * Whether it is `callSuper(this, Made)` in the constructor function `Made`, or `returned(this, base.call(this))`, as Babel
 * writes `super()`: what it gives is `this`.
 */
export function isSuperCall(node: CallExpression, scope: Scope | undefined): boolean {
	const [first, second] = node.arguments;
	if (first?.type !== 'ThisExpression' || !second || node.arguments.length > 3) return false;
	const inner = unwrap(second);
	if (inner.type === 'CallExpression') return isOnThis(inner);
	const made = scope?.thisScope();
	if (inner.type !== 'Identifier' || !made || !isFunction(made.node)) return false;
	return inner.name === (made.node.id?.name ?? made.variableName);
}

function isOnThis({ callee, arguments: [self] }: CallExpression): boolean {
	const method: Node = unwrap(callee);
	const name = method.type === 'MemberExpression' ? keyName(method.property, method.computed) : undefined;
	return (name === 'call' || name === 'apply') && self?.type === 'ThisExpression';
}
