import { type Bytes, base64Of, describeBytes, GONE } from './bytes.ts';
import { type Budget, type Encoded, omitted, Words } from './encoded.ts';
import {
	apply,
	bigintToString,
	blobPrototype,
	blobSize,
	blobType,
	booleanValueOf,
	charCodeAt,
	dateTime,
	errorPrototype,
	exceptionMessage,
	fileModified,
	fileName,
	getOwnPropertyDescriptor,
	getPrototypeOf,
	hasOwn,
	isArray,
	isFiniteNumber,
	isNegativeZero,
	MapCtor,
	mapForEach,
	mapGet,
	mapSet,
	mapSize,
	numberValueOf,
	objectKeys,
	objectPrototype,
	regExpFlags,
	regExpSource,
	setForEach,
	setSize,
	stringify,
	stringValueOf,
	toStringTag,
	utf8Length,
} from './natives.ts';
import { classOf, isIndex, ownString } from './own-properties.ts';
import { slot, slotsOf } from './slots.ts';
import { targetId } from './target-ids.ts';
import { WordBudget } from './word-budget.ts';

const OMITTED = omitted('budget');
const NOT_OBSERVABLE = omitted('not-observable');
const DEEPEST = 200;

/**
 * Puts a value into words (rows, and primitives that JSON has as themselves) without running any of the page's code: own data properties are read by their descriptors,
 * everything else through internal slots. Safe for values that the structured clone algorithm has made or accepted
 * (they contain no proxies); accessors among them are named, not called. `cloned`: fresh from structured clone, so that
 * all own properties are plain data and can be read the short way.
 */
export function encodeValue(value: unknown, budget: Budget, cloned = false): Encoded {
	const writer = new Writer(budget, cloned);
	const json = writer.value(value, 0);
	// Made of many pieces, each of which the engine would keep: asking for a character makes it one string.
	apply(charCodeAt, json, [0]);
	return new Words(json, writer.size, writer.complete);
}

/** Its prototype's prototype is one without a prototype. */
class Writer extends WordBudget {
	size = 0;
	#nodes: number;
	#ids = 0;
	#root: object | undefined;
	#seen: Map<object, number> | undefined;
	readonly #cloned: boolean;

	constructor(budget: Budget, cloned: boolean) {
		super(budget.chars);
		this.#nodes = budget.nodes;
		this.#cloned = cloned;
	}

	value(value: unknown, depth: number): string {
		if (--this.#nodes < 0 || depth > DEEPEST) return this.#omit();
		switch (typeof value) {
			case 'string':
				return this.#string(value);
			case 'number':
				this.size += 8;
				return isFiniteNumber(value) && !isNegativeZero(value)
					? `${value}`
					: `["number","${value === 0 ? '-0' : value}"]`;
			case 'boolean':
				this.size += 1;
				return `${value}`;
			case 'undefined':
				return '["undefined"]';
			case 'bigint':
				return this.#bigint(value);
			case 'object':
				return value === null ? 'null' : this.#object(value, depth);
			default:
				return omitted('unreadable');
		}
	}

	#omit(): string {
		this.complete = false;
		return OMITTED;
	}

	/** Whether the budget is used up, of which the encoding then takes note. */
	#spent(): boolean {
		const spent = this.#nodes <= 0 || this.chars <= 0;
		if (spent) this.complete = false;
		return spent;
	}

	#string(text: string): string {
		this.size += utf8Length(text);
		const full = text.length;
		return full > this.chars ? `["string",${this.text(text)},${full}]` : this.text(text);
	}

	/** A bigint, boxed or not. */
	#bigint(value: unknown): string {
		const digits = apply(bigintToString, value, []) as string;
		this.size += digits.length >> 1;
		return `["bigint",${this.text(digits)}]`;
	}

	#object(object: object, depth: number): string {
		const known = this.#idOf(object);
		if (known !== undefined) return `["ref",${known}]`;
		const id = this.#ids;
		if (isArray(object)) return this.#array(id, object, depth);
		const prototype = getPrototypeOf(object);
		if (prototype === objectPrototype || prototype === null) return this.#entries(id, object, depth);
		return this.#special(id, object, prototype, depth) ?? this.#instance(id, object, prototype, depth);
	}

	/** The id of an object seen before; a new one gets the next. The first needs no table: most payloads are one object. */
	#idOf(object: object): number | undefined {
		if (object === this.#root) return 1;
		this.#ids++;
		if (this.#root === undefined) {
			this.#root = object;
			return undefined;
		}
		this.#seen ??= new MapCtor<object, number>();
		const known = apply(mapGet, this.#seen, [object]) as number | undefined;
		if (known === undefined) apply(mapSet, this.#seen, [object, this.#ids]);
		else this.#ids--;
		return known;
	}

	/** Types with internal slots. */
	#special(id: number, object: object, prototype: object, depth: number): string | undefined {
		const slots = slotsOf(object, prototype);
		switch (slots) {
			case 'view': {
				const view = describeBytes(object);
				if (view.offset === GONE) return NOT_OBSERVABLE;
				this.size += view.length;
				return `["view",${id},"${view.name}",${this.#bytes(view)},${view.length},${view.offset}]`;
			}
			case 'buffer': {
				const buffer = describeBytes(object);
				if (buffer.offset === GONE) return NOT_OBSERVABLE;
				this.size += buffer.length;
				return `["buffer",${id},"${buffer.name}",${this.#bytes(buffer)},${buffer.length}]`;
			}
			case 'date': {
				const time = slot<number>(dateTime, object);
				this.size += 8;
				return `["date",${id},${isFiniteNumber(time) ? time : null}]`;
			}
			case 'map':
			case 'set':
				return this.#collection(slots, id, object, depth);
			case 'blob':
				return this.#blob(id, object);
			case 'port':
				return `["port",${id},${targetId(object)}]`;
			case 'regexp': {
				const source = slot<string>(regExpSource, object) ?? '';
				this.size += source.length;
				return `["regexp",${id},${this.text(source)},${this.text(slot<string>(regExpFlags, object) ?? '')}]`;
			}
			case 'boxed': {
				const inner =
					slot<unknown>(numberValueOf, object) ?? slot(stringValueOf, object) ?? slot(booleanValueOf, object);
				return `["boxed",${id},${inner === undefined ? this.#bigint(object) : this.value(inner, depth + 1)}]`;
			}
			default:
				return undefined;
		}
	}

	/** Leading bytes within the budget, in base64 (4 characters for 3 bytes). */
	#bytes(view: Bytes): string {
		const room = this.chars > 0 ? (this.chars * 3) >> 2 : 0;
		if (view.length > room) this.complete = false;
		const text = base64Of(view, room);
		this.chars -= text.length;
		return `"${text}"`;
	}

	#blob(id: number, blob: object): string {
		const size = slot<number>(blobSize, blob) ?? 0;
		this.size += size;
		if (size > 0) this.complete = false;
		const name = getPrototypeOf(blob) === blobPrototype ? undefined : slot<string>(fileName, blob);
		const file = name === undefined ? '' : `,${this.text(name)},${slot<number>(fileModified, blob) ?? 0}`;
		return `["blob",${id},${size},${this.text(slot<string>(blobType, blob) ?? '')}${file}]`;
	}

	#array(id: number, array: unknown[], depth: number): string {
		const { length } = array;
		let entries = '';
		let elements = 0;
		/** False when the budget is used up. */
		const add = (key: string | number): boolean => {
			if (this.#spent()) return false;
			const name = typeof key === 'number' || isIndex(key, length) ? key : this.key(key);
			entries += `${entries && ','}[${name},${this.#property(array, key, depth)}]`;
			elements++;
			return true;
		};
		const json = (): string => `["array",${id},[${entries}],${length}]`;
		// Sparse arrays can claim four billion elements: then the keys that are there are walked, not the indexes.
		for (let i = 0; i < length && i - elements < 100; i++) if (hasOwn(array, i) && !add(i)) return json();
		// What has names comes after the elements.
		const keys = objectKeys(array);
		for (let i = elements; i < keys.length && add(keys[i] as string); i++);
		return json();
	}

	/** An own property; an accessor is named, not called. */
	#property(owner: object, key: string | number, depth: number): string {
		if (this.#cloned) return this.value((owner as Record<string | number, unknown>)[key], depth + 1);
		const descriptor = getOwnPropertyDescriptor(owner, key) as PropertyDescriptor;
		return hasOwn(descriptor, 'value') ? this.value(descriptor.value, depth + 1) : omitted('unreadable');
	}

	#entries(id: number, object: object, depth: number, name?: string): string {
		const keys = objectKeys(object);
		const total = keys.length;
		let entries = '';
		for (let i = 0; i < total; i++) {
			const key = keys[i] as string;
			if (this.#spent()) break;
			this.size += key.length;
			entries += `${entries && ','}[${this.key(key)},${this.#property(object, key, depth)}]`;
		}
		return `["object",${id},[${entries}],${name ? stringify(name) : null},${this.complete ? null : total}]`;
	}

	/** Entries of a Map, or of a Set, which has them as values alone. */
	#collection(kind: 'map' | 'set', id: number, object: object, depth: number): string {
		const isMap = kind === 'map';
		let entries = '';
		const add = (value: unknown, key: unknown): void => {
			if (this.#spent()) return;
			const json = this.value(key, depth + 1);
			entries += `${entries && ','}${isMap ? `[${json},${this.value(value, depth + 1)}]` : json}`;
		};
		apply(isMap ? mapForEach : setForEach, object, [add]);
		return `["${kind}",${id},[${entries}],${slot<number>(isMap ? mapSize : setSize, object)}]`;
	}

	/** Errors, platform objects and instances of the page's classes, told apart by their prototypes alone. */
	#instance(id: number, object: object, prototype: object, depth: number): string {
		const name = classOf(prototype);
		let link: object | null = prototype;
		for (let i = 0; link && i < 10; i++, link = getPrototypeOf(link)) {
			if (link === errorPrototype) {
				const message = slot<string>(exceptionMessage, object) ?? ownString(object, 'message');
				this.size += message.length;
				return `["error",${id},${stringify(name)},${this.text(message)},${this.text(ownString(object, 'stack'))}]`;
			}
		}
		const tag = ownString(prototype, toStringTag);
		if (tag) return `["platform",${id},${stringify(tag)}]`;
		return this.#entries(id, object, depth, name);
	}
}
