import { apply, getOwnPropertyDescriptor, hasOwn, slice, toNumber } from './natives.ts';

/** The index that an own key of an array stands for, or -1 for a key that is none. */
export function indexOfKey(key: string): number {
	const index = toNumber(key);
	return index >= 0 && `${index}` === key ? index : -1;
}

/** An own data property that holds a string, or ''. */
export function ownString(object: object, key: string | symbol): string {
	const value = dataOf(object, key);
	return typeof value === 'string' ? value : '';
}

/** Name of the class whose prototype this is, from data properties alone. */
export function classOf(prototype: object): string {
	const made = dataOf(prototype, 'constructor');
	return typeof made === 'function' ? (apply(slice, ownString(made, 'name'), [0, 100]) as string) : '';
}

/** An own data property's value; undefined for an accessor, which is not called. */
export function dataOf(object: object, key: string | symbol): unknown {
	const descriptor = getOwnPropertyDescriptor(object, key);
	return descriptor && hasOwn(descriptor, 'value') ? descriptor.value : undefined;
}
