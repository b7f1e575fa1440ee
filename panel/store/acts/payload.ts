import { readBase64, writeBase64 } from '../../../src/decode/bytes/base64.ts';
import { hexOf } from '../../../src/decode/bytes/hex.ts';
import { utf8Length } from '../../../src/decode/bytes/utf8.ts';
import { plainValue } from '../../../src/decode/value/plain-value.ts';
import { writeCbor } from '../../../src/decode/value/write-cbor.ts';
import { writeMsgpack } from '../../../src/decode/value/write-msgpack.ts';
import { parseValue } from '../../../src/probe/notation/parse.ts';
import { printValue } from '../../../src/probe/notation/print.ts';
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

/** The payload that a draft stands for, or what is wrong with it. */
export function payloadOf(draft: Draft): Payload {
	if (draft.format === 'text') {
		const bytes = utf8Length(draft.text);
		return bytes > MOST_BYTES ? tooLarge(bytes) : { data: { t: 'string', v: draft.text } };
	}
	const bytes = bytesOfDraft(draft);
	if (!(bytes instanceof Uint8Array)) return { problem: bytes };
	return bytes.length > MOST_BYTES ? tooLarge(bytes.length) : { data: binary(bytes) };
}

const tooLarge = (bytes: number): Payload => ({ problem: { kind: 'too-large', detail: String(bytes) } });

function bytesOfDraft(draft: Draft): Uint8Array | ActProblem {
	const { format, hex, base64, file } = draft;
	if (format === 'file') return file?.bytes ?? { kind: 'no-file' };
	if (format === 'hex') return readHex(hex);
	if (format === 'msgpack' || format === 'cbor') return writeValue(format, draft[format]);
	return readBase64(base64.replace(/\s+/g, '')) ?? { kind: 'base64' };
}

const writers = { msgpack: writeMsgpack, cbor: writeCbor };

function writeValue(format: keyof typeof writers, text: string): Uint8Array | ActProblem {
	const parsed = parseValue(text);
	if (!parsed.ok) return { kind: 'notation', detail: `${parsed.line}:${parsed.column} ${parsed.message}` };
	try {
		return writers[format](plainValue(parsed.value));
	} catch (error) {
		if (error instanceof RangeError) return { kind: 'no-place', detail: error.message };
		throw error;
	}
}

/** Hex digits in pairs; spaces, commas and a 0x before each byte are left out. */
export function readHex(text: string): Uint8Array | ActProblem {
	const digits = text.replace(/0x(?=[\da-f])/gi, '  ');
	const wrong = /[^\da-f\s,]/i.exec(digits);
	if (wrong) return { kind: 'hex-digit', detail: String(wrong.index + 1) };
	const plain = digits.replace(/[\s,]+/g, '');
	if (plain.length % 2 !== 0) return { kind: 'hex-half' };
	const bytes = new Uint8Array(plain.length / 2);
	for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(plain.slice(i * 2, i * 2 + 2), 16);
	return bytes;
}

const binary = (bytes: Uint8Array): Value => ({
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

/**
 * What a person begins with who edits a recorded payload: text as text, bytes in hex, or as the value that was read in
 * them where writing it gives the same bytes.
 */
export function draftOf(value: Value, read?: { protocol: string; value: Value }): Draft {
	if (value.t === 'string') return { ...emptyDraft, text: value.v };
	const bytes = bytesOf(value);
	if (read?.protocol === 'msgpack' || read?.protocol === 'cbor') {
		const format = read.protocol;
		const { text } = printValue(read.value);
		const again = writeValue(format, text);
		const isSame = again instanceof Uint8Array && hexOf(again, again.length) === hexOf(bytes, bytes.length);
		if (isSame) return { ...emptyDraft, format, [format]: text };
	}
	return { ...emptyDraft, format: 'hex', hex: hexOf(bytes, bytes.length) };
}
