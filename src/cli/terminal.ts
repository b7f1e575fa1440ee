/** Where a program reads and writes. */
export interface Terminal {
	/** Standard input. */
	readonly input: AsyncIterable<string | Uint8Array>;
	/** To standard output. */
	write(text: string): void;
	/** To standard error. */
	complain(text: string): void;
	/** Whether standard output shows colours: they would be noise in a file or a pipe. */
	readonly colours: boolean;
}
