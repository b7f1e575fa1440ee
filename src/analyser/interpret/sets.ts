import type { Node } from '../syntax/node.ts';
import { FALSE, TRUE, type Value } from '../value/value.ts';
import type { Machine } from './machine.ts';

/** Evaluates the methods of sets that ask one set about another; undefined for any other method. */
export function compareSets(
	m: Machine,
	receiver: Value,
	name: string,
	other: Value | undefined,
	site: Node,
): Value | undefined {
	if (!other || receiver.t !== 'object' || receiver.kind !== 'set') return undefined;
	switch (name) {
		case 'isSubsetOf':
			return answer(m, receiver, other, site, false);
		case 'isSupersetOf':
			return answer(m, other, receiver, site, false);
		case 'isDisjointFrom':
			return answer(m, receiver, other, site, true);
		default:
			return undefined;
	}
}

/** Whether another set has each of the elements, or (`none`) none of them. */
function answer(m: Machine, elements: Value, other: Value, site: Node, none: boolean): Value | undefined {
	if (elements.t !== 'object' || elements.kind !== 'set' || elements.open) return undefined;
	for (const one of elements.items) {
		const has = m.callMethod(other, 'has', [one], site, 'tested');
		if (m.test(has, site) === none) return FALSE;
	}
	return TRUE;
}
