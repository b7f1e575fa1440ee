import type { Node } from '../syntax/node.ts';
import {
	constant,
	FALSE,
	type FunctionValue,
	type ObjectValue,
	OPAQUE,
	TRUE,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import { orNone } from './emptiness.ts';
import { onlyList } from './iterators.ts';
import type { Fate, Machine } from './machine.ts';
import { test } from './operators.ts';

/** Methods that call their argument for each element. */
export const ITERATORS = new Set([
	'forEach',
	'map',
	'filter',
	'some',
	'every',
	'find',
	'findIndex',
	'findLast',
	'reduce',
	'reduceRight',
	'flatMap',
]);

/** More elements than this are not gone through. */
const LONGEST = 400;

/** Calls a function for each element, as the array methods do; of an unknown collection one element stands for all. */
export function iterate(
	m: Machine,
	receiver: Value,
	name: string,
	fn: FunctionValue,
	args: Value[],
	site: Node,
	fate: Fate,
): Value {
	const items = elementsOf(m, receiver, site);
	const known = receiver.t === 'object' && !receiver.open;
	const visit = (item: Value, index: number) => {
		const asEntry = receiver.t === 'object' && receiver.kind === 'map' && receiver.entries[index];
		const key = asEntry
			? asEntry[0]
			: known
				? constant(index)
				: m.values.symbol({ name: 'index', kind: 'element' }, OPAQUE);
		return m.invoke(
			fn,
			args[1],
			[asEntry ? asEntry[1] : item, key, receiver],
			site,
			name === 'forEach' || (fate === 'dropped' && /^(map|flatMap)$/.test(name)) ? 'dropped' : 'used',
		);
	};
	const holds = (item: Value, index: number) => test(m, visit(item, index), site);
	const orIfEmpty = (none: Value, act: () => Value) =>
		orNone(m, { list: receiver, site, act, none, differs: (one) => one !== none, frame: fn.frame });
	switch (name) {
		case 'forEach':
			return orIfEmpty(UNDEFINED, () => {
				for (const [index, item] of items.entries()) visit(item, index);
				return UNDEFINED;
			});
		case 'some':
			return orIfEmpty(FALSE, () => (items.some(holds) ? TRUE : FALSE));
		case 'every':
			return orIfEmpty(TRUE, () => (items.every(holds) ? TRUE : FALSE));
		case 'find':
		case 'findLast':
			return orIfEmpty(UNDEFINED, () => items.find(holds) ?? UNDEFINED);
		case 'findIndex': {
			return constant(items.findIndex(holds));
		}
		case 'filter': {
			const kept = m.values.object('array', true);
			const none = m.values.object('array', true);
			return orNone<ObjectValue>(m, {
				list: receiver,
				site,
				act: () => {
					kept.items = items.filter(holds);
					return kept;
				},
				none,
				differs: ({ items }) => items.length > 0,
			});
		}
		case 'reduce':
		case 'reduceRight': {
			const inOrder = name === 'reduce' ? items : items.toReversed();
			let sum = args[1] ?? inOrder[0] ?? UNDEFINED;
			for (const item of args.length > 1 ? inOrder : inOrder.slice(1))
				sum = m.invoke(fn, undefined, [sum, item], site, 'used');
			return sum;
		}
		default: {
			const mapped = m.values.object('array', true, items.map(visit));
			mapped.open = !known;
			return name === 'flatMap'
				? {
						...mapped,
						items: mapped.items.flatMap((one) =>
							one.t === 'object' && one.kind === 'array' ? one.items : [one],
						),
					}
				: mapped;
		}
	}
}

function elementsOf(m: Machine, receiver: Value, site: Node): Value[] {
	if (receiver.t === 'object') {
		if (receiver.kind === 'map')
			return cut(m, receiver.entries).map(([key, value]) => m.values.object('array', true, [key, value]));
		if (receiver.items.length > 0 || !receiver.open) return cut(m, receiver.items);
	}
	const only = onlyList(receiver);
	if (only) return cut(m, only.items);
	return [m.get(receiver, constant('*element'), site)];
}

/** The first of many elements; what the others bring is not known then. */
function cut<T>(m: Machine, all: readonly T[]): T[] {
	if (all.length > LONGEST) m.run.notes.truncated = true;
	return all.slice(0, LONGEST);
}
