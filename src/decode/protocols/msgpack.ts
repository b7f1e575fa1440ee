import { isReadable } from '../bytes/utf8.ts';
import type { Codec, Reading } from '../codec.ts';
import type { DecodedValue } from '../decoded.ts';
import { labelOf } from '../value/label.ts';
import { type BinaryValue, readMsgpack } from '../value/read-msgpack.ts';
import { asObject } from '../value/shape.ts';

/** MessagePack: one value that takes up all bytes, or the readable beginning when it is asked for. */
export const msgpack: Codec = {
	id: 'msgpack',
	name: 'MessagePack',
	open: () => (frame) =>
		frame.bytes ? binaryReading(frame.bytes, readMsgpack(frame.bytes), isMap(frame.bytes[0])) : undefined,
};

function isMap(head = 0): boolean {
	return head >> 4 === 8 || head === 0xde || head === 0xdf;
}

/** Judges a binary value: objects that fill the frame are convincing, lone numbers are not. */
export function binaryReading(bytes: Uint8Array, read: BinaryValue, isMap: boolean): Reading | undefined {
	const { value, used } = read;
	const extra = read.error === undefined && used < bytes.length;
	const error = extra ? `${bytes.length - used} bytes follow the value` : read.error;
	if (bytes.length === 0 || (value === undefined && error !== undefined)) return undefined;
	if (error !== undefined) return { confidence: 0.05, value, error };
	const isArray = Array.isArray(value);
	if (!isArray && !isMap) return { confidence: bytes.length > 4 ? 0.4 : 0.2, value };
	if (bytes.length < 3) return { confidence: 0.3, value };
	const confidence = isArray ? 0.72 : hasNames(value) ? 0.85 : 0.5;
	return { confidence, type: labelOf(value), value };
}

/** Whether a map has nothing but readable names for keys, which chance does not make. */
function hasNames(value: DecodedValue): boolean {
	const keys = Object.keys(asObject(value) ?? {});
	return keys.length > 0 && keys.every((key) => key !== '' && isReadable(key) && !/[\0\ufffd]/.test(key));
}
