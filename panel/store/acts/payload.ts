import { writeBase64 } from '../../../src/decode/bytes/base64.ts';
import { utf8Length } from '../../../src/decode/bytes/utf8.ts';
import type { Value } from '../../../src/protocol/value.ts';
import { bytesOf } from '../../../src/session/bytes-of.ts';
import type { ActProblem } from './problem.ts';

export const formats = ['text', 'hex', 'base64', 'file', 'msgpack', 'cbor'] as const;
export type Format = (typeof formats)[number];

/** A payload as a person writes it; each format keeps its own text. */
export interface Draft {
	format: Format;
	text: string;
	hex: string;
	base64: string;
	/** Values in the notation of `printValue`, to be written in a binary format. */
	msgpack: string;
	cbor: string;
	file: { name: string; bytes: Uint8Array } | undefined;
}

export const emptyDraft: Draft = {
	format: 'text',
	text: '',
	hex: '',
	base64: '',
	msgpack: '',
	cbor: '',
	file: undefined,
};

/** Bytes of one frame that the browser's messages carry between panel and page. */
export const MOST_BYTES = 32_000_000;

export type Payload = { data: Value; problem?: undefined } | { problem: ActProblem };

/** Bytes as a payload. */
export const binary = (bytes: Uint8Array): Value => ({
	t: 'buffer',
	id: 1,
	c: 'ArrayBuffer',
	b: writeBase64(bytes),
	n: bytes.length,
});

/** Bytes of a payload in a frame. */
export function sizeOf(data: Value): number {
	if (data.t === 'string') return utf8Length(data.v);
	return data.t === 'buffer' ? data.n : 0;
}

/** A recorded payload as it can be sent again: a text, or bytes in a buffer; undefined for what is not there. */
export function sendable(value: Value): Value | undefined {
	if (value.t === 'string') return value.n === undefined ? value : undefined;
	if (value.t !== 'buffer' && value.t !== 'view' && value.t !== 'blob') return undefined;
	const bytes = bytesOf(value);
	return bytes.length === value.n ? binary(bytes) : undefined;
}
