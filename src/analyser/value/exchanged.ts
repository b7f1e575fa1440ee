import type { ValueFactory } from './factory.ts';
import { depsOf, OPAQUE, type Term, type Value } from './value.ts';

const DEEPEST = 6;

/** A value as it is where a part of it is another: what was put in for a function's argument, for what is asked now. */
export function exchanged(values: ValueFactory, value: Value, part: Term, by: Value, depth = 0): Value {
	if (depth > DEEPEST) return value;
	const inner = (one: Value): Value => exchanged(values, one, part, by, depth + 1);
	if (value.t === 'term') {
		if (value.key === part.key) return by;
		const args = value.args.map(inner);
		const isSame = args.every((one, at) => one === value.args[at]);
		return isSame ? value : values.term(value.op, args, depsOf(value) & OPAQUE, value.symbol);
	}
	if (value.t !== 'object' || value.settle) return value;
	const made = values.object(value.kind, value.fresh, value.items.map(inner));
	made.open = value.open;
	for (const [name, one] of value.props) made.props.set(name, inner(one));
	made.entries = value.entries.map(([key, one]) => [inner(key), inner(one)]);
	return made;
}
