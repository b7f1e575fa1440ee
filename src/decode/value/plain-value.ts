import type { Value } from '../../protocol/value.ts';
import { readBase64 } from '../bytes/base64.ts';
import type { DecodedObject, DecodedValue } from '../decoded.ts';

/** Holes of a list that are written out. */
const MOST_HOLES = 1_000_000;

/** What a person wrote as a plain value; throws a RangeError that names what has no place in one. */
export function plainValue(value: Value): DecodedValue {
	switch (value.t) {
		case 'undefined':
			return undefined;
		case 'null':
			return null;
		case 'boolean':
			return value.v;
		case 'number':
			return value.v === '-0' ? -0 : Number(value.v);
		case 'bigint':
			return BigInt(value.v);
		case 'string':
			return value.v;
		case 'array': {
			if (value.n - value.e.length > MOST_HOLES) throw new RangeError(value.t);
			const items: DecodedValue[] = new Array(value.n).fill(undefined);
			for (const [index, item] of value.e) if (typeof index === 'number') items[index] = plainValue(item);
			return items;
		}
		case 'object':
			return Object.fromEntries(value.e.map(([key, item]) => [key, plainValue(item)])) as DecodedObject;
		case 'map':
			return new Map(value.e.map(([key, item]) => [plainValue(key), plainValue(item)]));
		case 'buffer':
		case 'view':
			return readBase64(value.b) ?? new Uint8Array();
		default:
			throw new RangeError(value.t);
	}
}
