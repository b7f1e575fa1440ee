import type { Codec } from '../codec.ts';
import { labelOf } from '../value/label.ts';

/** JSON text (RFC 8259). Objects are labelled by the field that applications commonly use for it. */
export const json: Codec = {
	id: 'json',
	name: 'JSON',
	open: () => (frame) => {
		const parsed = frame.json();
		if (!parsed) return undefined;
		const { value } = parsed;
		const container = typeof value === 'object' && value !== null;
		return { confidence: container ? 0.75 : 0.55, type: labelOf(value), value };
	},
};
