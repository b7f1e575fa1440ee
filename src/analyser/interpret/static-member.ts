import { isLent } from '../syntax/lent.ts';
import { isClass, keyName } from '../syntax/node.ts';
import { type FunctionValue, OPAQUE, topFrame, type Value } from '../value/value.ts';
import type { Machine } from './machine.ts';

/** A static field of a class, and where it is set again, any of its values. */
export function staticMember(m: Machine, { node }: FunctionValue, name: string): Value | undefined {
	if (!isClass(node)) return undefined;
	const scope = m.scopeOf(node);
	const member = node.body.body.find(
		(one) =>
			one.type === 'PropertyDefinition' && one.static && keyName(one.key, one.computed) === name && one.value,
	);
	if (!scope) return undefined;
	if (member?.type !== 'PropertyDefinition' || !member.value) {
		const [only, ...more] = m.propertyValues({ t: 'function', node, frame: topFrame(scope) }, name);
		if (!only || more.length > 0 || only.t === 'function') return undefined;
		if (only.t !== 'constant' || only.value || !isLent(m.index, node)) return only;
		return m.values.symbol({ name, kind: 'property', possible: () => [only] }, OPAQUE);
	}
	const value = m.collected(name, m.evaluateStatic(member.value, scope));
	const places = m.assignmentsTo(name);
	const isOpen = value.t === 'constant' && !value.value && isLent(m.index, node);
	if (places.length === 0 && !isOpen) return value;
	const possible = () => [value, ...m.propertyValues({ t: 'function', node, frame: topFrame(scope) }, name)];
	return m.values.symbol({ name, kind: 'property', node: member, possible, givenAt: () => places }, OPAQUE);
}
