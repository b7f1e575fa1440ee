import { type Inflated, openInflate } from '../bytes/inflate.ts';
import { isReadable, readUtf8 } from '../bytes/utf8.ts';
import type { Codec, Reading } from '../codec.ts';

/** One gzip member (RFC 1952). */
export const gzip: Codec = {
	id: 'gzip',
	name: 'gzip',
	open: () => (frame) => {
		const { bytes } = frame;
		if (!bytes || bytes.length < 18 || bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8)
			return undefined;
		return reading('gzip', bytes, openInflate('gzip')(bytes, true), 0.97);
	},
};

/** One zlib stream (RFC 1950) per frame. */
export const zlib: Codec = {
	id: 'zlib',
	name: 'zlib',
	open: () => (frame) => {
		const { bytes } = frame;
		if (!bytes || bytes.length < 8 || !hasZlibHeader(bytes)) return undefined;
		const inflated = openInflate('zlib')(bytes, true);
		return reading('zlib', bytes, inflated, inflated.error === undefined ? 0.93 : 0.3);
	},
};

/** Raw deflate data (RFC 1951); it has no mark of its own, so only output that grew or reads well convinces. */
export const deflate: Codec = {
	id: 'deflate',
	name: 'Raw deflate',
	costly: true,
	open: () => (frame) => {
		const { bytes } = frame;
		// Block type 3 does not exist.
		if (!bytes || bytes.length < 4 || ((bytes[0] ?? 0) & 6) === 6) return undefined;
		const inflated = openInflate('deflate')(bytes, true);
		if (inflated.error !== undefined || inflated.bytes.length < 4) return undefined;
		return reading(
			'deflate',
			bytes,
			inflated,
			inflated.bytes.length > bytes.length && readsWell(inflated.bytes) ? 0.65 : 0.2,
		);
	},
};

/** Whether output is text or much larger than chance makes it. */
function readsWell(bytes: Uint8Array): boolean {
	const text = readUtf8(bytes);
	return bytes.length > 4096 || (text !== undefined && isReadable(text) && !text.includes('\0'));
}

/** Whether bytes begin as RFC 1950 says: method 8, a window of at most 32 KiB, a valid check, no dictionary. */
export function hasZlibHeader(bytes: Uint8Array): boolean {
	const [method = 0, flags = 0] = bytes;
	return (
		(method & 0x0f) === 8 && method >> 4 <= 7 && (method * 256 + flags) % 31 === 0 && (flags & 0x20) === 0
	);
}

/** A compressed payload as sizes with its content as the only layer. */
export function reading(name: string, from: Uint8Array, to: Inflated, confidence: number): Reading {
	return {
		confidence: to.bytes.length === 0 && to.error !== undefined ? 0.05 : confidence,
		type: `${name} ${from.length} → ${to.bytes.length} bytes`,
		value: { compressed: from.length, decompressed: to.bytes.length, content: to.bytes },
		parts: [{ data: to.bytes, path: 'content' }],
		envelope: true,
		error: to.error,
	};
}
