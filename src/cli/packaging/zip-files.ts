import { type Zippable, zipSync } from 'fflate';

export interface PackedFile {
	/** Path in the archive, with forward slashes. */
	path: string;
	bytes: Uint8Array;
	executable?: boolean;
}

const UNIX = 3;
const mode = (executable = false): number => ((executable ? 0o100755 : 0o100644) << 16) >>> 0;

/** A zip that depends on nothing but paths and contents: sorted, without times, the same on every system. */
export function zipFiles(files: PackedFile[]): Uint8Array {
	const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
	const entries: Zippable = {};
	// The earliest date that a zip can hold. It stores local time, so this is the same bytes in every zone.
	const mtime = new Date(1980, 0, 1);
	for (const { path, bytes, executable } of sorted) {
		if (path in entries) throw new Error(`Two files would be ${path}`);
		entries[path] = [bytes, { mtime, level: 9, os: UNIX, attrs: mode(executable) }];
	}
	return zipSync(entries);
}
