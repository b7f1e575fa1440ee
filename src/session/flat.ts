/** What was read last: an engine leaves out reading what nobody uses. */
export let lastRead = 0;

/** A text in one piece. One put together of others is kept as these and how they belong together, until a part is asked for. */
export function flat(text: string): string {
	lastRead = text.charCodeAt(0);
	return text;
}
