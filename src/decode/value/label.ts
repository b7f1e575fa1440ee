import type { DecodedValue } from '../decoded.ts';
import { asObject, asText, own } from './shape.ts';

const labels = ['type', 'event', 'action', 'method', 'op', 'cmd', 'command', 'kind', 'msg'];

/** What an object says of its kind, in the field that applications commonly use for it. */
export function labelOf(value: DecodedValue): string | undefined {
	const object = asObject(value);
	if (!object) return undefined;
	for (const key of labels) {
		const label = asText(own(object, key));
		if (label !== undefined && label !== '' && label.length <= 60) return label;
	}
	return undefined;
}
