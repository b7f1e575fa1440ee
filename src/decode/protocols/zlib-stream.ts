import { type InflateStream, openInflate } from '../bytes/inflate.ts';
import type { Codec } from '../codec.ts';
import { hasZlibHeader, reading } from './compressed.ts';

/**
 * One zlib stream over all binary frames of a direction, each message ended by a sync flush (as the
 * Discord gateway does with compress=zlib-stream). It can be read only from its first frame on.
 */
export const zlibStream: Codec = {
	id: 'zlib-stream',
	name: 'zlib stream',
	settles: true,
	carries: true,
	claims: ({ url }) => (url?.includes('compress=zlib-stream') ? 0.97 : 0),
	open: () => {
		const streams: { in?: InflateStream; out?: InflateStream } = {};
		return (frame) => {
			const { bytes, direction } = frame;
			if (!bytes || bytes.length === 0) return undefined;
			const flushed = endsWithFlush(bytes);
			const open = streams[direction];
			if (!open && !(flushed && hasZlibHeader(bytes))) return undefined;
			const stream = open ?? openInflate('zlib');
			streams[direction] = stream;
			const inflated = stream(bytes, false);
			if (inflated.error !== undefined && inflated.bytes.length === 0) delete streams[direction];
			return reading('zlib stream', bytes, inflated, flushed ? 0.95 : 0.85);
		};
	},
};

function endsWithFlush(bytes: Uint8Array): boolean {
	const [a, b, c, d] = bytes.subarray(-4);
	return a === 0 && b === 0 && c === 0xff && d === 0xff;
}
