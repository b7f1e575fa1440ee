import type { Node } from '../syntax/node.ts';
import {
	constant,
	DATA,
	depsOf,
	EVENT,
	type ObjectValue,
	OPAQUE,
	ORIGIN,
	SOURCE,
	TRUE,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import { callBack } from './called-back.ts';
import { addItems } from './literals.ts';
import type { Machine } from './machine.ts';
import { isRecord } from './unresolved.ts';

/** Calls a method that changes a collection; undefined when it is none of those. */
export function mutate(
	m: Machine,
	object: ObjectValue,
	name: string,
	args: Value[],
	site: Node,
): Value | undefined {
	const first = args[0] ?? UNDEFINED;
	switch (name) {
		case 'push':
		case 'unshift':
		case 'add': {
			if (object.kind !== 'array' && object.kind !== 'set') return undefined;
			if (object.fresh) addItems(object, args);
			else outside(m, args, site);
			return object.fresh
				? constant(object.items.length)
				: m.values.symbol({ name: 'length', kind: 'result' }, OPAQUE);
		}
		case 'set':
			if (object.kind !== 'map' && object.kind !== 'weak') return undefined;
			if (object.fresh) object.entries.push([first, args[1] ?? UNDEFINED]);
			else outside(m, args.slice(1), site);
			if (depsOf(first) & (SOURCE | ORIGIN) && !object.fresh) {
				const meets = (depsOf(first) & SOURCE) !== 0;
				const learns = (depsOf(first) & ORIGIN) !== 0;
				m.run.use('state', site, { tainted: true, soft: true, learns, meets });
			}
			return object;
		case 'delete':
		case 'clear':
			return object.kind === 'map' || object.kind === 'set' ? TRUE : undefined;
		case 'shift':
		case 'pop':
			if (object.kind !== 'array') return undefined;
			if (!object.fresh) return m.values.term('task', [object], OPAQUE);
			return (name === 'pop' ? object.items.pop() : object.items.shift()) ?? UNDEFINED;
		default:
			return undefined;
	}
}

function outside(m: Machine, args: readonly Value[], site: Node): void {
	if (isRecord(args)) return;
	// A function that is put into a queue runs later.
	if (!m.run.static) for (const one of args) if (one.t === 'function') callBack(m, one, 0, site, args);
	let deps = 0;
	for (const one of args) deps |= depsOf(one);
	const meets = (deps & SOURCE) !== 0;
	if (deps & (DATA | EVENT)) m.run.use('state', site, { tainted: true, meets });
	else if (deps & (ORIGIN | SOURCE))
		m.run.use('state', site, { tainted: true, soft: true, learns: true, meets });
}
