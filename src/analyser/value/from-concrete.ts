import { type Concrete, UNKNOWN } from '../pure/concrete.ts';
import type { ValueFactory } from './factory.ts';
import { constant, OPAQUE, type Value } from './value.ts';

/** The interpreter's value for a result of the pure interpreter; `fresh` where the running handler makes it. */
export function fromConcrete(values: ValueFactory, concrete: Concrete, fresh: boolean): Value {
	if (concrete === UNKNOWN) return values.symbol({ name: 'unknown', kind: 'result' }, OPAQUE);
	if (Array.isArray(concrete))
		return values.object(
			'array',
			fresh,
			concrete.map((one) => fromConcrete(values, one, fresh)),
		);
	if (typeof concrete !== 'object' || concrete === null) return constant(concrete);
	switch (concrete.kind) {
		case 'regex':
			return { t: 'regex', source: concrete.source, flags: concrete.flags, shared: false };
		case 'url':
			return values.term('url', [constant(concrete.url.href)]);
		case 'object': {
			const object = values.object('object', fresh);
			for (const [key, one] of concrete.props) object.props.set(key, fromConcrete(values, one, fresh));
			return object;
		}
		default:
			return values.symbol({ name: 'unknown', kind: 'result' }, OPAQUE);
	}
}
