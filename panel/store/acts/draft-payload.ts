import { readBase64 } from '../../../src/decode/bytes/base64.ts';
import { hexOf } from '../../../src/decode/bytes/hex.ts';
import { utf8Length } from '../../../src/decode/bytes/utf8.ts';
import { plainValue } from '../../../src/decode/value/plain-value.ts';
import { writeCbor } from '../../../src/decode/value/write-cbor.ts';
import { writeMsgpack } from '../../../src/decode/value/write-msgpack.ts';
import { parseValue } from '../../../src/probe/notation/parse.ts';
import { printValue } from '../../../src/probe/notation/print.ts';
import type { Value } from '../../../src/protocol/value.ts';
import { bytesOf } from '../../../src/session/bytes-of.ts';
import { binary, type Draft, emptyDraft, MOST_BYTES, type Payload } from './payload.ts';
import type { ActProblem } from './problem.ts';

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
function readHex(text: string): Uint8Array | ActProblem {
	const digits = text.replace(/0x(?=[\da-f])/gi, '  ');
	const wrong = /[^\da-f\s,]/i.exec(digits);
	if (wrong) return { kind: 'hex-digit', detail: String(wrong.index + 1) };
	const plain = digits.replace(/[\s,]+/g, '');
	if (plain.length % 2 !== 0) return { kind: 'hex-half' };
	const bytes = new Uint8Array(plain.length / 2);
	for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(plain.slice(i * 2, i * 2 + 2), 16);
	return bytes;
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
		const isSame = again instanceof Uint8Array && hexOf(again) === hexOf(bytes);
		if (isSame) return { ...emptyDraft, format, [format]: text };
	}
	return { ...emptyDraft, format: 'hex', hex: hexOf(bytes) };
}
