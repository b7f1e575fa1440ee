import type { DecodedValue } from '../decoded.ts';

/** An object when every key is a string, else a Map; of equal keys the last stays, as most decoders do. */
export function mapOf(entries: [DecodedValue, DecodedValue][]): DecodedValue {
	if (entries.every((entry): entry is [string, DecodedValue] => typeof entry[0] === 'string'))
		return Object.fromEntries(entries);
	return new Map(entries);
}
