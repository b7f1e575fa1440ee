import type { Codec } from '../codec.ts';
import { line } from '../value/preview.ts';

/** Text as it is: the reading of text frames that nothing else explains, and of readable bytes. */
export const text: Codec = {
	id: 'text',
	name: 'Plain text',
	open: () => (frame) => {
		const value = frame.text();
		if (value === undefined) return undefined;
		const confidence = frame.bytes ? (value.length >= 4 ? 0.6 : 0.3) : 0.5;
		return { confidence, value, preview: line(value) };
	},
};
