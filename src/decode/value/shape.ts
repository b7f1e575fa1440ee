import type { DecodedObject, DecodedValue } from '../decoded.ts';

/** The value if it is an object with string keys: not an array, bytes or a Map. */
export function asObject(value: DecodedValue): DecodedObject | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	return Array.isArray(value) || value instanceof Uint8Array || value instanceof Map ? undefined : value;
}

/** The value if it is an array. */
export function asArray(value: DecodedValue): DecodedValue[] | undefined {
	return Array.isArray(value) ? value : undefined;
}

/** Text of an id given as a string, number or bigint; undefined for anything else. */
export function asId(value: DecodedValue): string | undefined {
	if (typeof value === 'string') return value;
	return typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined;
}

/** The value if it is a string. */
export function asText(value: DecodedValue): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

/** The value if it is a whole number. */
export function asInteger(value: DecodedValue): number | undefined {
	return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}

/** Own property, so that names such as `constructor` in a payload mean nothing. */
export function own(object: DecodedObject, key: string): DecodedValue {
	return Object.hasOwn(object, key) ? object[key] : undefined;
}
