import { isClass, isWithin, type Node } from '../syntax/node.ts';
import type { ObjectValue, Value } from '../value/value.ts';
import type { Machine } from './machine.ts';

/** Whether it is an error or a date that the handler itself makes. */
export function isOwnMade(m: Machine, object: Value): boolean {
	const { op, symbol, args } = object.t === 'term' ? object : {};
	const [maker] = args ?? [];
	if (op !== 'result' || !symbol?.node || maker?.t !== 'term' || maker.symbol?.kind !== 'global')
		return false;
	const { node } = symbol;
	// What makes errors makes them without `new` as well; `Date()` gives a text.
	const isError = /^([A-Z]\w*)?Error$/.test(maker.symbol.name);
	const isMaking = node.type === 'NewExpression' || (isError && node.type === 'CallExpression');
	if (!isMaking || (!isError && maker.symbol.name !== 'Date')) return false;
	return [...m.run.invoked].some((one) => isWithin(node, one));
}

/** Where a property of an instance is set after the instance is made, by methods of its class. */
export function setAfterMaking(m: Machine, object: ObjectValue, name: string): readonly Node[] {
	const { of: maker } = object;
	if (!maker || !isClass(maker)) return [];
	const later = maker.body.body.filter(
		(one) => one.type === 'MethodDefinition' && one.kind !== 'constructor',
	);
	return m.propertyNodes(object, name).filter((one) => later.some((method) => isWithin(one, method)));
}

/** Whether it is a part of the document. */
export function isDomWrite(object: Value): boolean {
	return (
		object.t === 'term' &&
		(object.symbol?.kind === 'result' ||
			/(^|\.)(style|dataset|classList|document)(\.|$)/.test(object.symbol?.name ?? ''))
	);
}

/** Whether it is a port that came with the message. */
export function fromPorts(object: Value): boolean {
	for (let one: Value | undefined = object; one?.t === 'term'; one = one.args[0])
		if (one.op === 'ports') return true;
	return false;
}
