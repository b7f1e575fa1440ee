import type { Pieces } from './export-options.ts';

/** What an AbortSignal is to code that knows no browser. */
export interface Cancel {
	readonly aborted: boolean;
	readonly reason: unknown;
}

export interface ChunkOptions {
	/** Once aborted, the next chunk is not made and its reason is thrown. */
	signal?: Cancel;
	/** Share of the pieces made, 0 to 1, before each chunk is handed over. */
	onProgress?(share: number): void;
	/** Lets others run between two chunks. */
	pause?(): Promise<void>;
	/** ms, for measuring turns. */
	now(): number;
}

/** Longest turn in ms, and characters after which a chunk is handed over. */
const TURN_MS = 12;
const CHUNK = 1_000_000;
/** Pieces made between two looks at the clock. */
const LOOK = 32;

/** A file in chunks of about a megabyte at most, each made in a short turn. */
export async function* inChunks({ count, pieces }: Pieces, options: ChunkOptions): AsyncGenerator<string> {
	const { signal, onProgress, pause, now } = options;
	let made = 0;
	let parts: string[] = [];
	let length = 0;
	let end = now() + TURN_MS;
	for (const piece of pieces) {
		if (signal?.aborted) throw signal.reason;
		parts.push(piece);
		length += piece.length;
		made++;
		if (length < CHUNK && (made % LOOK !== 0 || now() < end)) continue;
		onProgress?.(Math.min(1, made / Math.max(1, count)));
		yield parts.join('');
		parts = [];
		length = 0;
		await pause?.();
		end = now() + TURN_MS;
	}
	if (signal?.aborted) throw signal.reason;
	onProgress?.(1);
	yield parts.join('');
}
