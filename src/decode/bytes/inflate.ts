import { Gunzip, Inflate, Unzlib } from 'fflate';
import { limits } from '../limits.ts';

export type Compression = 'gzip' | 'zlib' | 'deflate';

/** Decompressed bytes and what was wrong with the rest. */
export interface Inflated {
	bytes: Uint8Array;
	error?: string;
}

/** Small input steps keep what one of them can grow to (1032 times) small too. */
const step = 4096;

/**
 * Bytes without output after which the data must have ended, as they are much more than a block's header.
 * What follows the end would be gathered and copied again and again.
 */
const patience = 4 * step;

/** A stream of one direction of a socket; each call gives what the new bytes add, up to `limits.inflated`. */
export type InflateStream = (bytes: Uint8Array, last: boolean) => Inflated;

/** Opens a decompression stream. After an error it gives nothing more. */
export function openInflate(compression: Compression): InflateStream {
	let parts: Uint8Array[] = [];
	let size = 0;
	let failed = false;
	let quiet = 0;
	const stream = { gzip: Gunzip, zlib: Unzlib, deflate: Inflate }[compression];
	const inflate = new stream((part) => {
		parts.push(part);
		size += part.length;
	});
	const failure = (error: string): Inflated => {
		failed = true;
		return { bytes: joined(parts, size), error };
	};
	return (bytes, last) => {
		parts = [];
		size = 0;
		if (failed) return { bytes: new Uint8Array(0), error: 'The stream broke in an earlier frame' };
		try {
			for (let at = 0; at < bytes.length; at += step) {
				const before = size;
				const end = Math.min(bytes.length, at + step);
				inflate.push(bytes.subarray(at, end), last && end === bytes.length);
				quiet = size === before ? quiet + end - at : 0;
				if (quiet > patience) return failure(`Something else follows the ${compression} data`);
				if (size > limits.inflated)
					return failure(`Only the first ${limits.inflated} bytes were decompressed`);
			}
		} catch (problem) {
			return failure(
				problem instanceof Error ? `Broken ${compression} data: ${problem.message}` : String(problem),
			);
		}
		return { bytes: joined(parts, size) };
	};
}

function joined(parts: Uint8Array[], size: number): Uint8Array {
	const out = new Uint8Array(size);
	let at = 0;
	for (const part of parts) {
		out.set(part, at);
		at += part.length;
	}
	return out.subarray(0, limits.inflated);
}
