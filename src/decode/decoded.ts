/** One WebSocket message as the page sent or received it: text frames as strings, binary ones as bytes. */
export interface FrameInput {
	direction: 'in' | 'out';
	data: string | Uint8Array;
}

/**
 * What a payload says, in plain values that survive structured cloning. Objects may own keys such as
 * `__proto__`. Maps stand for MessagePack and CBOR maps with a key that is not a string; typed
 * extensions are objects with one key that names them, such as `{ 'ext 5': bytes }`.
 */
export type DecodedValue =
	| undefined
	| null
	| boolean
	| number
	| bigint
	| string
	| Uint8Array
	| DecodedValue[]
	| Map<DecodedValue, DecodedValue>
	| DecodedObject;

export interface DecodedObject {
	[key: string]: DecodedValue;
}

/** One reading of a frame, or of a payload inside one. */
export interface Decoded {
	/** Id of the protocol, one of `protocols`. */
	protocol: string;
	/** 0 (a guess) to 1 (certain). */
	confidence: number;
	/** Short label of the message, such as `event chat:message`; one line, at most 120 UTF-16 units. */
	type?: string | undefined;
	/** Names this message, where the protocol numbers messages. */
	id?: string | undefined;
	/** The `id` of the earlier message of the other side that this one answers. */
	replyTo?: string | undefined;
	/** One line, at most 200 UTF-16 units. */
	preview: string;
	value: DecodedValue;
	/** Messages and encoded payloads found inside, outermost first. */
	layers: Decoded[];
	/** Where in the enclosing `value` the payload was found, such as `args[0].body`; layers alone have it. */
	path?: string | undefined;
	/** What was wrong or left out; `value` then holds what could be read. */
	error?: string | undefined;
}

/** What is known of a socket before its first frame. `override` is a protocol id chosen by a person. */
export interface SocketHint {
	url?: string | undefined;
	subprotocol?: string | undefined;
	override?: string | undefined;
	proto?: ProtoChoice | undefined;
}

/** How a person says that Protobuf messages are to be read. */
export interface ProtoChoice {
	/** One or several .proto files, one after the other. */
	text: string;
	/** Full name of the type of messages that come, and of those that go; empty: as without a .proto file. */
	in: string;
	out: string;
}
