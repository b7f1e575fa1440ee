import {
	apply,
	base64,
	bufferLength,
	type Callable,
	dataViewBuffer,
	dataViewLength,
	dataViewOffset,
	fromCharCode,
	isView,
	sharedBufferLength,
	typedBuffer,
	typedLength,
	typedOffset,
	typedSet,
	Uint8ArrayCtor,
	viewTag,
} from './natives.ts';

/** Bytes behind an ArrayBuffer, SharedArrayBuffer or view: not a copy. */
export interface Bytes {
	bytes: Uint8Array;
	/** Interface name. */
	name: string;
	/** byteLength of the view or buffer. */
	length: number;
	/** byteOffset of the view; GONE where the buffer was transferred, so that what it held cannot be seen. */
	offset: number;
}

export const GONE = -1;

const CHUNK = 0x2000;

/** Looks at a buffer or view through its internal slots; a detached one has no bytes. */
export function describeBytes(object: object): Bytes {
	const tag = apply(viewTag, object, []) as string | undefined;
	if (tag !== undefined) return region(tag, object, typedBuffer, typedOffset, typedLength);
	if (isView(object)) return region('DataView', object, dataViewBuffer, dataViewOffset, dataViewLength);
	return whole(object);
}

function region(name: string, view: object, buffer: Callable, offset: Callable, length: Callable): Bytes {
	try {
		const start = apply(offset, view, []) as number;
		const size = apply(length, view, []) as number;
		const bytes = new Uint8ArrayCtor(apply(buffer, view, []) as ArrayBuffer, start, size);
		return { __proto__: null, bytes, name, length: size, offset: start } as Bytes;
	} catch {
		return { __proto__: null, bytes: new Uint8ArrayCtor(0), name, length: 0, offset: GONE } as Bytes;
	}
}

function whole(buffer: object): Bytes {
	let length = 0;
	let name = 'ArrayBuffer';
	try {
		length = apply(bufferLength, buffer, []) as number;
	} catch {
		name = 'SharedArrayBuffer';
		length = apply(sharedBufferLength as Callable, buffer, []) as number;
	}
	let bytes: Uint8Array;
	let offset = 0;
	try {
		bytes = new Uint8ArrayCtor(buffer as ArrayBuffer);
	} catch {
		// Detached: natively a TypeError, and nothing is left to show.
		bytes = new Uint8ArrayCtor(0);
		offset = GONE;
	}
	return { __proto__: null, bytes, name, length, offset } as Bytes;
}

/** Base64 of at most `limit` leading bytes. */
export function base64Of({ bytes, length }: Bytes, limit: number): string {
	const end = length < limit ? length : limit;
	const buffer = apply(typedBuffer, bytes, []) as ArrayBuffer;
	const start = apply(typedOffset, bytes, []) as number;
	let binary = '';
	for (let i = 0; i < end; i += CHUNK) {
		const size = end - i < CHUNK ? end - i : CHUNK;
		binary += apply(fromCharCode, null, new Uint8ArrayCtor(buffer, start + i, size)) as string;
	}
	return base64(binary);
}

/** A copy of the bytes, in a view of their own. */
export function copyOf({ bytes, length }: Bytes): Uint8Array {
	const copy = new Uint8ArrayCtor(length);
	apply(typedSet, copy, [bytes]);
	return copy;
}
