import { failure } from '../../protocol/failure.ts';
import type { Value } from '../../protocol/value.ts';

/** The value that a description stands for, made in this world; throws a failure, or what the browser throws. */
export function revive(value: Value): unknown {
	return new Reviver().make(value);
}

class Reviver {
	readonly #made = new Map<number, object>();

	make(value: Value): unknown {
		switch (value.t) {
			case 'undefined':
				return undefined;
			case 'null':
				return null;
			case 'number':
				return Number(value.v);
			case 'boolean':
				return value.v;
			case 'string':
				if (value.n !== undefined && value.n > value.v.length) throw failure('value-unread');
				return value.v;
			case 'bigint':
				return BigInt(value.v);
			case 'ref':
				if (!this.#made.has(value.id)) throw failure('value-unread');
				return this.#made.get(value.id);
			case 'omitted':
				throw failure('value-unread');
			default:
				return this.#object(value);
		}
	}

	#keep<T extends object>(id: number, object: T): T {
		this.#made.set(id, object);
		return object;
	}

	#object(value: Extract<Value, { id: number }>): unknown {
		// Of an array there may be holes.
		if ('e' in value && value.t !== 'array' && value.e.length < (value.n ?? 0)) throw failure('value-unread');
		switch (value.t) {
			case 'object': {
				const object = this.#keep(value.id, {});
				for (const [key, item] of value.e) define(object, key, this.make(item));
				return object;
			}
			case 'array': {
				const array: unknown[] = this.#keep(value.id, []);
				array.length = value.n;
				for (const [key, item] of value.e) define(array, key, this.make(item));
				return array;
			}
			case 'map': {
				const map = this.#keep(value.id, new Map());
				for (const [key, item] of value.e) map.set(this.make(key), this.make(item));
				return map;
			}
			case 'set': {
				const set = this.#keep(value.id, new Set());
				for (const item of value.e) set.add(this.make(item));
				return set;
			}
			case 'date':
				return this.#keep(value.id, new Date(value.v ?? Number.NaN));
			case 'regexp':
				return this.#keep(value.id, new RegExp(value.v, value.f));
			case 'error':
				return this.#keep(value.id, errorOf(value.c, value.v));
			case 'boxed':
				return this.#keep(value.id, Object(this.make(value.v)) as object);
			case 'buffer':
				return this.#keep(value.id, wholeOf(value).buffer);
			case 'view':
				return this.#keep(value.id, viewOf(value.c, wholeOf(value).buffer));
			case 'blob':
				return this.#keep(value.id, blobOf(value));
			default:
				throw failure('value-kind', value.t === 'platform' ? value.c : value.t);
		}
	}
}

/** Not by assignment: `__proto__` is an own key of the value like any other. */
function define(object: object, key: string | number, value: unknown): void {
	Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
	Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

function wholeOf({ b, n }: { b: string; n: number }): Uint8Array<ArrayBuffer> {
	const bytes = bytesOf(b);
	if (bytes.length < n) throw failure('value-unread');
	return bytes;
}

/** Later than the browsers that are supported; absent in this compiler's library. */
const { Float16Array } = globalThis as { Float16Array?: new (buffer: ArrayBuffer) => ArrayBufferView };

const VIEWS: Record<string, new (buffer: ArrayBuffer) => ArrayBufferView> = {
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
	DataView,
	...(Float16Array ? { Float16Array } : {}),
};

function viewOf(name: string, buffer: ArrayBuffer): ArrayBufferView {
	const View = Object.hasOwn(VIEWS, name) ? VIEWS[name] : undefined;
	if (!View) throw failure('value-kind', name);
	return new View(buffer);
}

const ERRORS = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

const errorOf = (name: string, message: string): Error =>
	new (Object.hasOwn(ERRORS, name) ? ERRORS[name as keyof typeof ERRORS] : Error)(message);

function blobOf({ b = '', n, m, name, modified }: Extract<Value, { t: 'blob' }>): Blob {
	const bytes = bytesOf(b);
	if (bytes.length < n) throw failure('value-unread');
	if (name === undefined) return new Blob([bytes], { type: m });
	return new File([bytes], name, { type: m, ...(modified === undefined ? {} : { lastModified: modified }) });
}
