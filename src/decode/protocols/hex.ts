import { hexOf } from '../bytes/hex.ts';
import { utf8Bytes } from '../bytes/utf8.ts';
import type { Codec } from '../codec.ts';

/** Bytes as they are; text frames as their UTF-8 bytes. */
export const hex: Codec = {
	id: 'hex',
	name: 'Hex',
	open: () => (frame) => {
		const value = frame.bytes ?? utf8Bytes(frame.text() ?? '');
		const confidence = frame.bytes ? 0.1 : 0.01;
		return { confidence, value, preview: hexOf(value), opaque: true };
	},
};
