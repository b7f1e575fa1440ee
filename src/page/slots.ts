import {
	apply,
	blobPrototype,
	blobSize,
	booleanValueOf,
	bufferLength,
	type Callable,
	dateTime,
	isView,
	MapCtor,
	mapGet,
	mapSet,
	mapSize,
	numberPrototype,
	numberValueOf,
	regExpSource,
	setSize,
	sharedBufferLength,
	stringPrototype,
	stringValueOf,
} from './natives.ts';
import { portKind } from './targets.ts';

export type Slots = 'view' | 'buffer' | 'date' | 'map' | 'set' | 'blob' | 'port' | 'regexp' | 'boxed';

/** Asks an internal slot: undefined where the object does not have it. */
export function slot<T>(getter: Callable | undefined, object: unknown): T | undefined {
	if (!getter) return undefined;
	try {
		return apply(getter, object, []) as T;
	} catch {
		return undefined;
	}
}

/** What an object of a given prototype most likely is, and the getter that proves it. */
const likely = new MapCtor<object, { slots: Slots; proof: Callable | undefined }>();
const expect = (prototype: object | undefined, slots: Slots, proof: Callable | undefined): void => {
	if (prototype) apply(mapSet, likely, [prototype, { __proto__: null, slots, proof }]);
};
expect(ArrayBuffer.prototype, 'buffer', bufferLength);
expect(Date.prototype, 'date', dateTime);
expect(Map.prototype, 'map', mapSize);
expect(Set.prototype, 'set', setSize);
expect(blobPrototype, 'blob', blobSize);
expect(File.prototype, 'blob', blobSize);
expect(portKind?.prototype, 'port', portKind?.brand);
expect(RegExp.prototype, 'regexp', regExpSource);
expect(numberPrototype, 'boxed', numberValueOf);
expect(stringPrototype, 'boxed', stringValueOf);
expect(Boolean.prototype, 'boxed', booleanValueOf);

/**
 * Which internal slots an object has. Its prototype gives the first guess, since a wrong question costs an exception;
 * objects of other realms and classes derived from built-ins are asked everything.
 */
export function slotsOf(object: object, prototype: object): Slots | undefined {
	if (isView(object)) return 'view';
	const guess = apply(mapGet, likely, [prototype]) as
		| { slots: Slots; proof: Callable | undefined }
		| undefined;
	if (guess && slot(guess.proof, object) !== undefined) return guess.slots;
	if (slot(bufferLength, object) !== undefined || slot(sharedBufferLength, object) !== undefined)
		return 'buffer';
	if (slot(dateTime, object) !== undefined) return 'date';
	if (slot(mapSize, object) !== undefined) return 'map';
	if (slot(setSize, object) !== undefined) return 'set';
	if (slot(blobSize, object) !== undefined) return 'blob';
	if (slot(portKind?.brand, object) !== undefined) return 'port';
	// RegExp.prototype itself answers too, with an empty pattern.
	if (slot(regExpSource, object) !== undefined) return 'regexp';
	const boxed = slot(numberValueOf, object) ?? slot(stringValueOf, object) ?? slot(booleanValueOf, object);
	return boxed === undefined ? undefined : 'boxed';
}
