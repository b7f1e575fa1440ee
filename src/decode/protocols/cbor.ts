import type { Codec } from '../codec.ts';
import { readCbor } from '../value/read-cbor.ts';
import { binaryReading } from './msgpack.ts';

/** CBOR (RFC 8949): one data item that takes up all bytes. */
export const cbor: Codec = {
	id: 'cbor',
	name: 'CBOR',
	open: () => (frame) => {
		const { bytes } = frame;
		if (!bytes) return undefined;
		const reading = binaryReading(bytes, readCbor(bytes), (bytes[0] ?? 0) >> 5 === 5);
		const describesItself = bytes[0] === 0xd9 && bytes[1] === 0xd9 && bytes[2] === 0xf7;
		return reading && describesItself && reading.error === undefined
			? { ...reading, confidence: 0.98 }
			: reading;
	},
};
