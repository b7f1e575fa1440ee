import { hexOf } from '../bytes/hex.ts';
import { utf8Bytes } from '../bytes/utf8.ts';
import type { Codec } from '../codec.ts';

/** Bytes as they are; text frames, on request, as their UTF-8 bytes. */
export const hex: Codec = {
	id: 'hex',
	name: 'Hex',
	open: (hint) => (frame) => {
		const text = frame.bytes || hint.override !== 'hex' ? undefined : frame.text();
		const value = frame.bytes ?? (text === undefined ? undefined : utf8Bytes(text));
		return value && { confidence: 0.1, value, preview: hexOf(value, 32), opaque: true };
	},
};
