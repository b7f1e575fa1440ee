import { type Concrete, UNKNOWN } from '../pure/concrete.ts';
import type { Value } from './value.ts';

const DEEPEST = 6;
const MOST_PARTS = 5000;

/** The value as the pure interpreter sees it; `termValue` says what a term is, else it is UNKNOWN. */
export function toConcrete(value: Value, termValue?: (value: Value & { t: 'term' }) => Concrete): Concrete {
	return convert(value, termValue, 0, { left: MOST_PARTS });
}

function convert(
	value: Value,
	termValue: ((value: Value & { t: 'term' }) => Concrete) | undefined,
	depth: number,
	budget: { left: number },
): Concrete {
	const inner = (one: Value): Concrete =>
		depth > DEEPEST || budget.left-- <= 0 ? UNKNOWN : convert(one, termValue, depth + 1, budget);
	switch (value.t) {
		case 'constant':
			return value.value;
		case 'regex':
			return { kind: 'regex', source: value.source, flags: value.flags, lastIndex: value.lastIndex ?? 0 };
		case 'term':
			return termValue ? termValue(value) : UNKNOWN;
		case 'function':
			return { kind: 'function' };
		case 'object':
			break;
	}
	switch (value.kind) {
		case 'array': {
			const items = value.items.map(inner);
			return value.open ? [...items, UNKNOWN] : items;
		}
		case 'set':
			return {
				kind: 'set',
				items: value.open ? [...value.items.map(inner), UNKNOWN] : value.items.map(inner),
			};
		case 'map':
			return {
				kind: 'map',
				entries: [
					...value.entries.map(([key, one]): [Concrete, Concrete] => [inner(key), inner(one)]),
					...(value.open ? [[UNKNOWN, UNKNOWN] satisfies [Concrete, Concrete]] : []),
				],
			};
		case 'object': {
			const props = new Map<string, Concrete>();
			for (const [name, one] of value.props) props.set(name, inner(one));
			return { kind: 'object', props, open: value.open };
		}
		default:
			return UNKNOWN;
	}
}
