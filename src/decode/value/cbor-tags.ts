import type { DecodedValue } from '../decoded.ts';

/** Shows a tagged item: dates and big numbers as such, self-description dropped, others as `{ 'tag N': item }`. */
export function taggedValue(tag: bigint, value: DecodedValue): DecodedValue {
	switch (tag) {
		case 0n:
			return { date: value };
		case 1n:
			return { date: typeof value === 'number' ? (isoOf(value) ?? value) : value };
		case 2n:
		case 3n:
			return value instanceof Uint8Array && value.length <= 1024
				? bignum(value, tag === 3n)
				: named(tag, value);
		case 55799n:
			return value;
		default:
			return named(tag, value);
	}
}

function named(tag: bigint, value: DecodedValue): DecodedValue {
	return { [`tag ${tag}`]: value };
}

function isoOf(seconds: number): string | undefined {
	const date = new Date(seconds * 1000);
	return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function bignum(bytes: Uint8Array, negative: boolean): bigint {
	let value = 0n;
	for (const byte of bytes) value = (value << 8n) | BigInt(byte);
	return negative ? -1n - value : value;
}
