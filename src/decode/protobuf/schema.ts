/** Types of fields that the wire writes by themselves (Protocol Buffers language guide, "Scalar Value Types"). */
export const scalars = [
	'double',
	'float',
	'int32',
	'int64',
	'uint32',
	'uint64',
	'sint32',
	'sint64',
	'fixed32',
	'fixed64',
	'sfixed32',
	'sfixed64',
	'bool',
	'string',
	'bytes',
] as const;
export type Scalar = (typeof scalars)[number];

/** What a field holds. `unknown`: a type of an imported file that was not given; its contents are guessed. */
export type FieldType =
	| { kind: 'scalar'; scalar: Scalar }
	| { kind: 'message' | 'group'; message: MessageType }
	| { kind: 'enum'; names: ReadonlyMap<number, string> }
	| { kind: 'unknown' };

export interface Field {
	name: string;
	isRepeated: boolean;
	type: FieldType;
	/** Of a `map<key, type>`: the type of its keys. */
	key?: Scalar;
}

export interface MessageType {
	/** With its package: `shop.Order.Item`. */
	name: string;
	fields: Map<number, Field>;
}

/** Message types by their full names, in the order of the text. */
export type Schema = ReadonlyMap<string, MessageType>;

/** What is wrong with a .proto file. */
export const protoProblems = [
	'unexpected',
	'open_comment',
	'open_text',
	'number',
	'number_twice',
	'type',
	'name_twice',
	'no_message',
	'too_long',
] as const;

/** Thrown by the parser. */
export class ProtoProblem extends Error {
	readonly code: (typeof protoProblems)[number];
	/** Counted from 1. */
	readonly line: number;
	/** A word of the file, or a number. */
	readonly word: string;
	constructor(code: ProtoProblem['code'], line: number, word = '') {
		super(`${line}: ${code} ${word}`);
		this.code = code;
		this.line = line;
		this.word = word;
	}
}
