import type { Codec, Reading } from '../codec.ts';
import type { ProtoChoice } from '../decoded.ts';
import { parseProto } from '../protobuf/parse-proto.ts';
import { readMessage } from '../protobuf/read-message.ts';
import type { MessageType, Schema } from '../protobuf/schema.ts';
import { readProtobuf } from '../value/read-protobuf.ts';

/** Protocol Buffers: by a person's .proto, else by field numbers, wire types and what the contents look like. */
export const protobuf: Codec = {
	id: 'protobuf',
	name: 'Protobuf',
	open: ({ proto }) => {
		const schema = proto && schemaOf(proto);
		return ({ bytes, direction }) => {
			const type = schema?.get(proto?.[direction] ?? '');
			if (!bytes) return undefined;
			return type ? byType(bytes, type) : bytes.length < 2 ? undefined : guessed(bytes);
		};
	},
};

function guessed(bytes: Uint8Array): Reading | undefined {
	const read = readProtobuf(bytes);
	if (!read) return undefined;
	const { value, fields, largest, padded } = read;
	const confidence = padded ? 0.05 : largest > 1000 ? 0.2 : bytes.length < 6 ? 0.35 : fields > 1 ? 0.65 : 0.5;
	return { confidence, value, type: `${fields} field${fields === 1 ? '' : 's'}` };
}

function byType(bytes: Uint8Array, type: MessageType): Reading {
	const { value, misfits, error } = readMessage(bytes, type);
	const not = misfits.length > 0 ? `Not as ${type.name} says: ${misfits.join(', ')}` : undefined;
	return {
		confidence: error ? 0.3 : not ? 0.5 : 0.95,
		type: type.name,
		value,
		error: error ? `${error} (read as ${type.name})` : not,
		opaque: true,
	};
}

/** Undefined for a text that is no .proto file: who gave it was told. */
function schemaOf({ text }: ProtoChoice): Schema | undefined {
	try {
		return parseProto(text);
	} catch {
		return undefined;
	}
}
