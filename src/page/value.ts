import { type Bytes, base64Of, describeBytes } from './bytes.ts';
import {
	apply,
	bigintToString,
	blobSize,
	blobType,
	booleanValueOf,
	bufferLength,
	type Callable,
	dateTime,
	errorPrototype,
	fileModified,
	fileName,
	getOwnPropertyDescriptor,
	getPrototypeOf,
	isArray,
	isFiniteNumber,
	isNegativeZero,
	isView,
	MapCtor,
	mapForEach,
	mapGet,
	mapSet,
	mapSize,
	numberValueOf,
	objectPrototype,
	ownKeys,
	regExpFlags,
	regExpSource,
	setForEach,
	setPrototypeOf,
	setSize,
	sharedBufferLength,
	slice,
	stringify,
	stringValueOf,
	toNumber,
	toStringTag,
	utf8Length,
} from './natives.ts';
import { knownTarget } from './target-ids.ts';

/** What an encoding may cost: `chars` of text, `nodes` of values. */
export interface Budget {
	chars: number;
	nodes: number;
}

export interface Encoded {
	/** JSON of a protocol Value. */
	json: string;
	/** Estimated bytes of the data: UTF-8 for text, byteLength for binary, 8 for a number. */
	size: number;
	/** Whether everything was put into words. */
	complete: boolean;
}

const OMITTED = '{"t":"omitted","why":"budget"}';
const DEEPEST = 200;

/** Asks an internal slot: undefined where the object does not have it. */
const slot = <T>(getter: Callable | undefined, self: unknown): T | undefined => {
	if (!getter) return undefined;
	try {
		return apply(getter, self, []) as T;
	} catch {
		return undefined;
	}
};

/**
 * Puts a value into words without running any of the page's code: own data properties are read by their descriptors,
 * everything else through internal slots. Safe for values that the structured clone algorithm has made or accepted
 * (they contain no proxies); accessors among them are named, not called.
 */
export function encodeValue(value: unknown, budget: Budget): Encoded {
	const writer = new Writer(budget);
	const json = writer.value(value, 0);
	return { __proto__: null, json, size: writer.size, complete: writer.complete } as Encoded;
}

/** JSON of an omitted value. */
export const omitted = (why: 'synthetic' | 'unreadable' | 'not-observable'): string =>
	`{"t":"omitted","why":"${why}"}`;

class Writer {
	size = 0;
	complete = true;
	#chars: number;
	#nodes: number;
	#ids = 0;
	readonly #seen = new MapCtor<object, number>();

	constructor(budget: Budget) {
		this.#chars = budget.chars;
		this.#nodes = budget.nodes;
	}

	value(value: unknown, depth: number): string {
		if (--this.#nodes < 0 || depth > DEEPEST) return this.#omit();
		switch (typeof value) {
			case 'string':
				return this.#string(value);
			case 'number':
				this.size += 8;
				return `{"t":"number","v":${isFiniteNumber(value) && !isNegativeZero(value) ? value : isNegativeZero(value) ? '"-0"' : `"${value}"`}}`;
			case 'boolean':
				this.size += 1;
				return value ? '{"t":"boolean","v":true}' : '{"t":"boolean","v":false}';
			case 'undefined':
				return '{"t":"undefined"}';
			case 'bigint': {
				const digits = apply(bigintToString, value, []) as string;
				this.size += digits.length >> 1;
				return `{"t":"bigint","v":${this.#text(digits)}}`;
			}
			case 'object':
				return value === null ? '{"t":"null"}' : this.#object(value, depth);
			default:
				return omitted('unreadable');
		}
	}

	#omit(): string {
		this.complete = false;
		return OMITTED;
	}

	/** A JSON string, cut where the budget ends. */
	#text(text: string): string {
		const cut = text.length > this.#chars;
		if (cut) this.complete = false;
		const room = this.#chars < 0 ? 0 : this.#chars;
		const kept = cut ? (apply(slice, text, [0, room]) as string) : text;
		this.#chars -= kept.length;
		return stringify(kept);
	}

	#string(text: string): string {
		this.size += utf8Length(text);
		const full = text.length;
		const json = full > this.#chars ? `${this.#text(text)},"n":${full}` : this.#text(text);
		return `{"t":"string","v":${json}}`;
	}

	#object(object: object, depth: number): string {
		const known = apply(mapGet, this.#seen, [object]) as number | undefined;
		if (known !== undefined) return `{"t":"ref","id":${known}}`;
		const id = ++this.#ids;
		apply(mapSet, this.#seen, [object, id]);
		const head = (t: string): string => `{"t":"${t}","id":${id},`;
		if (isArray(object)) return this.#array(head('array'), object, depth);
		const prototype = getPrototypeOf(object);
		if (prototype === objectPrototype || prototype === null)
			return this.#entries(head('object'), object, depth);
		return this.#special(head, object, depth) ?? this.#instance(head, object, prototype, depth);
	}

	/** Types with internal slots, asked in the order of likelihood. */
	#special(head: (t: string) => string, object: object, depth: number): string | undefined {
		if (isView(object)) {
			const view = describeBytes(object);
			this.size += view.length;
			return `${head('view')}"c":"${view.name}",${this.#bytes(view)},"n":${view.length},"o":${view.offset}}`;
		}
		const isShared = slot<number>(sharedBufferLength, object) !== undefined;
		const length = isShared ? slot<number>(sharedBufferLength, object) : slot<number>(bufferLength, object);
		if (length !== undefined) {
			this.size += length;
			const name = isShared ? 'SharedArrayBuffer' : 'ArrayBuffer';
			return `${head('buffer')}"c":"${name}",${this.#bytes(describeBytes(object))},"n":${length}}`;
		}
		const date = slot<number>(dateTime, object);
		if (date !== undefined) return `${head('date')}"v":${isFiniteNumber(date) ? date : 'null'}}`;
		if (slot(mapSize, object) !== undefined) return this.#map(head('map'), object, depth);
		if (slot(setSize, object) !== undefined) return this.#set(head('set'), object, depth);
		const blob = slot<number>(blobSize, object);
		if (blob !== undefined) return this.#blob(head('blob'), object, blob);
		const port = knownTarget(object);
		if (port !== undefined) return `${head('port')}"port":${port}}`;
		// RegExp.prototype answers '(?:)' itself, so the flags getter (which reads properties) is asked only after it.
		const source = slot<string>(regExpSource, object);
		if (source !== undefined)
			return `${head('regexp')}"v":${this.#text(source)},"f":${this.#text(slot<string>(regExpFlags, object) ?? '')}}`;
		return this.#boxed(head, object, depth);
	}

	#boxed(head: (t: string) => string, object: object, depth: number): string | undefined {
		const inner =
			slot<unknown>(numberValueOf, object) ?? slot(stringValueOf, object) ?? slot(booleanValueOf, object);
		return inner === undefined ? undefined : `${head('boxed')}"v":${this.value(inner, depth + 1)}}`;
	}

	/** Leading bytes within the budget, in base64 (4 characters for 3 bytes). */
	#bytes(view: Bytes): string {
		const room = this.#chars > 0 ? (this.#chars * 3) >> 2 : 0;
		if (view.length > room) this.complete = false;
		const text = base64Of(view, room);
		this.#chars -= text.length;
		return `"b":"${text}"`;
	}

	#blob(head: string, blob: object, size: number): string {
		this.size += size;
		if (size > 0) this.complete = false;
		const name = slot<string>(fileName, blob);
		const file =
			name === undefined
				? ''
				: `,"name":${this.#text(name)},"modified":${slot<number>(fileModified, blob) ?? 0}`;
		return `${head}"n":${size},"m":${this.#text(slot<string>(blobType, blob) ?? '')}${file}}`;
	}

	#array(head: string, array: unknown[], depth: number): string {
		const length = array.length;
		let entries = '';
		// Sparse arrays can claim four billion elements: walk the keys that are there, not the indexes.
		const keys = length > this.#nodes ? ownKeys(array) : undefined;
		const count = keys ? keys.length : length;
		for (let i = 0; i < count; i++) {
			const key = keys ? keys[i] : i;
			if (key === 'length' || typeof key === 'symbol') continue;
			const index = keys ? indexOfKey(key as string) : i;
			if (index < 0) continue;
			if (this.#nodes <= 0) {
				this.complete = false;
				break;
			}
			const descriptor = getOwnPropertyDescriptor(array, key as string);
			if (descriptor) entries += `${entries && ','}[${index},${this.#property(descriptor, depth)}]`;
		}
		return `${head}"e":[${entries}],"n":${length}}`;
	}

	#property(descriptor: PropertyDescriptor, depth: number): string {
		setPrototypeOf(descriptor, null);
		return 'value' in descriptor ? this.value(descriptor.value, depth + 1) : omitted('unreadable');
	}

	#entries(head: string, object: object, depth: number, name?: string): string {
		const keys = ownKeys(object);
		let entries = '';
		let total = 0;
		for (let i = 0; i < keys.length; i++) {
			const key = keys[i] as string | symbol;
			if (typeof key === 'symbol') continue;
			const descriptor = getOwnPropertyDescriptor(object, key);
			if (!descriptor?.enumerable) continue;
			total++;
			if (this.#nodes <= 0 || this.#chars <= 0) {
				this.complete = false;
				continue;
			}
			this.size += key.length;
			entries += `${entries && ','}[${this.#text(key)},${this.#property(descriptor, depth)}]`;
		}
		const className = name === undefined ? '' : `"c":${stringify(name)},`;
		return `${head}${className}"e":[${entries}]${this.complete ? '' : `,"n":${total}`}}`;
	}

	#map(head: string, map: object, depth: number): string {
		let entries = '';
		const add = (value: unknown, key: unknown): void => {
			if (this.#nodes <= 0) this.complete = false;
			else entries += `${entries && ','}[${this.value(key, depth + 1)},${this.value(value, depth + 1)}]`;
		};
		apply(mapForEach, map, [add]);
		return `${head}"e":[${entries}],"n":${slot<number>(mapSize, map)}}`;
	}

	#set(head: string, set: object, depth: number): string {
		let entries = '';
		const add = (value: unknown): void => {
			if (this.#nodes <= 0) this.complete = false;
			else entries += `${entries && ','}${this.value(value, depth + 1)}`;
		};
		apply(setForEach, set, [add]);
		return `${head}"e":[${entries}],"n":${slot<number>(setSize, set)}}`;
	}

	/** Errors, platform objects and instances of the page's classes, told apart by their prototypes alone. */
	#instance(head: (t: string) => string, object: object, prototype: object, depth: number): string {
		const name = classOf(prototype);
		let link: object | null = prototype;
		for (let i = 0; link && i < 10; i++, link = getPrototypeOf(link)) {
			if (link !== errorPrototype) continue;
			const text = (key: string): string => {
				const value: unknown = getOwnPropertyDescriptor(object, key)?.value;
				return this.#text(typeof value === 'string' ? value : '');
			};
			return `${head('error')}"c":${stringify(name)},"v":${text('message')},"s":${text('stack')}}`;
		}
		const tag: unknown = getOwnPropertyDescriptor(prototype, toStringTag)?.value;
		if (typeof tag === 'string') return `${head('platform')}"c":${stringify(tag)}}`;
		return this.#entries(head('object'), object, depth, name);
	}
}
setPrototypeOf(Writer.prototype, null);

/** The index that an own key of an array stands for, or -1 for a key that is none. */
function indexOfKey(key: string): number {
	const index = toNumber(key);
	return index >= 0 && `${index}` === key ? index : -1;
}

/** Name of the class whose prototype this is, from data properties alone. */
function classOf(prototype: object): string {
	const made: unknown = getOwnPropertyDescriptor(prototype, 'constructor')?.value;
	if (typeof made !== 'function') return '';
	const name: unknown = getOwnPropertyDescriptor(made, 'name')?.value;
	return typeof name === 'string' ? (apply(slice, name, [0, 100]) as string) : '';
}
