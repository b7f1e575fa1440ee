import type { Codec, Reading } from '../codec.ts';
import { type BinaryValue, readMsgpack } from '../value/read-msgpack.ts';

/** MessagePack: one value that takes up all bytes, or the readable beginning when it is asked for. */
export const msgpack: Codec = {
	id: 'msgpack',
	name: 'MessagePack',
	open: () => (frame) => (frame.bytes ? binaryReading(frame.bytes, readMsgpack(frame.bytes)) : undefined),
};

/** Judges a binary value: objects that fill the frame are convincing, lone numbers are not. */
export function binaryReading(bytes: Uint8Array, read: BinaryValue): Reading | undefined {
	const { value, used } = read;
	const extra = read.error === undefined && used < bytes.length;
	const error = extra ? `${bytes.length - used} bytes follow the value` : read.error;
	if (bytes.length === 0 || (value === undefined && error !== undefined)) return undefined;
	if (error !== undefined) return { confidence: 0.05, value, error };
	const container = typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
	if (!container) return { confidence: bytes.length > 4 ? 0.4 : 0.2, value };
	if (bytes.length < 3) return { confidence: 0.3, value };
	const named =
		!Array.isArray(value) && !(value instanceof Map) && Object.keys(value).every((key) => key !== '');
	return { confidence: named ? 0.85 : Array.isArray(value) ? 0.72 : 0.6, value };
}
