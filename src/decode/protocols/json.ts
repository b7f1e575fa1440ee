import type { Codec } from '../codec.ts';
import type { DecodedValue } from '../decoded.ts';
import { asObject, asText, own } from '../value/shape.ts';

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

const labels = ['type', 'event', 'action', 'method', 'op', 'cmd', 'command', 'kind', 'msg'];

function labelOf(value: DecodedValue): string | undefined {
	const object = asObject(value);
	if (!object) return undefined;
	for (const key of labels) {
		const label = asText(own(object, key));
		if (label !== undefined && label !== '' && label.length <= 60) return label;
	}
	return undefined;
}
