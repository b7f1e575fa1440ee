/**
 * Every built-in the hook uses, taken before the page's first script runs. Code in this folder reaches for nothing
 * else: a page that replaces, wraps or poisons a built-in later neither stops the hook nor watches it work.
 *
 * Two rules follow that no linter can see. Objects of ours have no prototype (`{ __proto__: null }`, `list`), because a page may put
 * setters on Object.prototype and Array.prototype; and methods are called through `apply`, never through their object.
 */
// biome-ignore lint/complexity/noBannedTypes: any callable
export type Callable = Function;

export const apply = Reflect.apply as (fn: Callable, self: unknown, args: ArrayLike<unknown>) => unknown;
export const {
	construct,
	getPrototypeOf,
	setPrototypeOf,
	defineProperty,
	deleteProperty,
	getOwnPropertyDescriptor,
	ownKeys,
} = Reflect;

export const ProxyCtor = Proxy;
export const WeakMapCtor = WeakMap;
export const MapCtor = Map;
export const WeakRefCtor = WeakRef;
export const ErrorCtor = Error;
export const Uint8ArrayCtor = Uint8Array;
export const CustomEventCtor = CustomEvent;
export const EventCtor = Event;
export const MessageEventCtor = MessageEvent;
export const CloseEventCtor = CloseEvent;
export const isArray = Array.isArray;
export const isView = ArrayBuffer.isView;
export const stringify = JSON.stringify;
export const parse = JSON.parse;
export const fromCharCode = String.fromCharCode;
export const base64 = btoa;
export const clone = structuredClone;
export const toNumber = Number;
export const isFiniteNumber = Number.isFinite;
export const hasOwn = Object.hasOwn;
export const objectKeys = Object.keys;
export const numberPrototype = Number.prototype;
export const stringPrototype = String.prototype;
export const blobPrototype = Blob.prototype;
export const objectPrototype = Object.prototype;
export const errorPrototype = Error.prototype;
export const toStringTag: typeof Symbol.toStringTag = Symbol.toStringTag;
export const isNegativeZero = (n: number): boolean => n === 0 && 1 / n < 0;

type Owner = { prototype: object };

/** Callable of a prototype, for use with `apply`. */
const method = (owner: Owner, name: string): Callable =>
	(getOwnPropertyDescriptor(owner.prototype, name) as PropertyDescriptor).value;
/** Getter of an accessor of an object, for use with `apply`; undefined where the browser has none. */
export const getterOf = (object: object, name: string | symbol): Callable | undefined =>
	getOwnPropertyDescriptor(object, name)?.get;
const getter = (owner: Owner, name: string | symbol): Callable => getterOf(owner.prototype, name) as Callable;
/** An interface that not every browser or context has. */
export const optional = (name: string): (Owner & Callable) | undefined =>
	(globalThis as unknown as Record<string, Owner & Callable>)[name];

export const addListener = method(EventTarget, 'addEventListener');
export const removeListener = method(EventTarget, 'removeEventListener');
export const dispatch = method(EventTarget, 'dispatchEvent');
export const stopImmediatePropagation = method(Event, 'stopImmediatePropagation');
export const eventIsTrusted = getterOf(new Event(''), 'isTrusted') as Callable;
export const eventType = getter(Event, 'type');
export const eventPhase = getter(Event, 'eventPhase');
export const eventCurrentTarget = getter(Event, 'currentTarget');
export const customDetail = getter(CustomEvent, 'detail');
export const relatedTarget = getter(FocusEvent, 'relatedTarget');
export const errorMessage = getter(ErrorEvent, 'message');
export const errorFile = getter(ErrorEvent, 'filename');
export const errorLine = getter(ErrorEvent, 'lineno');
export const errorColumn = getter(ErrorEvent, 'colno');
export const messageData = getter(MessageEvent, 'data');
export const messageOrigin = getter(MessageEvent, 'origin');
export const messagePorts = getter(MessageEvent, 'ports');
export const exceptionMessage = getter(DOMException, 'message');
export const messageSource = getter(MessageEvent, 'source');
export const closeCode = getter(CloseEvent, 'code');
export const closeReason = getter(CloseEvent, 'reason');
export const closeWasClean = getter(CloseEvent, 'wasClean');
export const signalAborted = getter(AbortSignal, 'aborted');
export const functionToString = method(Function as unknown as Owner, 'toString');
export const regExpExec = method(RegExp, 'exec');
export const regExpSource = getter(RegExp, 'source');
export const regExpFlags = getter(RegExp, 'flags');
export const dateTime = method(Date, 'getTime');
export const mapForEach = method(Map, 'forEach');
export const mapSize = getter(Map, 'size');
export const setForEach = method(Set, 'forEach');
export const setSize = getter(Set, 'size');
export const bufferLength = getter(ArrayBuffer, 'byteLength');
const typedArray = getPrototypeOf(Uint8Array) as unknown as Owner;
export const viewTag = getter(typedArray, Symbol.toStringTag);
export const typedBuffer = getter(typedArray, 'buffer');
export const typedOffset = getter(typedArray, 'byteOffset');
export const typedLength = getter(typedArray, 'byteLength');
export const typedSet = method(typedArray, 'set');
export const dataViewBuffer = getter(DataView, 'buffer');
export const dataViewOffset = getter(DataView, 'byteOffset');
export const dataViewLength = getter(DataView, 'byteLength');
export const blobSize = getter(Blob, 'size');
export const blobType = getter(Blob, 'type');
export const blobArrayBuffer = method(Blob, 'arrayBuffer');
export const blobSlice = method(Blob, 'slice');
export const fileName = getter(File, 'name');
export const fileModified = getter(File, 'lastModified');
export const promiseThen = method(Promise, 'then');
export const numberValueOf = method(Number, 'valueOf');
export const stringValueOf = method(String, 'valueOf');
export const booleanValueOf = method(Boolean, 'valueOf');
export const bigintToString = method(BigInt as unknown as Owner, 'toString');
export const errorStack = getterOf(Error.prototype, 'stack');
export const slice = method(String, 'slice');
export const includes = method(String, 'includes');
export const charCodeAt = method(String, 'charCodeAt');
export const mapDelete = method(Map, 'delete');
export const weakRefDeref = method(WeakRef, 'deref');
export const mapGet = method(Map, 'get');
export const mapSet = method(Map, 'set');
export const weakGet = method(WeakMap, 'get');
export const weakSet = method(WeakMap, 'set');

export const sharedBufferLength = optional('SharedArrayBuffer')
	? getter(optional('SharedArrayBuffer') as Owner, 'byteLength')
	: undefined;

const encoder = new TextEncoder();
const encode = method(TextEncoder, 'encode');
const bytesOf = (text: string): number => apply(typedLength, apply(encode, encoder, [text]), []) as number;
const NOT_ASCII = /[^\0-\x7f]/;
/** UTF-8 bytes of a string; lone surrogates count as U+FFFD. */
export const utf8Length = (text: string): number =>
	apply(regExpExec, NOT_ASCII, [text]) === null ? text.length : bytesOf(text);

const performanceNow = method(Performance, 'now');
const clock = performance;
const origin = clock.timeOrigin;
/** ms since the epoch, with the clock's full resolution. */
export const now = (): number => origin + (apply(performanceNow, clock, []) as number);

/** An array without Array.prototype behind it: safe to index into, and JSON.stringify asks it for no toJSON. */
export function list<T>(...items: T[]): T[] {
	setPrototypeOf(items, null);
	return items;
}

/** A key-value table by object identity that page code cannot watch. */
export class Table<K extends object, V> {
	readonly #map = new WeakMapCtor<K, V>();
	get(key: K): V | undefined {
		return apply(weakGet, this.#map, [key]) as V | undefined;
	}
	set(key: K, value: V): void {
		apply(weakSet, this.#map, [key, value]);
	}
}
setPrototypeOf(Table.prototype, null);
