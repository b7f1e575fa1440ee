import type { Value } from '../protocol/value.ts';

/** A value put together from parts, with ids in order as the hook gives them. References to what is gone become null. */
export function renumbered(value: Value): Value {
	const given = new Map<number, number>();
	const visit = (one: Value): Value => {
		if (one.t === 'ref') {
			const id = given.get(one.id);
			return id === undefined ? { t: 'null' } : { t: 'ref', id };
		}
		if (!('id' in one)) return one;
		const id = given.size + 1;
		given.set(one.id < 0 ? -id : one.id, id);
		switch (one.t) {
			case 'object':
				return { ...one, id, e: one.e.map(([key, item]) => [key, visit(item)]) };
			case 'array':
				return { ...one, id, e: one.e.map(([index, item]) => [index, visit(item)]) };
			case 'map':
				return { ...one, id, e: one.e.map(([key, item]) => [visit(key), visit(item)]) };
			case 'set':
				return { ...one, id, e: one.e.map(visit) };
			default:
				return { ...one, id };
		}
	};
	return visit(value);
}
