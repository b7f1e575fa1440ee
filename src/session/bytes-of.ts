import { readBase64 } from '../decode/bytes/base64.ts';
import { utf8Bytes } from '../decode/bytes/utf8.ts';
import type { Value } from '../protocol/value.ts';

/** Bytes of a payload: of binary data as recorded, of text in UTF-8; empty for anything else. */
export function bytesOf(value: Value): Uint8Array {
	switch (value.t) {
		case 'buffer':
		case 'view':
			return readBase64(value.b) ?? new Uint8Array();
		case 'blob':
			return readBase64(value.b ?? '') ?? new Uint8Array();
		case 'string':
			return utf8Bytes(value.v);
		default:
			return new Uint8Array();
	}
}
