import type { DecodedValue } from '../decoded.ts';
import { limits } from '../limits.ts';
import { asObject, own } from '../value/shape.ts';

/** Number of the placeholder that stands for an attachment; undefined for other values. */
function placeholder(value: DecodedValue): number | undefined {
	const object = asObject(value);
	if (!object || own(object, '_placeholder') !== true) return undefined;
	const number = own(object, 'num');
	return typeof number === 'number' ? number : undefined;
}

/** How many attachments the data has places for. */
export function countPlaceholders(data: DecodedValue, depth = 0): number {
	if (placeholder(data) !== undefined) return 1;
	if (depth > limits.valueDepth || typeof data !== 'object' || data === null) return 0;
	const inside = Array.isArray(data) ? data : Object.values(asObject(data) ?? {});
	return inside.reduce<number>((sum, item) => sum + countPlaceholders(item, depth + 1), 0);
}

/** The data with every placeholder replaced by its attachment; those without one stay. */
export function putBytes(data: DecodedValue, attachments: readonly Uint8Array[], depth = 0): DecodedValue {
	const number = placeholder(data);
	if (number !== undefined) return attachments[number] ?? data;
	if (depth > limits.valueDepth) return data;
	if (Array.isArray(data)) return data.map((item) => putBytes(item, attachments, depth + 1));
	const object = asObject(data);
	if (!object) return data;
	return Object.fromEntries(
		Object.entries(object).map(([key, item]) => [key, putBytes(item, attachments, depth + 1)]),
	);
}
