import type { HeaderField } from '../protocol/handshake.ts';

/** Value of a header, all of its fields joined by commas (RFC 9110, 5.3); undefined when there is none. */
export function headerOf(fields: readonly HeaderField[], name: string): string | undefined {
	const wanted = name.toLowerCase();
	const values = fields.filter((field) => field.name.toLowerCase() === wanted).map(({ value }) => value);
	return values.length === 0 ? undefined : values.join(', ');
}

/** The elements of a header that is a comma-separated list, in lower case. */
export function tokensOf(value: string | undefined): string[] {
	return (value ?? '')
		.split(',')
		.map((token) => token.trim().toLowerCase())
		.filter((token) => token !== '');
}
