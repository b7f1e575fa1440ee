import type { Codec } from '../codec.ts';
import { readProtobuf } from '../value/read-protobuf.ts';

/** Protocol Buffers without a schema: field numbers, wire types and what the contents look like. */
export const protobuf: Codec = {
	id: 'protobuf',
	name: 'Protobuf (no schema)',
	open: () => (frame) => {
		const { bytes } = frame;
		if (!bytes || bytes.length < 2) return undefined;
		const read = readProtobuf(bytes);
		if (!read) return undefined;
		const { value, fields, largest } = read;
		const confidence = largest > 1000 ? 0.2 : bytes.length < 6 ? 0.35 : fields > 1 ? 0.65 : 0.5;
		return { confidence, value, type: `${fields} field${fields === 1 ? '' : 's'}` };
	},
};
