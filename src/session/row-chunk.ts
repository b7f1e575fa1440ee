/** Rows of a chunk, as a power of two. */
export const BITS = 14;
export const SIZE = 1 << BITS;

/** A part of the rows, in columns. */
export class Chunk {
	readonly kind = new Uint8Array(SIZE);
	readonly direction = new Uint8Array(SIZE);
	readonly channel = new Uint8Array(SIZE);
	readonly marks = new Uint16Array(SIZE);
	readonly ran = new Uint32Array(SIZE);
	readonly document = new Int32Array(SIZE);
	readonly source = new Int32Array(SIZE);
	readonly origin = new Int32Array(SIZE);
	readonly time = new Float64Array(SIZE);
	readonly size = new Float64Array(SIZE);
	readonly ref = new Float64Array(SIZE);
	/** Id of the partner plus one; 0 none, -1 awaited. */
	readonly peer = new Int32Array(SIZE);
	/** What events share, and what is their own (see packing.ts). */
	readonly head = new Int32Array(SIZE);
	readonly body: (string | undefined)[] = [];
	/** Packed runs of a message's listeners, a line each. */
	readonly runs: (string | undefined)[] = [];
}
