import type { Node } from '../syntax/node.ts';
import { constant, OPAQUE } from '../value/value.ts';
import type { Machine } from './machine.ts';

/** One of several values, each on a path of its own. */
export function oneOf<V>(m: Machine, values: readonly V[], site: Node): V | undefined {
	const choice = m.values.symbol({ name: `choice@${site.start}`, kind: 'result' }, OPAQUE);
	return values.find((_, index) => {
		const isLast = index === values.length - 1;
		return isLast || m.run.decide(m.values.term('is', [choice, constant(index)]), site, index + 1);
	});
}
