import { type Concrete, toText, UNKNOWN } from '../pure/concrete.ts';
import type { ObjectValue, Value } from './value.ts';

const DEEPEST = 6;
const MOST_PARTS = 5000;

interface Conversion {
	termValue: ((value: Value & { t: 'term' }) => Concrete) | undefined;
	rest: Concrete;
	left: number;
}

/**
 * The value as the pure interpreter sees it; `termValue` says what a term is, else it is UNKNOWN; `rest` stands for the
 * elements of a list or set that are not known.
 */
export function toConcrete(
	value: Value,
	termValue?: (value: Value & { t: 'term' }) => Concrete,
	rest: Concrete = UNKNOWN,
): Concrete {
	return convert(value, { termValue, rest, left: MOST_PARTS }, 0);
}

function convert(value: Value, conversion: Conversion, depth: number): Concrete {
	const { termValue } = conversion;
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
			return convertObject(value, conversion, depth);
	}
}

function convertObject(value: ObjectValue, conversion: Conversion, depth: number): Concrete {
	const { rest } = conversion;
	const inner = (one: Value): Concrete =>
		depth > DEEPEST || conversion.left-- <= 0 ? UNKNOWN : convert(one, conversion, depth + 1);
	switch (value.kind) {
		case 'array': {
			const items = value.items.map(inner);
			return value.open ? [...items, rest] : items;
		}
		case 'set':
			return {
				kind: 'set',
				items: value.open ? [...value.items.map(inner), rest] : value.items.map(inner),
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
			for (const [key, one] of value.entries) {
				const name = toText(inner(key));
				if (name !== UNKNOWN) props.set(name, inner(one));
			}
			return { kind: 'object', props, open: value.open };
		}
		case 'promise':
			// Whatever comes of it, it is an object.
			return { kind: 'object', props: new Map(), open: true };
		default:
			return UNKNOWN;
	}
}
