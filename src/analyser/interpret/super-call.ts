import type { CallExpression, LogicalExpression } from 'acorn';
import { isClass, isFunction, keyName, type Node, unwrap } from '../syntax/node.ts';
import type { Scope } from '../syntax/scope.ts';
import type { ConstantValue, FunctionValue, Value } from '../value/value.ts';
import type { Machine } from './machine.ts';

/** Classes above one that are looked through. */
const MOST_LEVELS = 6;

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

/** The method that `super` means: of what the class extends that the code stands in (ECMA-262, "HomeObject"). */
export function inheritedMethod(m: Machine, self: Value, key: ConstantValue): FunctionValue | undefined {
	const made = self.t === 'term' ? self.symbol?.owner : self.t === 'object' ? self.of : undefined;
	const running = m.run.active.at(-1);
	let own: Node | undefined = (running && m.scopeOf(running)?.thisScope()?.ownerClass) ?? made;
	for (let level = 0; level < MOST_LEVELS; level++) {
		const outer = own && m.scopeOf(own)?.parent;
		if (!isClass(own) || !own.superClass || !outer) return undefined;
		const base = m.evaluateStatic(own.superClass, outer);
		if (base.t !== 'function' || !isClass(base.node)) return undefined;
		for (const one of base.node.body.body)
			if (one.type === 'MethodDefinition' && !one.static && keyName(one.key, one.computed) === key.value)
				return { t: 'function', node: one.value, frame: base.frame };
		own = base.node;
	}
	return undefined;
}
