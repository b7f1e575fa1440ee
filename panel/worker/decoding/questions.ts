import type { FrameInput, SocketHint } from '../../../src/decode/decoded.ts';
import type { ProtoProblem } from '../../../src/decode/protobuf/schema.ts';
import type { Value } from '../../../src/protocol/value.ts';

/** A frame by its row in the session. */
export interface NumberedFrame {
	row: number;
	input: FrameInput;
}

/**
 * What the decoders' worker is asked. A line is one decoder: it reads the frames of one socket in their order, and
 * begins with the frames that bring a hint.
 */
export type DecodeQuestion =
	| { kind: 'protocols' }
	/** Reads the next frames; their readings are kept for a while. `values`: all that they say is wanted, for a filter. */
	| { kind: 'frames'; line: number; begin?: SocketHint; frames: NumberedFrame[]; values?: boolean }
	/** A reading that may be kept still. */
	| { kind: 'reading'; line: number; row: number }
	/** Reads one more frame, all of it, and ends the line. */
	| { kind: 'last'; line: number; begin?: SocketHint; frame: NumberedFrame }
	| { kind: 'end'; line: number }
	/** Looks at a person's .proto file. */
	| { kind: 'proto'; text: string };

/** What lists need of a frame. */
export interface Said {
	row: number;
	/** Empty where the protocol has no types. */
	type: string;
	preview: string;
	/** Id of the protocol. */
	protocol: string;
	/** JSON of its values, as the details show them, layer by layer; absent where they were not asked for or the payload says as much. */
	values?: string;
	/** Numbers of the messages in it; see `Decoded`. */
	numbers: { id?: string | undefined; replyTo?: string | undefined }[];
}

/** All that a frame says, in the form in which values are shown. */
export interface Reading {
	protocol: string;
	confidence: number;
	type?: string | undefined;
	id?: string | undefined;
	replyTo?: string | undefined;
	path?: string | undefined;
	error?: string | undefined;
	value: Value;
	layers: Reading[];
}

export type DecodeAnswer =
	| { kind: 'protocols'; protocols: readonly { id: string; name: string }[] }
	/** `protocol`: what the socket is taken to speak; empty until something tells. */
	| { kind: 'frames'; protocol: string; said: Said[] }
	| { kind: 'reading'; reading: Reading | undefined }
	/** Full names of its message types, or what is wrong with it. */
	| { kind: 'proto'; types: string[] }
	| { kind: 'bad-proto'; code: ProtoProblem['code']; line: number; word: string }
	/** The line is not known: its worker was ended, and the frames must be read again from the first. */
	| { kind: 'lost' };
