import {
	apply,
	bigintToString,
	blobPrototype,
	blobSize,
	booleanValueOf,
	bufferLength,
	type Callable,
	dateTime,
	isView,
	list,
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

interface Proof {
	slots: Slots;
	/** Answers for objects that have these slots and throws for others. */
	getter: Callable | undefined;
	prototype: object | undefined;
}

const proof = (slots: Slots, getter: Callable | undefined, prototype?: object): Proof =>
	({ __proto__: null, slots, getter, prototype }) as unknown as Proof;

/** In the order in which objects of unknown prototypes are asked. */
const proofs = list(
	proof('buffer', bufferLength, ArrayBuffer.prototype),
	proof('buffer', sharedBufferLength),
	proof('date', dateTime, Date.prototype),
	proof('map', mapSize, Map.prototype),
	proof('set', setSize, Set.prototype),
	proof('blob', blobSize, blobPrototype),
	proof('blob', blobSize, File.prototype),
	proof('port', portKind?.brand, portKind?.prototype),
	// RegExp.prototype itself answers too, with an empty pattern.
	proof('regexp', regExpSource, RegExp.prototype),
	proof('boxed', numberValueOf, numberPrototype),
	proof('boxed', stringValueOf, stringPrototype),
	proof('boxed', booleanValueOf, Boolean.prototype),
	proof('boxed', bigintToString, BigInt.prototype),
);
const likely = new MapCtor<object | undefined, Proof>();
for (let i = 0; i < proofs.length; i++) {
	const each = proofs[i] as Proof;
	apply(mapSet, likely, [each.prototype, each]);
}

/**
 * Which internal slots an object has. Its prototype gives the first guess, since a wrong question costs an exception;
 * objects of other realms and classes derived from built-ins are asked everything.
 */
export function slotsOf(object: object, prototype: object): Slots | undefined {
	if (isView(object)) return 'view';
	const guess = apply(mapGet, likely, [prototype]) as Proof | undefined;
	if (guess && has(guess, object)) return guess.slots;
	for (let i = 0; i < proofs.length; i++) {
		const each = proofs[i] as Proof;
		if (has(each, object)) return each.slots;
	}
	return undefined;
}

const has = ({ getter }: Proof, object: object): boolean => slot(getter, object) !== undefined;
