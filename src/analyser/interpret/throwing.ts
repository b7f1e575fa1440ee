import type { Node } from '../syntax/node.ts';
import type { Value } from '../value/value.ts';
import { type Machine, Thrown } from './machine.ts';

/** A call that throws for some inputs: explores both ways where a catch clause waits for it. */
export function mayThrow(m: Machine, why: string, args: readonly Value[], site: Node): void {
	if (m.run.tries === 0 || m.run.static) return;
	const term = m.values.term(`throws:${why}`, args);
	if (m.run.decide(term, site)) throw new Thrown(m.values.symbol({ name: 'error', kind: 'result' }, 0));
}
