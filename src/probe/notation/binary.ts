import { readBase64, writeBase64 } from '../../decode/bytes/base64.ts';

/** Typed arrays of the language by name; the element's kind decides how it is written. */
export const ARRAYS = {
	Int8Array,
	Uint8Array,
	Uint8ClampedArray,
	Int16Array,
	Uint16Array,
	Int32Array,
	Uint32Array,
	Float32Array,
	Float64Array,
	BigInt64Array,
	BigUint64Array,
} as const;

export type ArrayName = keyof typeof ARRAYS;
export type Element = number | bigint;

export function isArrayName(name: string): name is ArrayName {
	return Object.hasOwn(ARRAYS, name);
}

/** Whether a typed array of the name has elements such as `1n`. */
export function hasBigElements(name: ArrayName): boolean {
	return name === 'BigInt64Array' || name === 'BigUint64Array';
}

/** Base64 of the bytes of a typed array with these elements, converted as the language converts them. */
export function bytesOfElements(name: ArrayName, elements: readonly Element[]): string {
	const array = hasBigElements(name)
		? (ARRAYS[name] as typeof BigInt64Array).from(elements.map(BigInt))
		: (ARRAYS[name] as typeof Uint8Array).from(elements.map(Number));
	return writeBase64(new Uint8Array(array.buffer));
}

/** Elements of a typed array with these bytes; undefined where the bytes do not make whole elements. */
export function elementsOfBytes(name: ArrayName, base64: string): Element[] | undefined {
	const bytes = readBase64(base64);
	if (!bytes || bytes.length % ARRAYS[name].BYTES_PER_ELEMENT !== 0) return undefined;
	// A view of its own: the decoder's buffer holds these bytes alone.
	return [...new ARRAYS[name](bytes.buffer as ArrayBuffer, 0, bytes.length / ARRAYS[name].BYTES_PER_ELEMENT)];
}
