import { readBase64 } from '../../decode/bytes/base64.ts';
import { createDecoder, type Decoded, type DecodedValue } from '../../decode/decode.ts';
import { redactText } from './redact-text.ts';
import { isSecretName, namesSecret } from './secret-names.ts';

/** Characters of binary data that are looked at in one go. */
const PIECE = 8_192;

/**
 * Base64 of binary data, or nothing when there is a credential in it: as text in one or two bytes a character,
 * or in what the decoders can take out of it, packed and compressed forms included.
 */
export function redactBytes(base64: string): string {
	const bytes = readBase64(base64);
	if (!bytes || bytes.length === 0) return base64;
	return isTelling(latin1(bytes)) ||
		isTellingReading(createDecoder({}).decode({ direction: 'in', data: bytes }))
		? ''
		: base64;
}

function latin1(bytes: Uint8Array): string {
	let text = '';
	for (let at = 0; at < bytes.length; at += PIECE) {
		text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
	}
	return text;
}

/** Packed formats have lengths, not colons, between a name and its value: the name is enough. */
function isTelling(text: string): boolean {
	// NUL bytes between the letters: UTF-16.
	const narrow = text.includes('\0') ? text.replaceAll('\0', '') : text;
	return namesSecret(text) || namesSecret(narrow) || redactText(narrow) !== narrow;
}

function isTellingReading({ value, layers }: Decoded): boolean {
	return isTellingValue(value) || layers.some(isTellingReading);
}

function isTellingValue(value: DecodedValue): boolean {
	if (typeof value === 'string') return redactText(value) !== value;
	if (typeof value !== 'object' || value === null) return false;
	if (value instanceof Uint8Array) return isTelling(latin1(value));
	if (Array.isArray(value)) return value.some(isTellingValue);
	const entries = value instanceof Map ? [...value] : Object.entries(value);
	return entries.some(
		([key, item]) =>
			(typeof key === 'string' && isSecretName(key)) || isTellingValue(key) || isTellingValue(item),
	);
}
