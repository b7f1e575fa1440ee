import { apply, getOwnPropertyDescriptor, hasOwn, isArray, slice, toNumber } from './natives.ts';

/** Whether an own key of an array of this length is the index of an element. */
export function isIndex(key: string, length: number): boolean {
	const index = toNumber(key);
	return index >>> 0 === index && index < length && `${index}` === key;
}

/** An own data property that holds a string, or ''. */
export function ownString(object: object, key: string | symbol): string {
	const value = dataOf(object, key);
	return typeof value === 'string' ? value : '';
}

/** An argument; not just args[i], for a page may have put something at Array.prototype[i]. */
export const argument = (args: unknown[], i: number): unknown => (args.length > i ? args[i] : undefined);

/** The first argument as far as it is a string: converting anything else would run page code twice. */
export const firstText = (args: unknown[]): string | undefined => {
	const first = argument(args, 0);
	return typeof first === 'string' ? first : undefined;
};

/** JSON of the items, up to a hundred, of a plain array, without those that have none: other iterables would run page code. */
export function itemsJson(items: unknown, json: (item: unknown) => string | number | undefined): string {
	let text = '';
	for (let i = 0; isArray(items) && i < items.length && i < 100; i++) {
		const item = json(dataOf(items, `${i}`));
		if (item !== undefined) text += `${text && ','}${item}`;
	}
	return `[${text}]`;
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
