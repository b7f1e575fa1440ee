import type { Codec } from '../codec.ts';
import type { DecodedValue } from '../decoded.ts';
import { labelOf } from '../value/label.ts';
import { asId, asObject, asText, own } from '../value/shape.ts';

/** JSON text (RFC 8259). Objects are labelled by the field that applications commonly use for it. */
export const json: Codec = {
	id: 'json',
	name: 'JSON',
	open: () => (frame) => {
		const parsed = frame.json();
		if (!parsed) return undefined;
		const { value } = parsed;
		const container = typeof value === 'object' && value !== null;
		return { confidence: container ? 0.75 : 0.55, type: labelOf(value), ...pairOf(value), value };
	},
};

/** Calls and answers as JSON-RPC has them, of those who leave out its version (tRPC, Chrome's DevTools protocol). */
function pairOf(value: DecodedValue): { id?: string; replyTo?: string } {
	const object = asObject(value) ?? {};
	const id = asId(own(object, 'id'));
	if (id === undefined) return {};
	if (asText(own(object, 'method')) !== undefined) return { id };
	return Object.hasOwn(object, 'result') || Object.hasOwn(object, 'error') ? { replyTo: id } : {};
}
