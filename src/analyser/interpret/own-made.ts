import { isWithin } from '../syntax/node.ts';
import type { Value } from '../value/value.ts';
import type { Machine } from './machine.ts';

/** Whether it is an error or a date that the handler itself makes. */
export function isOwnMade(m: Machine, object: Value): boolean {
	const { op, symbol, args } = object.t === 'term' ? object : {};
	const [maker] = args ?? [];
	if (op !== 'result' || !symbol?.node || maker?.t !== 'term' || maker.symbol?.kind !== 'global')
		return false;
	const { node } = symbol;
	if (node.type !== 'NewExpression' || !/^([A-Z]\w*)?Error$|^Date$/.test(maker.symbol.name)) return false;
	return [...m.run.invoked].some((one) => isWithin(node, one));
}
