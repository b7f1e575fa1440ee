import type { Node } from '../syntax/node.ts';
import { constant, depsOf, isNullish, type ObjectValue, ORIGIN, type Value } from '../value/value.ts';
import type { Machine } from './machine.ts';

/** What a proxy stands before, and what it does instead of it. */
interface Proxied {
	target: Value;
	traps: ObjectValue;
}

/** What a proxy answers that is asked for the sender's origin, as `proxy[origin]` (get) or `origin in proxy` (has). */
export function askedOfProxy(
	m: Machine,
	object: Value,
	key: Value,
	trap: 'get' | 'has',
	site: Node,
): { target: Value } | { answer: Value } | undefined {
	if (m.run.static || key.t === 'constant' || !(depsOf(key) & ORIGIN)) return undefined;
	const proxied = proxiedBy(object);
	if (!proxied) return undefined;
	const { target, traps } = proxied;
	const act = m.get(traps, constant(trap), site);
	m.run.compares(m.values.term('lookup', [object, key]), site);
	if (isNullish(act)) return { target };
	if (act.t !== 'function' && traps.open) return undefined;
	return { answer: m.call(act, traps, [target, key, object], site, 'used') };
}

/** What a value is a proxy of, where the script makes it with traps that are written out. */
function proxiedBy(value: Value, depth = 0): Proxied | undefined {
	if (value.t !== 'term') return undefined;
	if (value.op !== 'result') {
		const [only, ...more] = depth < 2 ? (value.symbol?.possible?.() ?? []) : [];
		return only && more.length === 0 ? proxiedBy(only, depth + 1) : undefined;
	}
	const [callee, target, traps] = value.args;
	const isProxy = callee?.t === 'term' && callee.symbol?.kind === 'global' && callee.symbol.name === 'Proxy';
	return isProxy && target && traps?.t === 'object' ? { target, traps } : undefined;
}
